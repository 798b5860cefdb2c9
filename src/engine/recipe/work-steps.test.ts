import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Recipe } from '#contract/recipe.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { applyFitted, applyFittedToRow, matchColumns } from './apply.ts'
import { parseFitted } from './parse-fitted.ts'
import { prepare } from './prepare.ts'
import { previewOf } from './preview.ts'

const count = 40
const table = tableOf(
  numberColumn('height', upTo(count).map((row) => (row === 3 ? null : 150 + row))),
  numberColumn('weight', upTo(count).map((row) => 50 + ((row * 7) % 30))),
  wordColumn('sex', upTo(count).map((row) => (row % 3 === 0 ? 'f' : 'm'))),
  numberColumn('price', upTo(count).map((row) => 10 + row)),
)
const steps = [
  { kind: 'rename', id: 'a', column: 'sex', name: 'gender' },
  { kind: 'compute', id: 'b', name: 'bmi', formula: 'weight / (height / 100) ^ 2' },
  { kind: 'filter', id: 'c', formula: 'price >= 15' },
  { kind: 'compute', id: 'd', name: 'tall', formula: 'height > 170' },
]
const columns = [{ column: 'height', use: false }, { column: 'weight', use: false }]
const recipeOf = (change: object = {}) => Recipe.parse({ target: 'price', task: 'regression', steps, columns, split: { test: 0.2, validation: 0 }, ...change })

function failureOf(change: object): StudioError['details'] & { code: string } {
  try {
    prepare(table, recipeOf(change))
  } catch (error) {
    if (error instanceof StudioError) return { code: error.code, ...error.details }
    throw error
  }
  throw new Error('nothing went wrong')
}

