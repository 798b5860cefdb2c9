import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/judging.json' with { type: 'json' }
import { curvePlaces } from './curve-places.ts'
import { rankScores } from './ranked-scores.ts'

describe('curves as a screen shows them', () => {
  it.each(fixture.ranking)('are scikit-learn’s, $truth.length rows, each place with the cut-off that gives it', (own) => {
    const [scores, truth] = [Float32Array.from(own.scores), Uint8Array.from(own.truth)]
    const curves = curvePlaces(rankScores(scores, truth))
    if (curves === null) throw new Error('there are no curves')
    const count = (cutOff: number, mark: number) => truth.reduce((sum, actual, row) => sum + Number(actual === mark && (scores[row] ?? 0) > cutOff), 0)
    const sizes = [truth.filter((actual) => actual === 0).length, truth.filter((actual) => actual === 1).length] as const
    const known = new Set(own.false_rate.map((rate, at) => `${rate.toFixed(9)} ${(own.true_rate[at] ?? NaN).toFixed(9)}`))
    curves.roc.cutOffs.forEach((cutOff, at) => {
      expect(known).toContain(`${(curves.roc.x[at] ?? NaN).toFixed(9)} ${(curves.roc.y[at] ?? NaN).toFixed(9)}`)
      // No cut-off reaches a score of 0.
      if (cutOff === 0) return
      expect(count(cutOff, 0) / sizes[0]).toBeCloseTo(curves.roc.x[at] ?? NaN, 12)
      expect(count(cutOff, 1) / sizes[1]).toBeCloseTo(curves.roc.y[at] ?? NaN, 12)
    })
    const pairs = new Set(own.recall.map((recall, at) => `${recall.toFixed(9)} ${(own.precision[at] ?? NaN).toFixed(9)}`))
    curves.precisionRecall.cutOffs.forEach((cutOff, at) => {
      expect(pairs).toContain(`${(curves.precisionRecall.x[at] ?? NaN).toFixed(9)} ${(curves.precisionRecall.y[at] ?? NaN).toFixed(9)}`)
      if (cutOff === 0) return
      expect(count(cutOff, 1) / (count(cutOff, 0) + count(cutOff, 1))).toBeCloseTo(curves.precisionRecall.y[at] ?? NaN, 12)
    })
    expect([curves.roc.x[0], curves.roc.y[0], curves.roc.x.at(-1), curves.roc.y.at(-1)]).toEqual([0, 0, 1, 1])
    expect(curves.precisionRecall.x.at(-1)).toBe(1)
  })

  it('are short however many rows there are, and not there where only one answer occurs', () => {
    const many = 50_000
    const scores = Float32Array.from({ length: many }, (_, row) => (row + 1) / (many + 1))
    const curves = curvePlaces(rankScores(scores, Uint8Array.from(scores, (_, row) => Number(row % 3 === 0))))
    expect(curves?.roc.x.length).toBeGreaterThan(150)
    expect(curves?.roc.x.length).toBeLessThanOrEqual(402)
    expect(curves?.precisionRecall.x.length).toBeLessThanOrEqual(402)
    expect(curvePlaces(rankScores(Float32Array.of(0.1, 0.9), Uint8Array.of(1, 1)))).toBeNull()
  })
})
