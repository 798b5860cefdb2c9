import { describe, expect, it } from 'vitest'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { bootstrapMeans } from './bootstrap.ts'
import { judge } from './judge.ts'

function fittedFor(task: FittedRecipe['task'], classes: string[], mean = 0, scale = 1): FittedRecipe {
  return { version: 1, task, target: { column: 'y', type: 'category', classes, positive: task === 'binary' ? (classes[1] ?? null) : null, mean, scale }, columns: [], made: null, inputs: [] }
}
const training = { count: 5, targets: Float32Array.of(0, 0, 0, 1, 1) }

describe('judge', () => {
  it('counts right answers, guessing, the linear model, and the answer that matters most', () => {
    const answer = judge({
      fitted: fittedFor('binary', ['no', 'yes']),
      training,
      test: { count: 6, targets: Float32Array.of(0, 0, 0, 1, 1, 1) },
      testRowNumbers: Int32Array.of(10, 11, 12, 13, 14, 15),
      outputs: Float32Array.of(0.1, 0.2, 0.7, 0.9, 0.05, 0.8),
      linearOutputs: Float32Array.of(0.1, 0.2, 0.3, 0.9, 0.9, 0.1),
      seed: 1,
    })
    if (answer?.kind !== 'classification') throw new Error('no classes were judged')
    expect(answer).toMatchObject({
      rows: 6,
      right: 4,
      guessing: { answer: 'no', right: 3 },
      linear: { right: 5 },
      positive: { answer: 'yes', actual: 3, said: 3, hit: 2 },
      confusion: [[2, 1], [1, 2]],
      cutOff: { value: 0.5, chosenOn: 'none' },
    })
    expect(answer.overGuessing.value).toBeCloseTo(1 / 6, 12)
    expect(answer.overLinear?.value).toBeCloseTo(-1 / 6, 12)
    expect(answer.mistakes.map(({ row, actual, said }) => [row, actual, said])).toEqual([[15, 'yes', 'no'], [13, 'no', 'yes']])
    expect(answer.mistakes[0]?.probability).toBeCloseTo(0.95, 6)
  })

  it('judges more than two classes by their surest answer', () => {
    const answer = judge({
      fitted: fittedFor('multiclass', ['a', 'b', 'c']),
      training: { count: 2, targets: Float32Array.of(0, 1, 0, 0, 1, 0) },
      test: { count: 2, targets: Float32Array.of(0, 0, 1, 0, 1, 0) },
      testRowNumbers: Int32Array.of(0, 1),
      outputs: Float32Array.of(0.1, 0.3, 0.6, 0.7, 0.2, 0.1),
      linearOutputs: null,
      seed: 1,
    })
    expect(answer).toMatchObject({ right: 1, guessing: { answer: 'b', right: 1 }, positive: null, learnedRows: [0, 2, 0], linear: null, overLinear: null, cutOff: null, confusion: [[0, 0, 0], [1, 0, 0], [0, 0, 1]] })
  })

  it("judges numbers in the target's own unit, beside the mean of the training rows", () => {
    const answer = judge({
      fitted: fittedFor('regression', [], 20, 4),
      training,
      test: { count: 3, targets: Float32Array.of(-0.5, 0, 1) },
      testRowNumbers: Int32Array.of(4, 7, 9),
      outputs: Float32Array.of(-0.25, 0.25, 1),
      linearOutputs: Float32Array.of(0, 0, 0),
      seed: 1,
    })
    if (answer?.kind !== 'regression') throw new Error('no numbers were judged')
    expect(answer.meanAbsoluteError.value).toBeCloseTo(2 / 3, 12)
    expect(answer.guessing).toEqual({ answer: 20, meanAbsoluteError: 2 })
    expect(answer.linear?.meanAbsoluteError).toBe(2)
    expect(answer.overGuessing.value).toBeCloseTo(4 / 3, 12)
    expect(answer.overLinear).toEqual(answer.overGuessing)
    expect(answer.points).toEqual([{ row: 5, actual: 18, predicted: 19 }, { row: 8, actual: 20, predicted: 21 }, { row: 10, actual: 24, predicted: 24 }])
  })

  it('has no answer where no rows were kept aside', () => {
    expect(judge({ fitted: fittedFor('binary', ['no', 'yes']), training, test: null, testRowNumbers: new Int32Array(0), outputs: new Float32Array(0), linearOutputs: null, seed: 1 })).toBeNull()
  })
})

describe('bootstrapMeans', () => {
  const random = createMersenneTwister(3)
  const sample = (rows: number): Float64Array => Float64Array.from({ length: rows }, () => (random.next32() / 2 ** 32) ** 2)

  it('comes close to the normal range where that is right', () => {
    const values = sample(5000)
    const [range] = bootstrapMeans([values], 1)
    const mean = values.reduce((sum, value) => sum + value, 0) / 5000
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5000 / 5000)
    expect(range?.value).toBeCloseTo(mean, 12)
    // 2,000 resamples place a 2.5 % point to about 6 % of a standard error; twice that is allowed.
    expect(Math.abs((range?.low ?? NaN) - (mean - 1.96 * error))).toBeLessThan(0.15 * error)
    expect(Math.abs((range?.high ?? NaN) - (mean + 1.96 * error))).toBeLessThan(0.15 * error)
  })

  it('covers the truth about as often as it says', () => {
    let covered = 0
    for (let study = 0; study < 200; study++) {
      const [range] = bootstrapMeans([sample(60)], study)
      if (range !== undefined && range.low <= 1 / 3 && range.high >= 1 / 3) covered++
    }
    // 95 % of 200 is 190; three standard deviations are 9, and 60 rows cost the percentile bootstrap about a point.
    expect(covered).toBeGreaterThanOrEqual(178)
    expect(covered).toBeLessThanOrEqual(199)
  })

  it('pairs its series: a constant difference has no range', () => {
    const values = sample(100)
    const [first, second] = bootstrapMeans([values, values.map((value) => value + 1)], 1)
    expect((second?.low ?? NaN) - (first?.low ?? NaN)).toBeCloseTo(1, 12)
    expect(bootstrapMeans([new Float64Array(50)], 1)).toEqual([{ value: 0, low: 0, high: 0 }])
    expect(bootstrapMeans([values], 1)).not.toEqual(bootstrapMeans([values], 2))
  })

  it('uses standard errors for very many rows', () => {
    const [range] = bootstrapMeans([sample(200_000)], 1)
    // Of u squared: mean 1/3, variance 1/5 - 1/9.
    const error = Math.sqrt((1 / 5 - 1 / 9) / 200_000)
    expect(((range?.high ?? NaN) - (range?.low ?? NaN)) / (2 * 1.96 * error)).toBeCloseTo(1, 1)
  })
})
