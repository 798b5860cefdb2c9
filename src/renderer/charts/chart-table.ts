/** The numbers behind a chart as a table: what "As table" shows and "Copy" puts on the clipboard. */

export interface ChartTable {
  columns: string[]
  /** Unformatted; null where there is no value. */
  rows: (string | number | null)[][]
}

/** Tab-separated, as spreadsheets paste it. Numbers keep all their digits: formatting never changes a copied value. */
export function tabSeparated(table: ChartTable): string {
  return [table.columns, ...table.rows].map((row) => row.map(cell).join('\t')).join('\n')
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  return typeof value === 'number' ? String(value) : value.replace(/[\t\r\n]+/g, ' ')
}
