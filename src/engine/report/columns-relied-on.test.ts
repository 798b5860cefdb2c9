import { describe, expect, it } from 'vitest'
import { Recipe } from '#contract/recipe.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { columnsReliedOn } from './columns-relied-on.ts'

const count = 400
const numbers = upTo(count).map((row) => (row * 7919) % 101)
const noise = upTo(count).map((row) => (row * 104_729) % 89)
const cities = upTo(count).map((row) => ['Oslo', 'Lima', 'Rome'][(row * 31) % 3] ?? '')

function reliedOn(answers: (string | number)[], split: { validation: number }, predict: (inputs: Float32Array, width: number, row: number) => number) {
  const target = typeof answers[0] === 'string' ? wordColumn('y', answers.map(String)) : numberColumn('y', answers.map(Number))
  const prepared = prepare(tableOf(numberColumn('x', numbers), wordColumn('city', cities), numberColumn('noise', noise), target), Recipe.parse({ target: 'y', scaling: 'none', targetScaling: 'none', split: { test: 0.2, ...split } }))
  const told: number[] = []
  const width = prepared.fitted.inputs.length
  const importance = columnsReliedOn({ prepared, cutOff: 0.5, seed: 5, predict: (inputs, rows) => Float32Array.from({ length: rows }, (_, row) => predict(inputs, width, row)) }, (done) => told.push(done))
  return { importance, told, prepared }
}

const fromX = (inputs: Float32Array, width: number, row: number): number => inputs[row * width] ?? NaN

describe('the columns that a run relies on', () => {
  it('come first the one it answers by, in the target\u2019s unit, measured on validation rows', () => {
    const { importance, told, prepared } = reliedOn(numbers, { validation: 0.25 }, fromX)
    expect(importance).toMatchObject({ measure: 'mae', part: 'validation', rows: prepared.validation?.count, total: prepared.validation?.count, score: 0, repeats: 10 })
    expect(importance.columns.map(({ column }) => column)).toEqual(['x', 'city', 'noise'])
    // Two draws from 101 equally likely numbers are 33.7 apart on average.
    expect(importance.columns[0]?.mean).toBeGreaterThan(25)
    expect(importance.columns[0]?.deviation).toBeGreaterThan(0)
    expect(importance.columns.slice(1)).toMatchObject([{ mean: 0, deviation: 0 }, { mean: 0, deviation: 0 }])
    expect(told).toEqual([1, 2, 3])
  })

  it('are measured on training rows where no others were kept, and it is said', () => {
    expect(reliedOn(numbers, { validation: 0 }, fromX).importance.part).toBe('training')
  })

  it('are counted in right answers, and by their order where one answer is rare', () => {
    const yes = (limit: number) => numbers.map((number) => (number > limit ? 'yes' : 'no'))
    const sure = (limit: number) => (inputs: Float32Array, width: number, row: number): number => (fromX(inputs, width, row) > limit ? 0.9 : 0.1)
    expect(reliedOn(yes(50), { validation: 0.25 }, sure(50)).importance).toMatchObject({ measure: 'accuracy', score: 1 })
    const rare = reliedOn(yes(90), { validation: 0.25 }, sure(90)).importance
    expect(rare).toMatchObject({ measure: 'auc', score: 1 })
    expect(rare.columns[0]).toMatchObject({ column: 'x' })
  })

  it('are the same for the same seed', () => {
    const [once, again] = [reliedOn(numbers, { validation: 0.25 }, fromX), reliedOn(numbers, { validation: 0.25 }, fromX)]
    expect(again.importance).toEqual(once.importance)
  })
})
