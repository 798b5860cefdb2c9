import { describe, expect, it } from 'vitest'
import { smooth } from './smoothing.ts'

/** The definition, summed directly: every earlier value weighted by its own distance and by how far back it lies. */
function slowly(x: number[], y: number[], window: number): number[] {
  return y.map((_, at) => {
    let sum = 0
    let weights = 0
    for (let before = 0; before <= at; before++) {
      const place = x[before] ?? 0
      const distance = before === 0 ? (x[1] ?? 1) - place : place - (x[before - 1] ?? 0)
      const weight = (1 - Math.exp(-distance / window)) * Math.exp(-((x[at] ?? 0) - place) / window)
      sum += weight * (y[before] ?? 0)
      weights += weight
    }
    return sum / weights
  })
}

describe('smooth', () => {
  it('agrees with the definition summed directly, on uneven steps', () => {
    const x = [1, 2, 3, 7, 8, 20, 21]
    const y = [5, 4, 9, 1, 2, 8, 3]
    const expected = slowly(x, y, 4)
    smooth(x, y, 4).forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 12))
  })

  it('starts at the first value and leaves a constant alone', () => {
    expect([...smooth([1, 2, 3], [0.7, 0.7, 0.7], 50)].map((value) => value.toFixed(12))).toEqual(Array(3).fill('0.700000000000'))
  })

  it('changes nothing without a window', () => {
    expect([...smooth([1, 2, 3], [3, 1, 2], 0)]).toEqual([3, 1, 2])
  })

  it('leaves a gap where a value is missing and goes on behind it as if it had not been there', () => {
    const gap = smooth([1, 2, 3, 4], [1, Number.NaN, 1, 1], 2)
    expect(gap[1]).toBeNaN()
    expect(gap[3]).toBeCloseTo(1, 12)
  })

  it('gives two values at one place the same weight', () => {
    expect(smooth([1, 1], [0, 1], 5)[1]).toBeCloseTo(0.5, 12)
  })

  it('does not depend on how finely a constant stretch was sampled', () => {
    const fine = Array.from({ length: 101 }, (_, at) => at / 100)
    const coarse = smooth([0, 1, 2], [0, 0, 1], 1)[2] ?? 0
    const finely = smooth([...fine, 2], [...fine.map(() => 0), 1], 1).at(-1) ?? 0
    expect(finely).toBeGreaterThan(coarse * 0.9)
    expect(finely).toBeLessThan(coarse * 1.5)
  })
})
