/** The roles of the columns where the recipe cannot be prepared, from what is known without it: choices and types. */
import type { ColumnSummary } from '#contract/dataset.ts'
import type { LeftOutReason, PreparedColumn, Recipe } from '#contract/recipe.ts'

export function rolesByChoice(columns: readonly ColumnSummary[], recipe: Recipe): PreparedColumn[] {
  return columns.map((column) => {
    const leftOut = leftOutOf(column, recipe)
    return { column: column.name, used: leftOut === null, leftOut, treatment: null, scaling: null, filling: null, missing: column.missing, inputs: [] }
  })
}

/** As the engine decides it, save for columns that are constant in the training rows. */
function leftOutOf({ name, type, present }: ColumnSummary, { target, columns }: Recipe): LeftOutReason | null {
  if (name === target) return 'target'
  const use = columns.find(({ column }) => column === name)?.use
  if (use === false) return 'chosen'
  if (present === 0) return 'empty'
  if (use === true) return null
  return type === 'identifier' || type === 'text' ? type : null
}
