/** Bins as an ECharts option. Bars touch because their values do; the axis is one of numbers. */
import type { ChartPalette } from './palette.ts'

export interface HistogramBins {
  /** One more than counts, ascending. */
  edges: readonly number[]
  counts: readonly number[]
}

interface Look {
  selected: number | null
  marked: number | null
  format: (value: number) => string
  binText: (at: number) => string
}

const few = 10

export function histogramOption(bins: HistogramBins, look: Look, palette: ChartPalette) {
  const first = bins.edges[0] ?? 0
  const last = bins.edges.at(-1) ?? 1
  return {
    animation: false,
    grid: { left: 48, right: 16, top: 8, bottom: 28 },
    tooltip: {
      trigger: 'item' as const,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const box = document.createElement('div')
        box.textContent = look.binText(dataIndex)
        return box
      },
    },
    xAxis: { type: 'value' as const, min: first, max: last, axisLine: { show: true, onZero: false }, axisLabel: { formatter: look.format } },
    yAxis: { type: 'value' as const, min: 0, minInterval: 1, splitLine: { show: true }, axisLabel: { formatter: look.format } },
    series: [
      {
        type: 'custom' as const,
        id: 'bins',
        data: bins.counts.map((count, at) => [bins.edges[at] ?? 0, bins.edges[at + 1] ?? 0, count]),
        encode: { x: [0, 1], y: 2 },
        renderItem: (_: unknown, api: { value: (dimension: number) => number | string; coord: (point: number[]) => number[] }) => {
          const [from, to, count] = [0, 1, 2].map((dimension) => Number(api.value(dimension)))
          const [left = 0, top = 0] = api.coord([from ?? 0, count ?? 0])
          const [right = 0, bottom = 0] = api.coord([to ?? 0, 0])
          const at = bins.edges.indexOf(from ?? Number.NaN)
          const dimmed = look.selected !== null && look.selected !== at
          const hollow = (count ?? 0) < few
          return {
            type: 'rect' as const,
            shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: Math.max(0, bottom - top) },
            style: {
              fill: hollow ? 'transparent' : palette.data[0],
              stroke: palette.data[0],
              lineWidth: hollow ? 1 : 0,
              opacity: dimmed ? 0.35 : 1,
            },
          }
        },
      },
      {
        type: 'line' as const,
        id: 'marked',
        silent: true,
        data: [],
        markLine:
          look.marked === null
            ? { data: [] }
            : { silent: true, animation: false, symbol: 'none', label: { show: false }, lineStyle: { color: palette.text, width: 2, type: 'solid' as const }, data: [{ xAxis: look.marked }] },
      },
    ],
  }
}
