import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/judging.json' with { type: 'json' }
import { rankScores } from './ranked-scores.ts'
import { areaUnderRoc, rocCurve } from './roc-curve.ts'

describe('the ROC curve', () => {
  it.each(fixture.ranking)('has scikit-learn’s points and area, $truth.length rows', (own) => {
    const ranked = rankScores(Float32Array.from(own.scores), Uint8Array.from(own.truth))
    expect([...ranked.thresholds]).toEqual(own.thresholds)
    const curve = rocCurve(ranked)
    expect(curve?.falsePositiveRate.length).toBe(own.false_rate.length)
    own.false_rate.forEach((rate, at) => expect(curve?.falsePositiveRate[at]).toBeCloseTo(rate, 9))
    own.true_rate.forEach((rate, at) => expect(curve?.truePositiveRate[at]).toBeCloseTo(rate, 9))
    expect(areaUnderRoc(ranked)).toBeCloseTo(own.area, 9)
  })

  it('is not there where only one answer occurs', () => {
    const ranked = rankScores(Float32Array.of(0.1, 0.9), Uint8Array.of(1, 1))
    expect(rocCurve(ranked)).toBeNull()
    expect(areaUnderRoc(ranked)).toBeNull()
  })

  it('ranks rows without a score below all others', () => {
    expect([...rankScores(Float32Array.of(NaN, 0.5, 0), Uint8Array.of(1, 1, 0)).hits]).toEqual([1, 1, 2])
  })
})
