import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/judging.json' with { type: 'json' }
import { brierScore } from './brier.ts'
import { reliability } from './reliability.ts'

describe('reliability', () => {
  it.each(fixture.calibration)('has scikit-learn’s bins of equal width, $sureness.length rows', (own) => {
    const { bins, error } = reliability(Float32Array.from(own.sureness), Uint8Array.from(own.right), 'equalWidth', own.bins)
    expect(bins.map(({ rows }) => rows)).toEqual(own.counts)
    bins.forEach(({ right, rows, sureness }, at) => {
      expect(right / rows).toBeCloseTo(own.share[at] ?? NaN, 9)
      expect(sureness).toBeCloseTo(own.mean[at] ?? NaN, 9)
    })
    expect(error).toBeCloseTo(own.error, 9)
  })

  it.each(fixture.calibration)('has NumPy’s bins of equal count, $sureness.length rows', (own) => {
    const { bins, error } = reliability(Float32Array.from(own.sureness), Uint8Array.from(own.right), 'equalMass', own.bins)
    expect(bins.map(({ rows, right }) => [rows, right])).toEqual(own.mass.map(([rows, right]) => [rows, right]))
    expect(error).toBeCloseTo(own.mass_error, 9)
  })

  it.each(fixture.calibration)('knows what luck alone shows, as 4,000 simulations do, $sureness.length rows', (own) => {
    const { floor } = reliability(Float32Array.from(own.sureness), Uint8Array.from(own.right), 'equalWidth', own.bins)
    // 4,000 simulations know the mean to half a percent and the upper point to about two.
    expect(floor.mean / own.floor).toBeCloseTo(1, 1.5)
    expect(floor.high / own.floor_high).toBeGreaterThan(0.95)
    expect(floor.high / own.floor_high).toBeLessThan(1.05)
  })

  it('does not call three mistakes of 23 surprising beyond what they are', () => {
    // 97 % sure 23 times: 0.69 mistakes are expected, and 3 or more happen once in 33 times (binomial), so 2 are within and 3 just beyond.
    const sureness = new Float32Array(23).fill(0.97)
    const { floor } = reliability(sureness, new Uint8Array(23).fill(1), 'equalMass')
    expect(floor.high * 23).toBeCloseTo(3 - 0.69, 4)
    // Below one expected mistake the mean distance is twice the chance of none, times that (exact).
    const chance = Math.fround(0.97)
    expect(floor.mean * 23).toBeCloseTo(2 * 23 * (1 - chance) * chance ** 23, 9)
  })

  it('counts a row on the edge of two bins to the lower one, as scikit-learn does', () => {
    expect(reliability(Float32Array.of(0.25, 0.5, 0.75), Uint8Array.of(1, 1, 1), 'equalWidth', 2).bins.map(({ rows }) => rows)).toEqual([2, 1])
  })

  it('never parts rows of one sureness', () => {
    const { bins } = reliability(new Float32Array(30).fill(1), new Uint8Array(30).fill(1), 'equalMass', 10)
    expect(bins).toEqual([{ low: 1, high: 1, rows: 30, right: 30, sureness: 1 }])
    expect(reliability(new Float32Array(0), new Uint8Array(0), 'equalMass')).toEqual({ bins: [], error: 0, floor: { mean: 0, high: 0 } })
  })
})

describe('brierScore', () => {
  it.each(fixture.brier)('is scikit-learn’s, $classes classes', (own) => {
    expect(brierScore(Float32Array.from(own.probabilities), Int32Array.from(own.truth))).toBeCloseTo(own.brier, 9)
  })
})
