/** Lines as an ECharts option: raw and smoothed, gaps and their crosses, the ringed best point. Draws nothing itself. */
import type { ScatterSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { ChartLine } from './chart-line.ts'
import { gapsOf, thin } from './envelope.ts'
import type { ChartPalette } from './palette.ts'
import { dashes } from './palette.ts'
import { smooth } from './smoothing.ts'

/** ECharts takes flat typed arrays as data; its types do not know. */
type Line = Omit<LineSeriesOption, 'data'> & { data: Float64Array | number[][] }

export interface LineAxes {
  x: { minimum: number; maximum: number; format: (value: number) => string; whole: boolean }
  y: { logarithmic: boolean; minimum?: number | undefined; maximum?: number | undefined; fromZero: boolean; format: (value: number) => string }
}

export interface LineMarks {
  /** A point to ring, e.g. the best epoch. */
  ringed: { x: number; y: number; label: string; side: 'above' | 'below'; meaning: ChartLine['meaning'] } | null
  /** Constants to compare with: always guessing. */
  levels: { y: number; label: string }[]
}

/** `width` is that of the plot in pixels: what decides how far a line may be thinned. */
export function lineOption(lines: readonly ChartLine[], axes: LineAxes, marks: LineMarks, palette: ChartPalette, width: number) {
  const { minimum, maximum } = axes.x
  const columns = Math.max(100, Math.round(width))
  const drawable = axes.y.logarithmic ? lines.map(positiveOnly) : lines
  const empty = lines.every((line) => line.y.length === 0)
  const series: (Line | ScatterSeriesOption)[] = []

  for (const line of drawable) {
    const style = lineStyle(line, palette)
    const smoothed = (line.smoothing ?? 0) > 0
    series.push({
      type: 'line',
      id: line.id,
      name: line.name,
      data: thin(line.x, line.y, minimum, maximum, columns),
      dimensions: ['x', 'y'],
      connectNulls: false,
      silent: true,
      z: style.z,
      showSymbol: line.points === true && hasRoom(line, axes, columns),
      symbol: 'circle',
      symbolSize: 6,
      itemStyle: { color: style.color },
      lineStyle: { color: style.color, type: style.dash, width: smoothed ? 1 : style.width, opacity: smoothed ? 0.35 : style.opacity },
      ...(line.label === undefined ? {} : { endLabel: { show: true, formatter: () => line.label ?? '', color: palette.text, distance: 6, offset: [0, endsInside(line, maximum) ? -12 : 0] } }),
      labelLayout: { moveOverlap: 'shiftY' },
    })
    if (!smoothed) continue
    series.push({
      type: 'line',
      id: `${line.id} smoothed`,
      name: line.name,
      data: thin(line.x, smooth(line.x, line.y, line.smoothing ?? 0), minimum, maximum, columns),
      dimensions: ['x', 'y'],
      connectNulls: false,
      silent: true,
      z: style.z + 1,
      showSymbol: false,
      lineStyle: { color: style.color, type: style.dash, width: 2, opacity: 1 },
    })
  }

  const gaps = lines.flatMap((line) => gapsOf(line.x, line.y))
  if (gaps.length > 0) series.push(crosses(gaps, palette))
  if (marks.ringed !== null) series.push(ring(marks.ringed, palette))
  for (const level of marks.levels) series.push(levelLine(level, axes, palette))

  return {
    animation: false,
    aria: { enabled: false },
    xAxis: {
      type: 'value',
      min: minimum,
      max: maximum,
      splitNumber: 5,
      ...(axes.x.whole ? { minInterval: 1 } : {}),
      axisLine: { show: true, onZero: false },
      axisLabel: { formatter: axes.x.format },
    },
    yAxis: [
      {
        type: axes.y.logarithmic ? 'log' : 'value',
        // Said even where they are free: what is left out keeps the value it had when the chart was empty.
        min: axes.y.minimum ?? (empty ? (axes.y.logarithmic ? 0.01 : 0) : null),
        max: axes.y.maximum ?? (empty ? 1 : null),
        scale: !axes.y.fromZero,
        splitNumber: 4,
        interval: empty && !axes.y.logarithmic ? 0.25 : null,
        splitLine: { show: true },
        axisLabel: { formatter: axes.y.format },
      },
      // For marks whose height is a place in the chart and not a value.
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series,
  }
}

/** Colour, dash and width of a line by what it means. `opacity` 1 but for an earlier run. */
export function lineStyle(line: Pick<ChartLine, 'meaning' | 'colour'>, palette: ChartPalette) {
  switch (line.meaning) {
    case 'training':
      return { color: palette.data[0], dash: 'solid' as const, width: 2, opacity: 1, z: 4 }
    case 'validation':
      return { color: palette.data[1], dash: [6, 3], width: 2, opacity: 1, z: 6 }
    case 'earlier':
      return { color: palette.borderStrong, dash: 'solid' as const, width: 1, opacity: 0.6, z: 2 }
    case 'other': {
      const colour = line.colour ?? 0
      const color = palette.data[colour % palette.data.length] ?? palette.data[0]
      return { color, dash: dashes[colour % dashes.length] ?? ('solid' as const), width: 2, opacity: 1, z: 4 }
    }
    default:
      return line.meaning satisfies never
  }
}

/** Other lines go on where it ends, so its name stands above them. */
function endsInside({ x }: ChartLine, maximum: number): boolean {
  return (x[x.length - 1] ?? maximum) < maximum
}

/** Points of 6 pixels that touch are no points but a thick line. */
function hasRoom({ x }: ChartLine, axes: LineAxes, columns: number): boolean {
  const span = (x[x.length - 1] ?? 0) - (x[0] ?? 0)
  return span === 0 || (span / (axes.x.maximum - axes.x.minimum || 1)) * columns >= 12 * (x.length - 1)
}

/** On a log axis what is not above 0 has no place; it is left out of the line, and only there. */
function positiveOnly(line: ChartLine): ChartLine {
  const y = Float64Array.from({ length: line.y.length }, (_, at) => ((line.y[at] ?? 0) > 0 ? (line.y[at] ?? 0) : Number.NaN))
  return { ...line, y }
}

function crosses(places: number[], palette: ChartPalette): ScatterSeriesOption {
  return {
    type: 'scatter',
    id: 'not a number',
    yAxisIndex: 1,
    z: 9,
    silent: true,
    clip: false,
    symbol: 'path://M-4,-3L-3,-4L0,-1L3,-4L4,-3L1,0L4,3L3,4L0,1L-3,4L-4,3L-1,0Z',
    symbolSize: 9,
    itemStyle: { color: palette.bad },
    data: places.map((x) => [x, 0]),
  }
}

function ring(point: NonNullable<LineMarks['ringed']>, palette: ChartPalette): ScatterSeriesOption {
  return {
    type: 'scatter',
    id: 'ringed',
    z: 8,
    silent: true,
    clip: false,
    symbol: 'circle',
    symbolSize: 13,
    itemStyle: { color: 'transparent', borderColor: lineStyle(point, palette).color, borderWidth: 2 },
    label: { show: true, position: point.side === 'above' ? 'top' : 'bottom', distance: 4, formatter: () => point.label, color: palette.text, backgroundColor: palette.surface, padding: [1, 4], borderRadius: 4 },
    data: [[point.x, point.y]],
  }
}

function levelLine(level: LineMarks['levels'][number], axes: LineAxes, palette: ChartPalette): Line {
  return {
    type: 'line',
    id: `level ${level.label}`,
    silent: true,
    z: 1,
    showSymbol: false,
    lineStyle: { color: palette.borderStrong, type: [2, 4], width: 1 },
    endLabel: { show: true, formatter: () => level.label, color: palette.faint, distance: 6 },
    labelLayout: { moveOverlap: 'shiftY' },
    data: [
      [axes.x.minimum, level.y],
      [axes.x.maximum, level.y],
    ],
  }
}
