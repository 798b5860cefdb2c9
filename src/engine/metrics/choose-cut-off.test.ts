import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/judging.json' with { type: 'json' }
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { chooseCutOff } from './choose-cut-off.ts'
import { saysPositive } from './decide.ts'
import { rankScores } from './ranked-scores.ts'

describe('chooseCutOff', () => {
  it.each(fixture.ranking)('finds the best F1 that scikit-learn knows, $truth.length rows', (own) => {
    const chosen = chooseCutOff(rankScores(Float32Array.from(own.scores), Uint8Array.from(own.truth)))
    if (chosen === null) throw new Error('nothing was chosen')
    expect(chosen.f1).toBeCloseTo(own.best_f1, 9)
    expect(chosen.f1AtHalf).toBeCloseTo(own.f1_at_half, 9)
    // The number itself, decided as everything else is, gives what was promised.
    const said = own.scores.map((score) => saysPositive(score, chosen.value))
    const hit = said.filter((yes, row) => yes && own.truth[row] === 1).length
    expect((2 * hit) / (said.filter(Boolean).length + own.truth.filter((truth) => truth === 1).length)).toBeCloseTo(own.best_f1, 9)
  })

  const rows = (scores: number[], truth: number[]) => chooseCutOff(rankScores(Float32Array.from(scores), Uint8Array.from(truth)))
  const ten = (value: number) => new Array<number>(10).fill(value)

  it('stays at 0.5 where that is as good as any', () => {
    expect(rows([...ten(0.2), ...ten(0.9)], [...ten(0), ...ten(1)])).toEqual({ value: 0.5, f1: 1, f1AtHalf: 1, gain: { value: 0, low: 0, high: 0 } })
  })

  it('says how far the gain may be luck, as resampling the rows does', () => {
    const random = createMersenneTwister(5)
    const share = (): number => random.next32() / 2 ** 32
    const rowsOf = Array.from({ length: 400 }, () => {
      const truth = Number(share() < 0.3)
      return { truth, score: Math.min(0.99, Math.max(0.01, 0.2 + 0.25 * truth + 0.5 * (share() - 0.5))) }
    })
    const chosen = rows(rowsOf.map(({ score }) => score), rowsOf.map(({ truth }) => truth))
    if (chosen === null) throw new Error('nothing was chosen')
    const f1 = (own: typeof rowsOf, cutOff: number): number => {
      const said = own.filter(({ score }) => Math.fround(score) > cutOff)
      return (2 * said.filter(({ truth }) => truth === 1).length) / (said.length + own.filter(({ truth }) => truth === 1).length)
    }
    const gains = Array.from({ length: 2000 }, () => {
      const drawn = rowsOf.map(() => rowsOf[random.upTo(399)] ?? { truth: 0, score: 0 })
      return f1(drawn, chosen.value) - f1(drawn, 0.5)
    }).toSorted((one, other) => one - other)
    expect(chosen.gain.value).toBeCloseTo(f1(rowsOf, chosen.value) - f1(rowsOf, 0.5), 12)
    const width = chosen.gain.high - chosen.gain.low
    expect(width).toBeGreaterThan(0.03)
    expect(Math.abs(chosen.gain.low - (gains[49] ?? NaN))).toBeLessThan(0.08 * width)
    expect(Math.abs(chosen.gain.high - (gains[1949] ?? NaN))).toBeLessThan(0.08 * width)
  })

  it('says a number that a person can repeat', () => {
    expect(rows([...ten(0.1), ...ten(0.33)], [...ten(0), ...ten(1)])?.value).toBe(0.22)
    // Between float32 neighbours there is no number of two decimals.
    const value = rows([...ten(0.3201), ...ten(0.3209)], [...ten(0), ...ten(1)])?.value
    expect(value).toBe(0.3205)
  })

  it('chooses nothing on fewer than ten rows of either answer', () => {
    expect(rows([...ten(0.1), 0.8, 0.9], [...ten(0), 1, 1])).toBeNull()
  })
})
