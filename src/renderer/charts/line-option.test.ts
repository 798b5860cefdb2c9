import { init, use } from 'echarts/core'
import { LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { describe, expect, it } from 'vitest'
import type { ChartLine } from './chart-line.ts'
import { lineOption } from './line-option.ts'
import { chartPalettes } from './palette.ts'

use([GridComponent, LineChart, ScatterChart, SVGRenderer])

const text = String
const axes = (logarithmic = false) => ({ x: { minimum: 0, maximum: 10, format: text, whole: true }, y: { logarithmic, fromZero: true, format: text } })
const lineOf = (...values: number[]): ChartLine => ({ id: 'a', name: 'a', meaning: 'training', x: Float64Array.from(values, (_, at) => at), y: Float64Array.from(values) })
const optionOf = (line: ChartLine, logarithmic = false) => lineOption([line], axes(logarithmic), { ringed: null, levels: [] }, chartPalettes.light, 400)

/** What the y axis reaches after each of these lines was shown in turn in one chart. */
function reach(...lines: ChartLine[]): { low: number; high: number } {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 200 })
  try {
    for (const line of lines) chart.setOption(optionOf(line))
    const [top, bottom] = [chart.convertFromPixel({ yAxisIndex: 0 }, 0), chart.convertFromPixel({ yAxisIndex: 0 }, 200)]
    return { low: Number(bottom), high: Number(top) }
  } finally {
    chart.dispose()
  }
}

describe('the axes of a line chart', () => {
  it('reach from 0 to 1 while there is nothing to draw', () => {
    expect(optionOf(lineOf()).yAxis[0]).toMatchObject({ min: 0, max: 1, interval: 0.25 })
    expect(optionOf(lineOf(), true).yAxis[0]).toMatchObject({ min: 0.01, max: 1 })
  })

  it('follow a line that comes later, however large: what they were when empty does not stay', () => {
    expect(reach(lineOf(), lineOf(5, 4, 2)).high).toBeGreaterThan(5)
  })

  it('are the same for a line, whether the chart was empty before or not', () => {
    expect(reach(lineOf(), lineOf(5, 4, 2))).toEqual(reach(lineOf(5, 4, 2)))
  })
})

describe('the name at the end of a line', () => {
  const heightOf = (...values: number[]) => optionOf({ ...lineOf(...values), label: 'last run' }).series.map((series) => ('endLabel' in series ? series.endLabel?.offset : undefined))

  it('stands above it where other lines go on, and beside it at the end of the chart', () => {
    expect(heightOf(3, 2, 1)).toEqual([[0, -12]])
    expect(heightOf(...Array.from({ length: 11 }, (_, at) => at))).toEqual([[0, 0]])
  })
})
