import { describe, expect, it } from 'vitest'
import type { Reliability } from '#contract/scores.ts'
import { surenessCounts, surenessVerdict } from './sureness.ts'

const bin = (sureness: number, rows: number, right: number) => ({ low: sureness, high: sureness, rows, right, sureness })
const of = (bins: Reliability['bins'], error: number, high: number): Reliability => ({ bins, error, floor: { mean: high / 2, high } })

describe('whether its percentages can be believed', () => {
  it('is not known from a handful of rows', () => {
    expect(surenessVerdict(of([bin(0.9, 49, 20)], 0.5, 0.1))).toEqual({ kind: 'tooFew' })
    expect(surenessVerdict(of([], 0, 0))).toEqual({ kind: 'tooFew' })
  })

  it('is told by an example where they are no more off than luck', () => {
    expect(surenessVerdict(of([bin(0.6, 100, 55), bin(0.82, 100, 80), bin(0.99, 100, 98)], 0.02, 0.06))).toMatchObject({ kind: 'believable', bin: { sureness: 0.82 } })
  })

  it('is told by the bin that shows the difference best', () => {
    // 30 rows off by 20 points add less than 300 off by 10.
    expect(surenessVerdict(of([bin(0.6, 30, 12), bin(0.95, 300, 255)], 0.1, 0.04))).toMatchObject({ kind: 'tooSure', bin: { sureness: 0.95, share: { value: 0.85 } } })
    expect(surenessVerdict(of([bin(0.6, 200, 170), bin(0.95, 100, 95)], 0.17, 0.06))).toMatchObject({ kind: 'notSureEnough', bin: { sureness: 0.6 } })
  })
})

it('knows where bins of equal width begin and end', () => {
  const counts = surenessCounts(of([bin(0.52, 4, 3), bin(0.8, 5, 4), bin(1, 6, 6)], 0, 0), 0.5)
  expect(counts.map(({ rows }) => rows)).toEqual([4, 5, 6])
  // 12/15 is the upper end of its bin.
  expect(counts.flatMap(({ low, high }) => [low * 15, high * 15]).map((edge) => Number(edge.toFixed(6)))).toEqual([7.5, 8, 11, 12, 14, 15])
})
