import { describe, expect, it } from 'vitest'
import { Recipe, RecipePreview } from '#contract/recipe.ts'
import type { Table } from '#engine/table/table.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { fitRecipe } from './fit-recipe.ts'
import { previewOf } from './preview.ts'

function preview(table: Table, recipe: unknown): RecipePreview {
  return previewOf(fitRecipe(table, Recipe.parse(recipe)))
}
function codes(table: Table, recipe: unknown): string[] {
  return preview(table, recipe).findings.map(({ code, column, value }) => [code, column, value].filter((part) => part !== undefined).join(' '))
}
const noise = numberColumn('x', upTo(200).map((row) => (row * 7919) % 211))
const balanced = wordColumn('y', upTo(200).map((row) => (row % 2 === 0 ? 'no' : 'yes')))

describe('previewOf', () => {
  it('says what training will use, in the shape of the contract', () => {
    const table = tableOf(
      noise,
      wordColumn('city', upTo(200).map((row) => (row % 3 === 0 ? 'Oslo' : row % 3 === 1 ? 'Lima' : null))),
      wordColumn('id', upTo(200).map(String), 'identifier'),
      wordColumn('y', upTo(200).map((row) => (row === 5 ? null : row % 4 === 0 ? 'yes' : 'no'))),
    )
    const shown = preview(table, { target: 'y' })
    expect(RecipePreview.parse(shown)).toEqual(shown)
    expect(shown).toMatchObject({
      task: 'binary',
      taskInferred: true,
      classes: [{ value: 'no', count: 149 }, { value: 'yes', count: 50 }],
      positive: 'yes',
      targetRange: null,
      rows: { training: 127, validation: 32, test: 40, leftOut: 1 },
      leftOutRows: [{ reason: 'targetMissing', count: 1 }],
    })
    expect(new Set(shown.inputs)).toEqual(new Set(['x', 'city = Oslo', 'city = Lima', 'city (missing)']))
    expect(shown.columns.map(({ column, treatment, leftOut, missing }) => [column, treatment, leftOut, missing])).toEqual([['x', 'scaled', null, 0], ['city', 'oneHot', null, 66], ['id', null, 'identifier', 0], ['y', null, 'target', 1]])
    expect(shown.sample.columns).toEqual(['x', 'city'])
    expect(shown.sample.before).toHaveLength(5)
    expect(shown.sample.after.map((row) => row.length)).toEqual([4, 4, 4, 4, 4])
    expect(shown.sample.before[0]?.[0]).toMatch(/^\d+$/)
  })

  it("shows the file's own cells where they are at hand, and the range of a number to predict", () => {
    const table = tableOf(noise, numberColumn('y', upTo(200).map((row) => row / 2)))
    const shown = previewOf(fitRecipe(table, Recipe.parse({ target: 'y' })), (row, column) => `${column} ${row}`)
    expect(shown.sample.before[0]?.[0]).toMatch(/^x \d+$/)
    expect(shown.targetRange).toEqual({ min: 0, max: 99.5, mean: 49.75 })
    expect(shown.classes).toEqual([])
  })

  it('says whether a number to predict is learned as it is, from 0 on', () => {
    const fromZero = (values: (row: number) => number, recipe: object): boolean => preview(tableOf(noise, numberColumn('y', upTo(200).map(values))), { target: 'y', ...recipe }).targetFromZero
    expect(fromZero((row) => row / 2, { targetScaling: 'none' })).toBe(true)
    expect(fromZero((row) => row / 2, {})).toBe(false)
    expect(fromZero((row) => row - 1, { targetScaling: 'none' })).toBe(false)
    expect(preview(tableOf(noise, balanced), { target: 'y', targetScaling: 'none' }).targetFromZero).toBe(false)
  })
})

describe('recipeFindings', () => {
  it('has nothing to say about balanced classes and plain columns', () => {
    expect(codes(tableOf(noise, balanced), { target: 'y' })).toEqual([])
  })

  it('points at rare classes, unbalanced ones and stratifying', () => {
    const rare = wordColumn('y', upTo(200).map((row) => (row % 40 === 0 ? 'yes' : 'no')))
    expect(codes(tableOf(noise, rare), { target: 'y', split: { stratify: false } })).toEqual(expect.arrayContaining(['recipe.rareClass y yes', 'recipe.unbalanced y no', 'recipe.stratify y']))
    expect(codes(tableOf(noise, rare), { target: 'y', split: { stratify: true } })).not.toContain('recipe.stratify y')
  })

  it('points at a class that no training row has', () => {
    const sole = wordColumn('y', upTo(200).map((row) => (row === 199 ? 'c' : row % 2 === 0 ? 'a' : 'b')))
    // The last rows are the validation rows where no test rows are drawn.
    expect(codes(tableOf(noise, sole), { target: 'y', split: { mode: 'sklearn', test: 0 } })).toEqual(expect.arrayContaining(['recipe.classNotInTraining y c', 'recipe.noTestRows']))
  })

  it('points at a column that gives the answer alone: a category, or one side of a threshold', () => {
    const copy = wordColumn('discharge', upTo(200).map((row) => (row % 2 === 0 ? 'home' : 'ward')))
    const threshold = numberColumn('score', upTo(200).map((row) => (row % 2) * 1000 + row))
    expect(codes(tableOf(noise, copy, balanced), { target: 'y' })).toEqual(['recipe.giveAway discharge'])
    expect(codes(tableOf(noise, threshold, balanced), { target: 'y' })).toEqual(['recipe.giveAway score'])
  })

  it('does not accuse an honest column that is right 96 times in 100', () => {
    const honest = numberColumn('score', upTo(200).map((row) => ((row % 2) + Number(row % 25 === 3)) % 2 * 1000 + row))
    expect(codes(tableOf(noise, honest, balanced), { target: 'y' })).toEqual([])
  })

  it('does not blame a column for what guessing achieves', () => {
    const rare = wordColumn('y', upTo(200).map((row) => (row % 40 === 0 ? 'yes' : 'no')))
    expect(codes(tableOf(noise, rare), { target: 'y' }).filter((code) => code.startsWith('recipe.giveAway'))).toEqual([])
  })

  it('points at gaps, rare categories, few test rows, more inputs than rows and choices for columns that are gone', () => {
    const table = tableOf(
      numberColumn('x', upTo(40).map((row) => (row % 3 === 0 ? row : null))),
      wordColumn('city', upTo(40).map((row) => (row < 30 ? `city ${row % 10}` : `village ${row}`))),
      numberColumn('y', upTo(40).map((row) => row % 3)),
    )
    const found = codes(table, { target: 'y', columns: [{ column: 'gone', use: false }] })
    for (const code of ['recipe.mostlyMissing x', 'recipe.rareCategories city', 'recipe.fewTestRows', 'recipe.choiceUnknown gone', 'recipe.numbersAsClasses y']) expect(found).toContain(code)
    const wide = tableOf(...upTo(20).map((column) => numberColumn(`x${column}`, upTo(20).map((row) => (row * (column + 3)) % 17))), numberColumn('y', upTo(20).map((row) => row % 2)))
    expect(codes(wide, { target: 'y' })).toContain('recipe.moreInputsThanRows 12')
  })
})
