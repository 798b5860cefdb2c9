import { expect, it } from 'vitest'
import type { ColumnSummary, ColumnType } from '#contract/dataset.ts'
import { Recipe } from '#contract/recipe.ts'
import { rolesByChoice } from './roles-by-choice.ts'

function column(name: string, type: ColumnType, present = 10): ColumnSummary {
  return { name, index: 0, type, typeChosen: false, typeReason: { key: 'allNumbers' }, present, missing: 10 - present, distinct: present, numeric: null, top: [], constant: false }
}

it('tells the role of every column without the prepared recipe, so that one can be used again', () => {
  const columns = [column('id', 'identifier'), column('code', 'identifier'), column('age', 'number'), column('note', 'text'), column('none', 'number', 0), column('y', 'boolean'), column('city', 'category')]
  const recipe = Recipe.parse({ target: 'y', columns: [{ column: 'age', use: false }, { column: 'code', use: true }] })
  expect(rolesByChoice(columns, columns, recipe).map(({ used, leftOut }) => leftOut ?? used)).toEqual(['identifier', true, 'chosen', 'text', 'empty', 'target', true])
})
