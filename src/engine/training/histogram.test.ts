import { describe, expect, it } from 'vitest'
import { histogramOf } from './histogram.ts'

describe('a histogram', () => {
  it('counts every finite number once, the largest in the last bin', () => {
    const histogram = histogramOf(Float32Array.of(0, 1, 1, 2, 24, NaN, Infinity))
    expect(histogram).toMatchObject({ low: 0, high: 24 })
    expect(histogram?.counts).toEqual([1, 2, 1, ...Array(20).fill(0), 1])
  })

  it('puts equal numbers into one bin, and has nothing to say of none', () => {
    expect(histogramOf(Float32Array.of(3, 3))).toEqual({ low: 3, high: 3, counts: [2, ...Array(23).fill(0)] })
    expect(histogramOf(Float32Array.of(NaN))).toBeNull()
  })
})
