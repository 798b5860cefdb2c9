import { describe, expect, it } from 'vitest'
import { residuals } from './residuals.ts'

describe('residuals', () => {
  it('counts what was said too much, its average and its spread', () => {
    const found = residuals(Float64Array.of(10, 20, 30, 40), Float64Array.of(11, 19, 33, 41))
    expect(found).toMatchObject({ mean: { value: 1 }, meanAbsolute: 1.5, tooHigh: 3, within: 3 })
    // Off by 1, -1, 3, 1: squares about 1 are 0, 4, 4, 0 over 3.
    expect(found?.spread).toBeCloseTo(Math.sqrt(8 / 3), 12)
    expect(found?.mean.high).toBeCloseTo(1 + (1.959963984540054 * Math.sqrt(8 / 3)) / 2, 12)
  })

  it('draws a histogram about 0 that holds every row once', () => {
    const rows = 400
    const truth = Float64Array.from({ length: rows }, (_, row) => row)
    const found = residuals(truth, truth.map((value, row) => value + ((row * 37) % 101) - 20))
    expect(found?.histogram).toMatchObject({ low: -80, high: 80 })
    expect(found?.histogram.counts).toHaveLength(21)
    expect(found?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(rows)
    expect(found?.histogram.counts.at(-1)).toBeGreaterThan(0)
  })

  it('has nothing to say of no rows, and all in the middle where none misses', () => {
    expect(residuals(new Float64Array(0), new Float64Array(0))).toBeNull()
    expect(residuals(Float64Array.of(1, 2), Float64Array.of(1, 2))?.histogram).toEqual({ low: -1, high: 1, counts: [2] })
  })
})
