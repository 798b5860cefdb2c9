import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/measures.json' with { type: 'json' }
import { differenceOfShares, wilson } from './wilson.ts'

describe('wilson', () => {
  it.each(fixture.wilson)("gives statsmodels' interval for $hits of $rows", ({ hits, rows, low, high }) => {
    expect(wilson(hits, rows).low).toBeCloseTo(low, 12)
    expect(wilson(hits, rows).high).toBeCloseTo(high, 12)
  })

  it('is exactly 0 and 1 at the ends, and says nothing without rows', () => {
    expect(wilson(0, 10).low).toBe(0)
    expect(wilson(10, 10).high).toBe(1)
    expect(wilson(0, 0)).toEqual({ value: NaN, low: 0, high: 1 })
  })
})

describe('differenceOfShares', () => {
  it("gives the intervals of Newcombe's examples (1998, table II, method 10)", () => {
    const example = (hitsA: number, rowsA: number, hitsB: number, rowsB: number): number[] => {
      const { low, high } = differenceOfShares(hitsA, rowsA, hitsB, rowsB)
      return [Number(low.toFixed(4)), Number(high.toFixed(4))]
    }
    expect(example(56, 70, 48, 80)).toEqual([0.0524, 0.3339])
    expect(example(9, 10, 3, 10)).toEqual([0.1705, 0.809])
    expect(example(10, 10, 0, 10)).toEqual([0.6075, 1])
  })
})
