/** Category columns with so many values that each stands for a few rows: names, which can be learned by heart and tell nothing about new rows. */
import type { LookFinding } from '#contract/look.ts'
import type { Table } from '#engine/table/table.ts'

const fewestRows = 10
/** Up to so many values are a matter of taste, unless hardly a row shares its own with another. */
const manyValues = 50
/** Rows behind a value, on average, from which something can be learned about it. */
const enoughRows = 20

/** `count` values in `of` cells. Free text and identifiers are left out of themselves. */
export function findManyValues(table: Table): LookFinding[] {
  return table.columns.flatMap((column): LookFinding[] => {
    if (column.kind !== 'category' || column.type !== 'category') return []
    const { codes } = column
    let present = 0
    for (const code of codes) present += Number(code >= 0)
    const values = new Set(codes).size - Number(present < table.rows)
    const hardlyShared = values * 2 > present
    const thin = values >= manyValues && present < values * enoughRows
    if (present < fewestRows || !(hardlyShared || thin)) return []
    return [{ code: 'look.manyValues', severity: 'attention', columns: [column.name], count: values, of: present, rows: [] }]
  })
}
