/** A new file's table with a place for every column the run learned from. */
import { StudioError } from '#contract/errors.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { sourcesOf } from '#engine/recipe/fitted-recipe.ts'
import type { Table } from '#engine/table/table.ts'

/**
 * Columns that the file lacks come as missing in every row, which the fitted recipe fills as in training; the caller
 * says so to the person. Throws `predict.columnMissing` where not one column is there: that is another kind of file.
 */
export function withMissingColumns(table: Table, fitted: FittedRecipe, fileName: string): Table {
  const names = new Set(table.columns.map(({ name }) => name))
  const missing = sourcesOf(fitted).filter(({ column }) => !names.has(column))
  const [first] = missing
  if (first !== undefined && missing.length === sourcesOf(fitted).length) throw new StudioError('predict.columnMissing', { file: fileName, column: first.column, count: missing.length })
  if (first === undefined) return table
  const codes = new Int32Array(new SharedArrayBuffer(table.rows * Int32Array.BYTES_PER_ELEMENT)).fill(-1)
  return {
    rows: table.rows,
    columns: [...table.columns, ...missing.map(({ column }) => ({ kind: 'category' as const, name: column, type: 'text' as const, codes, dictionary: [] }))],
  }
}
