import { describe, expect, it } from 'vitest'
import { Recipe } from '#contract/recipe.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { answerOfRun } from './answer-of-run.ts'

const random = createMersenneTwister(11)
const noise = upTo(400).map(() => random.next32() / 2 ** 31 - 1)
const signal = upTo(400).map(() => random.next32() / 2 ** 31 - 1)

describe('answerOfRun', () => {
  it('sets a network that says nothing beside a linear model that learned, and names the column that gives it away', () => {
    const truth = signal.map((value) => (value > 0.2 ? 'yes' : 'no'))
    const table = tableOf(numberColumn('signal', signal), numberColumn('noise', noise), wordColumn('y', truth))
    const prepared = prepare(table, Recipe.parse({ target: 'y' }))
    const count = prepared.test?.count ?? 0
    const answer = answerOfRun(table, prepared, new Float32Array(count).fill(0.1), 1)
    if (answer?.kind !== 'classification') throw new Error('no classes were judged')
    expect(answer.rows).toBe(80)
    expect(answer.right).toBe(answer.guessing.right)
    expect(answer.overGuessing).toEqual({ value: 0, low: 0, high: 0 })
    expect(answer.linear?.right).toBeGreaterThan(70)
    expect(answer.overLinear?.high).toBeLessThan(0)
    expect(answer.giveAway?.column).toBe('signal')
  })

  it('sets a network that reads codes beside a linear model that has an input for every category', () => {
    const words = upTo(400).map((row) => ['a', 'b', 'c', 'd', 'e'][row % 5] ?? '')
    const highs = new Set(['a', 'c', 'e'])
    // In the order of the codes: high and low in turn, which no line through them is.
    const table = tableOf(wordColumn('word', words), numberColumn('noise', noise), numberColumn('y', words.map((word, row) => (highs.has(word) ? 9 : 0) + (noise[row] ?? 0))))
    const prepared = prepare(table, Recipe.parse({ target: 'y', task: 'regression', categoryEncoding: 'codes' }))
    expect(prepared.fitted.inputs).toEqual(['word', 'noise'])
    const answer = answerOfRun(table, prepared, new Float32Array(prepared.test?.count ?? 0), 1)
    if (answer?.kind !== 'regression') throw new Error('no numbers were judged')
    expect(answer.linear?.meanAbsoluteError).toBeLessThan(0.6)
  })

  it('judges numbers, and has no answer without test rows', () => {
    const table = tableOf(numberColumn('signal', signal), numberColumn('y', signal.map((value, row) => 100 + 10 * value + (noise[row] ?? 0))))
    const prepared = prepare(table, Recipe.parse({ target: 'y' }))
    const answer = answerOfRun(table, prepared, new Float32Array(prepared.test?.count ?? 0), 1)
    if (answer?.kind !== 'regression') throw new Error('no numbers were judged')
    expect(answer.meanAbsoluteError.value).toBeCloseTo(answer.guessing.meanAbsoluteError, 9)
    // The noise is uniform on -1 to 1: half a unit on average, whoever predicts.
    expect(answer.linear?.meanAbsoluteError).toBeGreaterThan(0.4)
    expect(answer.linear?.meanAbsoluteError).toBeLessThan(0.6)
    expect(answer.giveAway).toBeNull()
    const copied = tableOf(numberColumn('copy', signal.map((value) => value * 3)), numberColumn('noise', noise), numberColumn('y', signal))
    const told = prepare(copied, Recipe.parse({ target: 'y' }))
    expect(answerOfRun(copied, told, new Float32Array(told.test?.count ?? 0), 1)?.giveAway?.column).toBe('copy')
    const whole = prepare(table, Recipe.parse({ target: 'y', split: { test: 0 } }))
    expect(answerOfRun(table, whole, new Float32Array(0), 1)).toBeNull()
  })
})
