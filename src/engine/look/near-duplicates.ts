/** Rows that are equal to another in all columns but one. */
import type { LookFinding } from '#contract/look.ts'
import { sampleEvenly } from '#engine/recipe/sample-evenly.ts'
import type { Table } from '#engine/table/table.ts'
import { cellHashOf, isKnown, sameCell } from './cell-hash.ts'

const fewestColumns = 5
const mostRows = 50_000
const shownRows = 6
/** A column tells rows apart where at least this share of its values differ. */
const tellingShare = 0.2
/** Agreeing in this many telling columns is no accident. */
const tellingColumns = 3

/** The column in which most such pairs differ, with the number of rows that have a twin but for it. */
export function findNearDuplicates(table: Table): LookFinding[] {
  const { columns } = table
  if (columns.length < fewestColumns) return []
  const sample = sampleEvenly(Int32Array.from({ length: table.rows }, (_, row) => row), mostRows).filter((row) => columns.every((column) => isKnown(column, row)))
  const hashes = columns.map((column, at) => Int32Array.from(sample, cellHashOf(column, at)))
  const telling = hashes.map((own) => new Set(own).size >= tellingShare * sample.length)
  // Added, not chained: the hash without a column is the whole less that column.
  const whole = new Int32Array(sample.length)
  for (const own of hashes) own.forEach((hash, at) => (whole[at] = ((whole[at] ?? 0) + hash) | 0))

  let most: LookFinding | null = null
  columns.forEach((different, index) => {
    const others = telling.filter((tells, at) => tells && at !== index).length
    if (others < tellingColumns) return
    const seen = new Map<number, number>()
    let count = 0
    const rows: number[] = []
    sample.forEach((row, at) => {
      const hash = ((whole[at] ?? 0) - (hashes[index]?.[at] ?? 0)) | 0
      const earlier = seen.get(hash)
      if (earlier === undefined) {
        seen.set(hash, row)
        return
      }
      if (sameCell(different, earlier, row) || !columns.every((column, other) => other === index || sameCell(column, earlier, row))) return
      count++
      if (rows.length < shownRows) rows.push(earlier + 1, row + 1)
    })
    if (count > (most?.count ?? 0)) most = { code: 'look.nearDuplicateRows', severity: count * 100 >= sample.length ? 'attention' : 'note', columns: [different.name], count, of: sample.length, rows }
  })
  return most === null ? [] : [most]
}
