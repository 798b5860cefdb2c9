/** A column's values as numbers that can be told apart, whatever kind it is. */
import { numberAt } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'

/** By row: of a category its code; NaN where there is no such row, or a number is missing. */
export function valueReader(column: Column): (row: number) => number {
  return column.kind === 'category' ? (row) => column.codes[row] ?? NaN : (row) => numberAt(column.values, row)
}
