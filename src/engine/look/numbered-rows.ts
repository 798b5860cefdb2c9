/** Number columns that only name the row: all whole, all different, and in the order of the file. */
import type { LookFinding } from '#contract/look.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { Table } from '#engine/table/table.ts'

const fewestRows = 20

/** Columns already read as identifiers are left out of themselves. */
export function findNumberedRows(table: Table): LookFinding[] {
  if (table.rows < fewestRows) return []
  return table.columns.flatMap((column): LookFinding[] => {
    if (column.kind !== 'number' || column.type !== 'number') return []
    let before = -Infinity
    for (let row = 0; row < table.rows; row++) {
      const value = numberAt(column.values, row)
      if (!Number.isInteger(value) || value <= before) return []
      before = value
    }
    return [{ code: 'look.numberedRows', severity: 'attention', columns: [column.name], count: table.rows, of: table.rows, rows: [] }]
  })
}
