/** The roles of the columns where the recipe cannot be prepared, from what is known without it: choices and types. */
import type { ColumnSummary, ColumnType } from '#contract/dataset.ts'
import type { LeftOutReason, PreparedColumn, Recipe } from '#contract/recipe.ts'

/** `columns`: behind the recipe's steps. `file`: what is known of those that have their name from the file. */
export function rolesByChoice(columns: readonly { name: string; type: ColumnType }[], file: readonly ColumnSummary[], recipe: Recipe): PreparedColumn[] {
  const known = new Map(file.map((column) => [column.name, column]))
  return columns.map((column) => {
    const { present, missing } = known.get(column.name) ?? { present: 1, missing: 0 }
    const leftOut = leftOutByChoice({ ...column, present }, recipe)
    return { column: column.name, type: column.type, used: leftOut === null, leftOut, treatment: null, scaling: null, filling: null, missing, inputs: [] }
  })
}

/** As the engine decides it, save for columns that are constant in the training rows. `name`: behind the recipe's steps. */
export function leftOutByChoice({ name, type, present }: Pick<ColumnSummary, 'name' | 'type' | 'present'>, { target, columns }: Recipe): LeftOutReason | null {
  if (name === target) return 'target'
  const use = columns.find(({ column }) => column === name)?.use
  if (use === false) return 'chosen'
  if (present === 0) return 'empty'
  if (use === true) return null
  return type === 'identifier' || type === 'text' ? type : null
}
