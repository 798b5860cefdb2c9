import { describe, expect, it } from 'vitest'
import { indexAt, nearestIndex, valueAt } from './chart-line.ts'

const line = { id: 'a', name: 'a', meaning: 'validation', x: [1, 2, 3], y: [0.5, 0.4, Number.NaN] } as const

describe('reading a line', () => {
  it('gives the last value up to a place, and nothing before the first', () => {
    expect([0.9, 1, 2.9].map((place) => valueAt(line, place))).toEqual([null, 0.5, 0.4])
  })

  it('says that a value was no number instead of skipping it', () => {
    expect(valueAt(line, 3)).toBeNaN()
  })

  it('finds indices in an empty and in a long line', () => {
    const long = Float64Array.from({ length: 100_001 }, (_, at) => at * 0.5)
    expect([indexAt([], 4), indexAt(long, 12.3), nearestIndex([], 4), nearestIndex(long, 12.3), nearestIndex(long, -7)]).toEqual([-1, 24, -1, 25, 0])
  })
})
