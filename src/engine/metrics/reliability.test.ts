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
