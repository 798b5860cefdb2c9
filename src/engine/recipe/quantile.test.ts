import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostFrequent, quantile, selectRank } from './quantile.ts'

const lists = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 2000 })

describe('selectRank', () => {
  it('finds what a full sort would put there', () => {
    fc.assert(fc.property(lists, fc.nat(), (list, pick) => {
      const rank = pick % list.length
      const sorted = Float64Array.from(list).sort()
      // -0 and 0 are the same rank.
      expect(selectRank(Float64Array.from(list), rank) + 0).toBe((sorted[rank] ?? NaN) + 0)
    }))
  })

  it('finds the middle of a long list', () => {
    const values = Float64Array.from({ length: 100_003 }, (_, index) => (index * 7919) % 100_003)
    expect(selectRank(values, 50_001)).toBe(50_001)
  })
})

describe('quantile', () => {
  it("interpolates as NumPy's percentile does", () => {
    const values = (): Float64Array => Float64Array.of(7, 1, 3, 10)
    // numpy.quantile([7, 1, 3, 10], [0, 0.25, 0.5, 0.75, 0.9, 1])
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values(), share))).toEqual([1, 2.5, 5, 7.75, 10])
    expect(quantile(values(), 0.9)).toBeCloseTo(9.1, 12)
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN()
  })
})

describe('mostFrequent', () => {
  it('takes the smallest of those equally frequent', () => {
    expect(mostFrequent(Float64Array.of(3, 1, 3, 1, 2))).toBe(1)
    expect(mostFrequent(Float64Array.of(2))).toBe(2)
    expect(mostFrequent(new Float64Array(0))).toBeNaN()
  })
})
