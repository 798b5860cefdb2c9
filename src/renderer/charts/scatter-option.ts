/** A square scatter as an ECharts option: both grids, equal units, dotted diagonal, one point ringed. */
import type { ChartPalette } from './palette.ts'

export interface ScatterPoint {
  x: number
  y: number
}

interface Square {
  range: { minimum: number; maximum: number }
  xName: string
  yName: string
  format: (value: number) => string
  pointText: (point: ScatterPoint) => string
}

export function scatterOption(points: readonly ScatterPoint[], selected: number | null, square: Square, palette: ChartPalette) {
  const ringed = selected === null ? undefined : points[selected]
  const axis = {
    type: 'value' as const,
    min: square.range.minimum,
    max: square.range.maximum,
    splitLine: { show: true },
    axisLabel: { formatter: square.format, showMinLabel: false, showMaxLabel: false },
    nameLocation: 'middle' as const,
    nameTextStyle: { color: palette.faint, fontSize: 12 },
  }
  return {
    animation: false,
    // As much beside as above and below: the place is a square, and so is what is drawn in it.
    grid: { left: 76, right: 4, top: 16, bottom: 64 },
    tooltip: { trigger: 'item' as const, formatter: ({ dataIndex }: { dataIndex: number }) => tooltipOf(points[dataIndex], square) },
    xAxis: { ...axis, axisLine: { show: true, onZero: false }, name: square.xName, nameGap: 32 },
    yAxis: { ...axis, name: square.yName, nameGap: 60 },
    series: [
      {
        type: 'line' as const,
        id: 'diagonal',
        silent: true,
        z: 1,
        showSymbol: false,
        lineStyle: { color: palette.borderStrong, type: [2, 4], width: 1 },
        data: [
          [square.range.minimum, square.range.minimum],
          [square.range.maximum, square.range.maximum],
        ],
      },
      {
        type: 'scatter' as const,
        id: 'points',
        z: 3,
        symbolSize: points.length > 500 ? 5 : 7,
        itemStyle: { color: palette.data[0], opacity: points.length > 200 ? 0.45 : 0.75 },
        data: points.map(({ x, y }) => [x, y]),
      },
      {
        type: 'scatter' as const,
        id: 'selected',
        z: 5,
        silent: true,
        symbolSize: 13,
        itemStyle: { color: 'transparent', borderColor: palette.text, borderWidth: 2 },
        data: ringed ? [[ringed.x, ringed.y]] : [],
      },
    ],
  }
}

/** One range for both axes, with a margin, so that equal lengths are equal amounts. */
export function squareRange(points: readonly ScatterPoint[]): { minimum: number; maximum: number } {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const { x, y } of points) {
    low = Math.min(low, x, y)
    high = Math.max(high, x, y)
  }
  if (low > high) return { minimum: 0, maximum: 1 }
  const margin = (high - low || Math.abs(high) || 1) * 0.04
  return { minimum: low - margin, maximum: high + margin }
}

/** As an element, not as HTML: names come from the person's file. */
function tooltipOf(point: ScatterPoint | undefined, square: Square): HTMLElement {
  const box = document.createElement('div')
  box.textContent = point ? square.pointText(point) : ''
  return box
}
