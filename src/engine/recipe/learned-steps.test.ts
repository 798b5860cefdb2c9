import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Recipe } from '#contract/recipe.ts'
import { numberAt } from '#engine/table/numbers.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { applyFitted, applyFittedToRow, matchColumns } from './apply.ts'
import { parseFitted } from './parse-fitted.ts'
import { prepare } from './prepare.ts'
import { previewOf } from './preview.ts'
import { stepEffects } from './step-effects.ts'

const count = 60
const table = tableOf(
  numberColumn('income', upTo(count).map((row) => (row % 11 === 5 ? null : (row + 1) ** 2))),
  numberColumn('age', upTo(count).map((row) => 20 + ((row * 7) % 50))),
  wordColumn('city', upTo(count).map((row) => (row % 20 === 3 ? `rare ${row}` : row % 2 === 0 ? 'Bern' : 'Chur'))),
  numberColumn('zip', upTo(count).map((row) => 8000 + (row % 3))),
  wordColumn('price', upTo(count).map((row) => (row === 7 ? 'none' : String(row)))),
)
const steps = [
  { kind: 'log', id: 'a', column: 'income' },
  { kind: 'yeoJohnson', id: 'b', column: 'income' },
  { kind: 'bin', id: 'c', column: 'age', count: 4, by: 'quantile' },
  { kind: 'groupRare', id: 'd', column: 'city', share: 0.1, name: 'elsewhere' },
  { kind: 'rename', id: 'e', column: 'city', name: 'town' },
  { kind: 'cast', id: 'f', column: 'zip', to: 'category' },
  { kind: 'cast', id: 'g', column: 'price', to: 'number' },
]
const recipeOf = (change: object = {}) => Recipe.parse({ target: 'price', task: 'regression', steps, split: { test: 0.2, validation: 0.2 }, ...change })
const problemOf = (change: object): unknown => {
  try {
    prepare(table, recipeOf(change))
  } catch (error) {
    if (error instanceof StudioError) return [error.details.count, error.details.problem, error.details.value]
    throw error
  }
  return null
}

