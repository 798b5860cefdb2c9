import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Recipe } from '#contract/recipe.ts'
import fixture from '#test/fixtures/sklearn/recipe.json' with { type: 'json' }
import { matrixOf, numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { toTargetUnit } from './apply.ts'
import { daysOf } from './date-parts.ts'
import { codesOf } from './fitted-recipe.ts'
import { prepare } from './prepare.ts'


function expectClose(actual: number[][], expected: number[][], tolerance: number): void {
  expect(actual.length).toBe(expected.length)
  actual.forEach((row, at) => row.forEach((value, index) => {
    const wanted = expected[at]?.[index] ?? NaN
    expect(Math.abs(value - wanted), `row ${at}, input ${index}: ${value} against ${wanted}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)))
  }))
}
function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof StudioError) return error.code
    throw error
  }
  return 'nothing'
}
const sklearnSplit = { mode: 'sklearn', test: 0.25, validation: 0, seed: 42 }
const everyRow = { test: 0, validation: 0 }

describe('prepare against scikit-learn', () => {
  const columns = Object.entries(fixture.numbers).map(([name, values]) => numberColumn(name, values))

  it.each(fixture.cases)('fills gaps ($filling) and scales ($scaling) as SimpleImputer and the scaler do', ({ scaling, filling, training, test }) => {
    const table = tableOf(...columns, numberColumn('target', fixture.target))
    const prepared = prepare(table, Recipe.parse({ target: 'target', split: sklearnSplit, scaling, numberFilling: filling, fillConstant: fixture.fillConstant }))
    expect([...prepared.rowNumbers.training]).toEqual(fixture.trainRows)
    expect([...prepared.rowNumbers.test]).toEqual(fixture.testRows)
    // float32 inputs: 1.2e-7 of rounding; the column near 1e9 loses up to 1e-7 of its own spread on the way.
    expectClose(matrixOf(prepared.training.inputs, 4), training, 1e-6)
    expectClose(matrixOf(prepared.test?.inputs ?? new Float32Array(0), 4), test, 1e-6)
  })

  it('encodes categories as OneHotEncoder(min_frequency=2, handle_unknown="infrequent_if_exist") does', () => {
    const table = tableOf(wordColumn('city', fixture.city), numberColumn('target', fixture.target))
    const prepared = prepare(table, Recipe.parse({ target: 'target', split: sklearnSplit }))
    const theirs = fixture.oneHot.names.map((name) => name.replace('city_infrequent_sklearn', 'city (unseen)').replace('city_', 'city = '))
    expect([...prepared.fitted.inputs].sort()).toEqual([...theirs].sort())
    const order = prepared.fitted.inputs.map((name) => theirs.indexOf(name))
    const reordered = (rows: number[][]): number[][] => rows.map((row) => order.map((index) => row[index] ?? NaN))
    expect(matrixOf(prepared.training.inputs, order.length)).toEqual(reordered(fixture.oneHot.training))
    expect(matrixOf(prepared.test?.inputs ?? new Float32Array(0), order.length)).toEqual(reordered(fixture.oneHot.test))
  })
})

describe('prepare', () => {
  const feature = numberColumn('x', upTo(20))

  it.each([
    ['a number with two values', numberColumn('y', upTo(20).map((row) => row % 2)), 'binary'],
    ['a category with two values', wordColumn('y', upTo(20).map((row) => (row % 2 === 0 ? 'no' : 'yes'))), 'binary'],
    ['a category with three values', wordColumn('y', upTo(20).map((row) => 'abc'[row % 3] ?? '')), 'multiclass'],
    ['a text with few values', wordColumn('y', upTo(20).map((row) => 'abc'[row % 3] ?? ''), 'text'), 'multiclass'],
    ['whole numbers with few values, each on many rows', numberColumn('y', upTo(20).map((row) => row % 3)), 'multiclass'],
    ['whole numbers with nearly as many values as rows', numberColumn('y', upTo(20).map((row) => row % 9)), 'regression'],
    ['fractions', numberColumn('y', upTo(20).map((row) => (row % 3) / 2)), 'regression'],
    ['dates', numberColumn('y', upTo(20).map((row) => row % 2), 'date'), 'regression'],
  ])('infers the task of %s', (_, target, task) => {
    expect(prepare(tableOf(feature, target), Recipe.parse({ target: 'y' })).task).toBe(task)
  })

  it('puts the rarer of two answers last, or the one that the person chose', () => {
    const table = tableOf(feature, wordColumn('y', upTo(20).map((row) => (row % 4 === 0 ? 'bad' : 'good'))))
    expect(prepare(table, Recipe.parse({ target: 'y' })).fitted.target).toMatchObject({ classes: ['good', 'bad'], positive: 'bad' })
    expect(prepare(table, Recipe.parse({ target: 'y', positive: 'good' })).fitted.target).toMatchObject({ classes: ['bad', 'good'], positive: 'good' })
  })

  it('sorts more classes by number where all are numbers', () => {
    const table = tableOf(feature, wordColumn('y', upTo(20).map((row) => ['10', '9', '2'][row % 3] ?? '')))
    expect(prepare(table, Recipe.parse({ target: 'y', task: 'multiclass' })).fitted.target.classes).toEqual(['2', '9', '10'])
  })

  it('gives one 0/1 target for two classes, one-hot for more, and a standardised number', () => {
    const binary = prepare(tableOf(feature, numberColumn('y', upTo(20).map((row) => (row < 5 ? 7 : 3)))), Recipe.parse({ target: 'y', split: everyRow }))
    expect([...binary.training.targets]).toEqual(upTo(20).map((row) => (row < 5 ? 1 : 0)))
    const more = prepare(tableOf(feature, wordColumn('y', upTo(20).map((row) => 'abc'[row % 3] ?? ''))), Recipe.parse({ target: 'y', split: everyRow }))
    expect(more.outputs).toBe(3)
    expect(matrixOf(more.training.targets, 3).slice(0, 3)).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    const number = prepare(tableOf(feature, numberColumn('y', upTo(20).map((row) => row + 0.5))), Recipe.parse({ target: 'y', split: everyRow }))
    expect(number.fitted.target.mean).toBe(10)
    const { targets } = number.training
    expect(targets.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5)
    expect(targets.reduce((sum, value) => sum + value * value, 0) / 20).toBeCloseTo(1, 5)
  })

  it('leaves a number to predict as it is where that is asked for', () => {
    const { fitted, training } = prepare(tableOf(feature, numberColumn('y', upTo(20).map((row) => row % 7))), Recipe.parse({ target: 'y', task: 'regression', targetScaling: 'none', split: everyRow }))
    expect([...training.targets]).toEqual(upTo(20).map((row) => row % 7))
    expect([fitted.target.mean, fitted.target.scale, toTargetUnit(fitted, 2.5)]).toEqual([0, 1, 2.5])
  })

  it('leaves out identifiers, texts, constants and empty columns with the reason, and lets the person overrule the first three', () => {
    const table = tableOf(
      feature,
      wordColumn('id', upTo(20).map((row) => `000${row}`), 'identifier'),
      wordColumn('note', upTo(20).map((row) => `text ${row % 4}`), 'text'),
      numberColumn('same', upTo(20).map(() => 5)),
      wordColumn('nothing', upTo(20).map(() => null), 'text'),
      numberColumn('mine', upTo(20)),
      numberColumn('y', upTo(20).map((row) => row % 2)),
    )
    const reasons = (choices: unknown[]): (string | null)[] => prepare(table, Recipe.parse({ target: 'y', columns: choices })).columns.map(({ leftOut }) => leftOut)
    expect(reasons([{ column: 'mine', use: false }])).toEqual([null, 'identifier', 'text', 'constant', 'empty', 'chosen', 'target'])
    const all = ['id', 'note', 'same', 'nothing'].map((column) => ({ column, use: true }))
    expect(reasons(all)).toEqual([null, null, null, null, 'empty', null, 'target'])
  })

  it('learns nothing from validation and test rows', () => {
    const values = upTo(100)
    const target = numberColumn('y', upTo(100).map((row) => row % 2))
    const recipe = Recipe.parse({ target: 'y' })
    const first = prepare(tableOf(numberColumn('x', values), target), recipe)
    const others = new Set([...first.rowNumbers.test, ...first.rowNumbers.validation])
    const changed = prepare(tableOf(numberColumn('x', values.map((value) => (others.has(value) ? 1e6 : value))), target), recipe)
    expect(changed.fitted).toEqual(first.fitted)
    expect(changed.training.inputs).toEqual(first.training.inputs)
    expect(changed.test?.inputs).not.toEqual(first.test?.inputs)
  })

  it('counts rows without a target, and rows dropped because a column has a gap', () => {
    const table = tableOf(numberColumn('x', upTo(20).map((row) => (row === 3 ? null : row))), numberColumn('y', upTo(20).map((row) => (row < 2 ? null : row % 2))))
    const prepared = prepare(table, Recipe.parse({ target: 'y', numberFilling: 'dropRow' }))
    expect(prepared.leftOut).toEqual({ filtered: 0, targetMissing: 2, featureMissing: 1, duplicate: 0 })
    const used = [...prepared.rowNumbers.training, ...prepared.rowNumbers.validation, ...prepared.rowNumbers.test]
    expect(used.sort((a, b) => a - b)).toEqual(upTo(20).filter((row) => row > 3 || row === 2))
  })

  it('leaves out rows equal to an earlier one where asked, but for one whose earlier row is left out itself', () => {
    const table = tableOf(numberColumn('x', [1, 2, 1, 4, 2, 6]), wordColumn('w', ['a', 'b', 'a', 'a', 'b', 'a']), numberColumn('y', [0, 1, 0, 1, 1, 0]))
    const prepared = prepare(table, Recipe.parse({ target: 'y', split: everyRow, duplicateRows: 'leaveOut' }))
    expect(prepared.leftOut.duplicate).toBe(2)
    expect([...prepared.rowNumbers.training]).toEqual([0, 1, 3, 5])
    expect(prepare(table, Recipe.parse({ target: 'y', split: everyRow })).leftOut.duplicate).toBe(0)
  })

  it('learns from the earliest rows and is judged by the latest where the split follows a column, whatever the order of the file', () => {
    const days = [5, 3, null, 1, 4, 2, 9, 8, 7, 6]
    const table = tableOf(numberColumn('day', days, 'date'), numberColumn('x', upTo(10)), numberColumn('y', upTo(10).map((row) => row % 2)))
    const daysOfPart = (rows: Int32Array): (number | null)[] => Array.from(rows, (row) => days[row] ?? null)
    const { rowNumbers } = prepare(table, Recipe.parse({ target: 'y', split: { mode: 'ordered', orderBy: 'day', test: 0.2, validation: 0.25 } }))
    expect(daysOfPart(rowNumbers.training)).toEqual([null, 1, 2, 3, 4, 5])
    expect(daysOfPart(rowNumbers.validation)).toEqual([6, 7])
    expect(daysOfPart(rowNumbers.test)).toEqual([8, 9])
    expect([...prepare(table, Recipe.parse({ target: 'y', split: { mode: 'ordered', test: 0.2, validation: 0.25 } })).rowNumbers.test]).toEqual([8, 9])
    expect(codeOf(() => prepare(table, Recipe.parse({ target: 'y', split: { mode: 'ordered', orderBy: 'gone' } })))).toBe('column.unknown')
  })

  it('treats infinite cells as missing, and marks gaps where asked', () => {
    const table = tableOf(numberColumn('x', [1, Infinity, 3, null, 5, 7]), numberColumn('y', [0, 1, 0, 1, 0, 1]))
    const prepared = prepare(table, Recipe.parse({ target: 'y', split: everyRow, scaling: 'none', missingIndicator: true }))
    expect(prepared.fitted.inputs).toEqual(['x', 'x (missing)'])
    expect(matrixOf(prepared.training.inputs, 2)).toEqual([[1, 0], [4, 1], [3, 0], [4, 1], [5, 0], [7, 0]])
  })

  it('gives a gap among categories an input of its own, or the most frequent value', () => {
    const table = tableOf(wordColumn('c', ['a', 'b', null, 'a', 'b', 'b']), numberColumn('y', [0, 1, 0, 1, 0, 1]))
    const own = prepare(table, Recipe.parse({ target: 'y', split: everyRow }))
    expect(own.fitted.inputs).toEqual(['c = b', 'c = a', 'c (missing)'])
    expect(matrixOf(own.training.inputs, 3)[2]).toEqual([0, 0, 1])
    const filled = prepare(table, Recipe.parse({ target: 'y', split: everyRow, categoryFilling: 'mostFrequent' }))
    expect(matrixOf(filled.training.inputs, 2)[2]).toEqual([1, 0])
  })

  it('lets categories beyond the maximum share one input', () => {
    const table = tableOf(wordColumn('c', ['a', 'a', 'a', 'b', 'b', 'c', 'c', 'd']), numberColumn('y', [0, 1, 0, 1, 0, 1, 0, 1]))
    const { fitted } = prepare(table, Recipe.parse({ target: 'y', split: everyRow, maximumCategories: 2 }))
    expect(fitted.inputs).toEqual(['c = a', 'c = b', 'c (unseen)'])
    expect(fitted.columns[0]).toMatchObject({ others: ['c', 'd'] })
  })

  it('numbers categories where codes are asked for, with the last code for what is rare', () => {
    const table = tableOf(numberColumn('n', [1, 2, 3, 4, 5, 6]), wordColumn('c', ['a', 'b', null, 'd', 'b', 'a']), wordColumn('e', ['x', 'y', 'x', 'y', 'x', 'y']), numberColumn('y', [0, 1, 0, 1, 0, 1]))
    const bare = { target: 'y', split: everyRow, scaling: 'none' }
    const own = prepare(table, Recipe.parse({ ...bare, columns: [{ column: 'c', categoryEncoding: 'codes' }] }))
    expect(own.fitted.inputs).toEqual(['n', 'c', 'e = x', 'e = y'])
    expect(own.columns.map(({ treatment }) => treatment)).toEqual(['scaled', 'codes', 'oneHot', null])
    expect(codesOf(own.fitted.columns)).toEqual([{ at: 1, size: 3 }])
    // a, b, a gap, everything else.
    expect(matrixOf(own.training.inputs, 4).map((row) => row[1])).toEqual([0, 1, 2, 3, 1, 0])
    const filled = prepare(table, Recipe.parse({ ...bare, categoryEncoding: 'codes', categoryFilling: 'mostFrequent' }))
    expect(codesOf(filled.fitted.columns)).toEqual([{ at: 1, size: 2 }, { at: 2, size: 2 }])
    expect(matrixOf(filled.training.inputs, 3)).toEqual([[1, 0, 0], [2, 1, 1], [3, 0, 0], [4, 2, 1], [5, 1, 0], [6, 0, 1]])
  })

  it('takes dates apart into the parts that vary', () => {
    const years = numberColumn('when', [1970, 1971, 1972, 1973].map((year) => daysOf(year, 1, 1)), 'date')
    const y = numberColumn('y', [0, 1, 0, 1])
    const bare = { target: 'y', split: everyRow, scaling: 'none' }
    expect(prepare(tableOf(years, y), Recipe.parse(bare)).fitted.inputs).toEqual(['when (year)'])
    // 2024-02-29 was a Thursday, 2024-03-01 06:00 a Friday, 1969-12-31 a Wednesday.
    const days = numberColumn('when', [daysOf(2024, 2, 29), daysOf(2024, 3, 1) + 0.25, daysOf(1969, 12, 31), daysOf(2000, 1, 1)], 'date')
    const prepared = prepare(tableOf(days, y), Recipe.parse(bare))
    expect(prepared.fitted.inputs).toEqual(['when (year)', 'when (month)', 'when (day)', 'when (weekday)', 'when (hour)'])
    expect(matrixOf(prepared.training.inputs, 5)).toEqual([[2024, 2, 29, 3, 0], [2024, 3, 1, 4, 6], [1969, 12, 31, 2, 0], [2000, 1, 1, 5, 0]])
  })

  it('keeps numbers beyond float32 finite', () => {
    const table = tableOf(numberColumn('x', [1e300, -1e300, 1e308, 2]), numberColumn('y', [0, 1, 0, 1]))
    for (const scaling of ['none', 'standard'] as const) {
      const prepared = prepare(table, Recipe.parse({ target: 'y', split: everyRow, scaling }))
      expect([...prepared.training.inputs].every(Number.isFinite)).toBe(true)
    }
  })

  it('says what is wrong with a recipe or a target', () => {
    const y = wordColumn('y', upTo(20).map((row) => (row % 2 === 0 ? 'no' : 'yes')))
    const table = tableOf(feature, y)
    expect(codeOf(() => prepare(table, Recipe.parse({})))).toBe('recipe.noTarget')
    expect(codeOf(() => prepare(table, Recipe.parse({ target: 'z' })))).toBe('column.unknown')
    expect(codeOf(() => prepare(tableOf(feature, numberColumn('y', upTo(20).map(() => null))), Recipe.parse({ target: 'y' })))).toBe('recipe.targetEmpty')
    expect(codeOf(() => prepare(tableOf(feature, wordColumn('y', upTo(20).map(() => 'no'))), Recipe.parse({ target: 'y' })))).toBe('recipe.oneClass')
    expect(codeOf(() => prepare(table, Recipe.parse({ target: 'y', task: 'regression' })))).toBe('recipe.targetNotNumeric')
    expect(codeOf(() => prepare(tableOf(feature, numberColumn('y', upTo(20))), Recipe.parse({ target: 'y', task: 'binary' })))).toBe('recipe.tooManyClasses')
    expect(codeOf(() => prepare(tableOf(y), Recipe.parse({ target: 'y' })))).toBe('recipe.noFeatures')
    expect(codeOf(() => prepare(tableOf(numberColumn('x', [1]), numberColumn('y', [1])), Recipe.parse({ target: 'y' })))).toBe('recipe.tooFewRows')
    expect(codeOf(() => prepare(tableOf(numberColumn('x', [1, 2]), numberColumn('y', [0, 1])), Recipe.parse({ target: 'y', split: { test: 0.5 } })))).toBe('recipe.tooFewRows')
    const many = tableOf(numberColumn('x', upTo(1001)), wordColumn('y', upTo(1001).map((row) => `class ${row}`)))
    expect(codeOf(() => prepare(many, Recipe.parse({ target: 'y' })))).toBe('recipe.tooManyClasses')
  })
})
