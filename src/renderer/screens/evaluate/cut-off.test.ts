import { describe, expect, it } from 'vitest'
import type { RankedScores } from '#contract/scores.ts'
import { countsAt, nearestPlace, placesOf, rowsAt, scoreBins, sharesOf } from './cut-off.ts'

/** Four rows of it at 0.9, 0.9, 0.6, 0.2; four others at 0.6, 0.4, 0.2, 0.1. */
const ranked: RankedScores = {
  positives: 4,
  negatives: 4,
  thresholds: Float32Array.of(0.9, 0.6, 0.4, 0.2, 0.1),
  hits: Int32Array.of(2, 3, 3, 4, 4),
  alarms: Int32Array.of(0, 1, 2, 3, 4),
  cutOffs: Float64Array.of(0.75, 0.5, 0.3, 0.15, 0.05),
  order: { positives: Int32Array.of(0, 1, 2, 5), negatives: Int32Array.of(3, 4, 6, 7) },
  curves: {
    roc: { x: Float64Array.of(0, 0, 0.25, 0.5, 0.75, 1), y: Float64Array.of(0, 0.5, 0.75, 0.75, 1, 1), cutOffs: Float64Array.of(1, 0.75, 0.5, 0.3, 0.15, 0.05) },
    precisionRecall: { x: Float64Array.of(0.5, 0.75, 0.75, 1, 1), y: Float64Array.of(1, 0.75, 0.6, 4 / 7, 0.5), cutOffs: Float64Array.of(0.75, 0.5, 0.3, 0.15, 0.05) },
  },
  rocArea: 0.78,
  averagePrecision: 0.8,
}

describe('a cut-off', () => {
  it.each([
    [1, { hit: 0, missed: 4, alarm: 0, spared: 4 }],
    [0.75, { hit: 2, missed: 2, alarm: 0, spared: 4 }],
    [0.5, { hit: 3, missed: 1, alarm: 1, spared: 3 }],
    [0, { hit: 4, missed: 0, alarm: 4, spared: 0 }],
  ])('of %d counts every row once, strictly above it', (cutOff, counts) => {
    expect(countsAt(ranked, cutOff)).toEqual(counts)
  })

  it('that is exactly a score leaves its rows below, as the network decides', () => {
    expect(countsAt(ranked, Math.fround(0.9))).toMatchObject({ hit: 0 })
  })

  it('gives each share with what it is a share of and its interval', () => {
    const shares = sharesOf(countsAt(ranked, 0.5))
    expect(shares.map(({ name, part, all }) => [name, part, all])).toEqual([['accuracy', 6, 8], ['recall', 3, 4], ['precision', 3, 4], ['specificity', 3, 4]])
    expect(shares[1]?.share).toMatchObject({ value: 0.75 })
    expect(sharesOf(countsAt(ranked, 1))[2]?.share.value).toBeNaN()
  })

  it('has its place on a curve', () => {
    const roc = placesOf(ranked.curves?.roc ?? { x: new Float64Array(), y: new Float64Array(), cutOffs: new Float64Array() })
    expect(roc[nearestPlace(roc, 0.45)]).toEqual({ x: 0.25, y: 0.75, cutOff: 0.5 })
    for (const { x, y, cutOff } of roc) {
      const { hit, alarm } = countsAt(ranked, cutOff)
      expect([alarm / 4, hit / 4]).toEqual([x, y])
    }
  })

  it('lies over a histogram that holds every row', () => {
    expect(scoreBins(ranked, 2)).toEqual({ positives: [1, 3], negatives: [3, 1] })
  })

  it('names the rows it gets wrong, surest first, and those of a cell', () => {
    const scored = { rows: Int32Array.of(11, 12, 13, 14, 15, 16, 17, 18), probabilities: Float32Array.of(0.9, 0.9, 0.6, 0.6, 0.4, 0.2, 0.2, 0.1) }
    const at = (cutOff: number, cell: { actual: number; said: number } | null, most = 10) => rowsAt(scored, ranked, cutOff, cell, most)
    expect(at(0.5, null)).toEqual({ count: 2, rows: [{ row: 16, actual: 1, said: 0, probability: 1 - Math.fround(0.2) }, { row: 14, actual: 0, said: 1, probability: Math.fround(0.6) }] })
    expect(at(0.75, null).rows.map(({ row }) => row)).toEqual([16, 13])
    expect(at(0.5, { actual: 1, said: 1 }).rows.map(({ row }) => row)).toEqual([11, 12, 13])
    expect(at(0.5, { actual: 0, said: 0 }).rows.map(({ row }) => row)).toEqual([18, 17, 15])
    expect(at(0.5, { actual: 1, said: 0 })).toMatchObject({ count: 1, rows: [{ row: 16 }] })
    expect(at(0.15, null, 1)).toMatchObject({ count: 3, rows: [{ row: 14 }] })
    expect(at(1, { actual: 0, said: 1 })).toEqual({ count: 0, rows: [] })
  })
})