describe('the steps of a recipe', () => {
  it('rename and make columns that the network learns from', () => {
    const { inputs, columns: prepared } = previewOf(prepare(table, recipeOf()))
    expect(inputs).toEqual(['gender = m', 'gender = f', 'bmi', 'tall = false', 'tall = true'])
    expect(prepared.map(({ column }) => column)).toEqual(['height', 'weight', 'gender', 'price', 'bmi', 'tall'])
  })

  it('keep the rows for which a condition holds, under their numbers in the file, and count the others', () => {
    const { rows, leftOutRows } = previewOf(prepare(table, recipeOf()))
    expect(rows).toEqual({ training: 28, validation: 0, test: 7, leftOut: 5 })
    expect(leftOutRows).toEqual([{ reason: 'filtered', count: 5 }])
    const { rowNumbers } = prepare(table, recipeOf())
    expect(Math.min(...rowNumbers.training, ...rowNumbers.test)).toBe(5)
  })

  it('are not done while they are switched off', () => {
    const { inputs, leftOutRows } = previewOf(prepare(table, recipeOf({ steps: steps.map((step) => ({ ...step, on: false })) })))
    expect(inputs).toEqual(['sex = m', 'sex = f'])
    expect(leftOutRows).toEqual([])
  })

  it('are done again on new rows, which need only the columns of the file, and no row of them is dropped', () => {
    const prepared = prepare(table, recipeOf())
    const fitted = parseFitted(JSON.parse(JSON.stringify(prepared.fitted)))
    expect(fitted).toEqual(prepared.fitted)
    const unseen = tableOf(...table.columns.filter(({ name }) => name !== 'price'))
    expect(matchColumns(fitted, unseen).matched).toEqual(['height', 'weight', 'sex'].map((column) => ({ column, found: true })))
    const { inputs } = applyFitted(fitted, unseen)
    expect(inputs.length).toBe(count * fitted.inputs.length)
    const width = fitted.inputs.length
    prepared.rowNumbers.training.forEach((row, at) => {
      expect([...inputs.subarray(row * width, (row + 1) * width)]).toEqual([...prepared.training.inputs.subarray(at * width, (at + 1) * width)])
    })
  })

  it('are done on a row that a person typed, and notes name the columns of the file', () => {
    const prepared = prepare(table, recipeOf())
    const [row = 0] = prepared.rowNumbers.training
    const [height, weight] = [150 + row, 50 + ((row * 7) % 30)]
    const typed = [{ column: 'height', value: String(height) }, { column: 'weight', value: String(weight) }, { column: 'sex', value: row % 3 === 0 ? 'f' : 'm' }]
    const { inputs, notes } = applyFittedToRow(prepared.fitted, typed)
    expect([...inputs]).toEqual([...prepared.training.inputs.subarray(0, prepared.fitted.inputs.length)])
    expect(notes).toEqual([])
    expect(applyFittedToRow(prepared.fitted, [{ column: 'height', value: 'tall' }]).notes.map(({ column, note }) => `${column} ${note}`)).toEqual(['height notANumber', 'weight missing', 'sex missing'])
  })

  it('never let a column learn that is made of the target', () => {
    const made = [{ kind: 'compute', id: 'x', name: 'twice', formula: 'price * 2' }, { kind: 'compute', id: 'y', name: 'again', formula: 'twice + height' }]
    const wanted = [{ column: 'twice', use: true }, { column: 'again', use: true }]
    const { columns: prepared } = prepare(table, recipeOf({ steps: made, columns: wanted }))
    expect(prepared.filter(({ leftOut }) => leftOut === 'fromTarget').map(({ column }) => column)).toEqual(['twice', 'again'])
  })

  it('leave out what a computed target is made of, unless a person wants a part of it', () => {
    const made = [{ kind: 'compute', id: 'x', name: 'gain', formula: 'price - weight' }]
    const roleOf = (choices: object[]) => prepare(table, recipeOf({ target: 'gain', steps: made, columns: choices })).columns.filter(({ leftOut }) => leftOut === 'fromTarget').map(({ column }) => column)
    expect(roleOf([])).toEqual(['weight', 'price'])
    expect(roleOf([{ column: 'weight', use: true }])).toEqual(['price'])
  })

  it('say which step can\'t be done and why', () => {
    const first = { kind: 'compute', id: 'x', name: 'new', formula: '1' }
    expect(failureOf({ steps: [first, { kind: 'compute', id: 'y', name: 'z', formula: 'heigt + 1' }] })).toEqual({ code: 'recipe.step', count: 2, problem: 'formula.unknownColumn', value: 'heigt', expected: 'height' })
    expect(failureOf({ steps: [{ kind: 'compute', id: 'y', name: 'weight', formula: '1' }] })).toMatchObject({ problem: 'step.nameTaken', value: 'weight' })
    expect(failureOf({ steps: [{ kind: 'rename', id: 'y', column: 'size', name: 'z' }] })).toMatchObject({ problem: 'step.noColumn', value: 'size' })
    expect(failureOf({ steps: [{ kind: 'filter', id: 'y', formula: 'price + 1' }] })).toMatchObject({ problem: 'step.notACondition' })
    expect(failureOf({ steps: [{ kind: 'filter', id: 'y', formula: 'price > 1000' }] })).toMatchObject({ code: 'recipe.tooFewRows', count: 0 })
  })

  it('may give a new column the name that another one had in the file', () => {
    const swapped = [{ kind: 'rename', id: 'x', column: 'weight', name: 'kilos' }, { kind: 'compute', id: 'y', name: 'weight', formula: 'kilos * 9.81' }]
    const prepared = prepare(table, recipeOf({ steps: swapped, columns: [] }))
    const { inputs } = applyFitted(prepared.fitted, table)
    const width = prepared.fitted.inputs.length
    const [row = 0] = prepared.rowNumbers.training
    expect([...inputs.subarray(row * width, (row + 1) * width)]).toEqual([...prepared.training.inputs.subarray(0, width)])
    expect(prepared.fitted.made?.sources.find(({ column }) => column === 'weight')).toMatchObject({ kind: 'number', scaling: 'none' })
  })

  it('leave recipes without steps, and those stored before there were any, as they were', () => {
    const { fitted } = prepare(table, recipeOf({ steps: [] , columns: [] }))
    expect(fitted.made).toBe(null)
    const { made: _, ...stored } = fitted
    expect(parseFitted(stored)).toEqual(fitted)
  })
})
