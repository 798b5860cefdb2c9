/** The form for one row: the columns the run learned from, what it learned about each, and a real row to start from. */
import type { PredictionField, PredictionForm } from '#contract/prediction.ts'
import type { FittedColumn, FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { sourcesOf } from '#engine/recipe/fitted-recipe.ts'
import type { StartRow } from '../run/start-row.ts'

/** `target`: what the file calls what is predicted; null: a step makes it. */
export function predictionForm(runId: string, fitted: FittedRecipe, start: StartRow, target: string | null): PredictionForm {
  return {
    runId,
    task: fitted.task,
    target: fitted.target.column,
    ...(fitted.target.unit === undefined ? {} : { targetUnit: fitted.target.unit }),
    fields: sourcesOf(fitted).map((column) => fieldOf(column, start)),
    startRow: start.row,
    actual: target === null ? null : valueIn(start, target),
  }
}

function valueIn({ cells }: StartRow, column: string): string | null {
  return cells.find((cell) => cell.column === column)?.value ?? null
}

function fieldOf(column: FittedColumn, start: StartRow): PredictionField {
  const field = { column: column.column, start: valueIn(start, column.column) }
  switch (column.kind) {
    case 'number':
      return { ...field, type: column.kind, ...(column.unit === undefined ? {} : { unit: column.unit }), range: column.range, categories: null }
    case 'date':
      return { ...field, type: column.kind, range: column.range, categories: null }
    case 'category':
      return { ...field, type: column.type, range: null, categories: [...column.categories, ...column.others] }
    default:
      return column satisfies never
  }
}
