import { describe, expect, it } from 'vitest'
import type { Importance } from '#contract/importance.ts'
import { barsOf, figureOf, isMeasurable, mostShown } from './relied-on.ts'

const importance = (columns: Importance['columns'], measure: Importance['measure'] = 'accuracy'): Importance => ({ measure, part: 'validation', rows: 100, total: 100, score: 0.9, repeats: 10, columns })

describe('the columns a run relies on', () => {
  it('are bars on one scale, whose end is the longest with its spread', () => {
    const [first, second, third] = barsOf(importance([{ column: 'a', mean: 0.18, deviation: 0.02 }, { column: 'b', mean: 0.05, deviation: 0.05 }, { column: 'c', mean: -0.01, deviation: 0.02 }]))
    expect(first).toMatchObject({ name: 'a', figure: '18.0', weak: false, high: 1 })
    expect(first?.size).toBeCloseTo(0.9)
    expect(second).toMatchObject({ figure: '5.0', weak: true, low: 0 })
    expect(third).toMatchObject({ figure: '−1.0', weak: true, size: 0 })
  })

  it('are none where nothing changes', () => {
    expect(barsOf(importance([{ column: 'a', mean: 0, deviation: 0 }]))).toEqual([{ name: 'a', figure: '0.0', size: 0, low: 0, high: 0, weak: true }])
  })

  it('count where they are more than the luck of the shuffles', () => {
    expect([isMeasurable({ column: 'a', mean: 0.1, deviation: 0.04 }), isMeasurable({ column: 'a', mean: 0.1, deviation: 0.06 }), isMeasurable({ column: 'a', mean: 0, deviation: 0 })]).toEqual([true, false, false])
  })

  it('are written with the digits of the largest where they are in the target\u2019s unit', () => {
    const miss = importance([{ column: 'a', mean: 412_345.6, deviation: 1 }, { column: 'b', mean: 12.3, deviation: 1 }], 'mae')
    expect(miss.columns.map(({ mean }) => figureOf(miss, mean))).toEqual(['412,346', '12'])
    const small = importance([{ column: 'a', mean: 0.0123, deviation: 0 }], 'mae')
    expect(figureOf(small, 0.0123)).toBe('0.0123')
  })

  it('are as many as can be read', () => {
    expect(barsOf(importance(Array.from({ length: 200 }, (_, at) => ({ column: `c${at}`, mean: 0.1, deviation: 0 }))))).toHaveLength(mostShown)
  })
})