describe('steps that learn', () => {
  it('make columns of the training rows\' logarithms, ranges and common values', () => {
    const { inputs, learned, leftOutRows, columns } = previewOf(prepare(table, recipeOf()))
    expect(inputs.filter((name) => name.startsWith('town')).toSorted()).toEqual(['town = Bern', 'town = Chur', 'town = elsewhere'])
    expect(inputs.filter((name) => name.startsWith('age')).length).toBe(4)
    expect(inputs.filter((name) => name.startsWith('zip')).toSorted()).toEqual(['zip = 8000', 'zip = 8001', 'zip = 8002'])
    expect(learned.map(({ id, learned: own }) => [id, own.kind])).toEqual([['a', 'log'], ['b', 'yeoJohnson'], ['c', 'bin'], ['d', 'groupRare']])
    expect(leftOutRows).toEqual([{ reason: 'targetMissing', count: 1 }])
    expect(columns.find(({ column }) => column === 'age')).toMatchObject({ type: 'category', treatment: 'oneHot' })
  })

  it('learn nothing from other rows', () => {
    const before = prepare(table, recipeOf())
    const training = new Set(before.rowNumbers.training)
    const [income] = table.columns
    const changed = tableOf(
      { ...income, kind: 'number', name: 'income', type: 'number', values: Float64Array.from(upTo(count), (row) => (income?.kind === 'number' ? numberAt(income.values, row) : NaN) * (training.has(row) ? 1 : 1000)) },
      ...table.columns.slice(1),
    )
    expect(prepare(changed, recipeOf()).fitted.made?.learned).toEqual(before.fitted.made?.learned)
  })

  it('are done on new rows as they were on those of training, which need the file\'s columns as the file has them', () => {
    const prepared = prepare(table, recipeOf())
    const fitted = parseFitted(JSON.parse(JSON.stringify(prepared.fitted)))
    expect(fitted).toEqual(prepared.fitted)
    const unseen = tableOf(...table.columns.filter(({ name }) => name !== 'price'))
    expect(matchColumns(fitted, unseen).matched).toEqual(['income', 'age', 'city', 'zip'].map((column) => ({ column, found: true })))
    const { inputs } = applyFitted(fitted, unseen)
    const width = fitted.inputs.length
    prepared.rowNumbers.training.forEach((row, at) => {
      expect([...inputs.subarray(row * width, (row + 1) * width)]).toEqual([...prepared.training.inputs.subarray(at * width, (at + 1) * width)])
    })
    expect(fitted.made?.sources.find(({ column }) => column === 'income')).toMatchObject({ kind: 'number', range: { max: expect.any(Number) } })
    const typed = applyFittedToRow(fitted, [{ column: 'income', value: '100' }, { column: 'age', value: '30' }, { column: 'city', value: 'Nowhere' }, { column: 'zip', value: '8001' }])
    expect(typed.inputs.length).toBe(width)
    expect(typed.notes).toEqual([{ column: 'city', note: 'unseen', value: 'Nowhere' }])
    expect(typed.inputs[fitted.inputs.indexOf('town = elsewhere')]).toBe(1)
  })

  it('can\'t be what rows are chosen by, computed from or predicted', () => {
    const log = { kind: 'log', id: 'a', column: 'income' }
    expect(problemOf({ steps: [log, { kind: 'filter', id: 'x', formula: 'income > 1' }] })).toEqual([2, 'step.learned', 'income'])
    expect(problemOf({ steps: [log, { kind: 'rename', id: 'r', column: 'income', name: 'pay' }, { kind: 'compute', id: 'x', name: 'z', formula: 'pay * 2' }] })).toEqual([3, 'step.learned', 'pay'])
    expect(problemOf({ steps: [log, { kind: 'cast', id: 'x', column: 'income', to: 'category' }] })).toEqual([2, 'step.learned', 'income'])
    expect(problemOf({ steps: [{ kind: 'log', id: 'b', column: 'age' }, log, { kind: 'log', id: 'c', column: 'zip' }], target: 'income' })).toEqual([2, 'step.target', 'income'])
    expect(problemOf({ steps: [{ kind: 'log', id: 'a', column: 'city' }] })).toEqual([1, 'step.needs.number', 'city'])
  })
})

describe('a sample of the rows', () => {
  const sampleOf = (seed: number, rows = 20) => previewOf(prepare(table, recipeOf({ steps: [{ kind: 'filter', id: 'x', formula: 'age > 30' }, { kind: 'sample', id: 's', rows, seed }], target: 'age' })))
  it('is drawn from those that are still kept, always the same ones for a seed', () => {
    const { rows } = sampleOf(1)
    expect(rows.training + rows.validation + rows.test).toBe(20)
    expect(sampleOf(1)).toEqual(sampleOf(1))
    expect(sampleOf(2).sample).not.toEqual(sampleOf(1).sample)
    const { steps: [, drawn] } = stepEffects(table, recipeOf({ steps: [{ kind: 'filter', id: 'x', formula: 'age > 30' }, { kind: 'sample', id: 's', rows: 5000, seed: 1 }] }).steps)
    expect(drawn?.rows?.after).toBe(drawn?.rows?.before)
  })
})

describe('a column read as another type', () => {
  const effectsOf = (column: string, to: string) => stepEffects(table, recipeOf({ steps: [{ kind: 'cast', id: 'x', column, to }] }).steps).steps[0]
  it('says what becomes of it, and what can\'t be read', () => {
    expect(effectsOf('zip', 'category')?.made).toEqual({ type: 'category', missing: 0, first: ['8000', '8001', '8002', '8000', '8001'] })
    expect(effectsOf('price', 'number')?.made).toMatchObject({ type: 'number', missing: 1 })
    expect(effectsOf('zip', 'date')?.mistake?.problem).toBe('step.cast')
  })
})
