import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/judging.json' with { type: 'json' }
import { averagePrecision, precisionRecallCurve } from './precision-recall-curve.ts'
import { rankScores } from './ranked-scores.ts'

describe('the precision-recall curve', () => {
  it.each(fixture.ranking)('has scikit-learn’s points and average precision, $truth.length rows', (own) => {
    const ranked = rankScores(Float32Array.from(own.scores), Uint8Array.from(own.truth))
    const curve = precisionRecallCurve(ranked)
    expect(curve?.precision.length).toBe(own.precision.length)
    own.precision.forEach((value, at) => expect(curve?.precision[at]).toBeCloseTo(value, 9))
    own.recall.forEach((value, at) => expect(curve?.recall[at]).toBeCloseTo(value, 9))
    expect(averagePrecision(ranked)).toBeCloseTo(own.average_precision, 9)
  })

  it('is not there where no row is of the class', () => {
    const ranked = rankScores(Float32Array.of(0.1, 0.9), Uint8Array.of(0, 0))
    expect(precisionRecallCurve(ranked)).toBeNull()
    expect(averagePrecision(ranked)).toBeNull()
  })
})
