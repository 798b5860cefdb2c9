/** Rows that are equal to an earlier one in every cell. */
import type { LookFinding } from '#contract/look.ts'
import type { Table } from '#engine/table/table.ts'
import { cellHashOf, isKnown, mix, sameCell } from './cell-hash.ts'

/** Fewer columns repeat by nature: a table of sex and age is full of equal rows. */
const fewestColumns = 3
const shownRows = 6

/** Copies put the same row among those it learns from and those it is judged by. */
export function findDuplicateRows(table: Table): LookFinding[] {
  if (table.columns.length < fewestColumns) return []
  const { first, count } = duplicateRows(table)
  if (count === 0) return []
  const rows: number[] = []
  for (let row = 0; row < table.rows && rows.length < shownRows; row++) {
    const earlier = first[row] ?? row
    if (earlier !== row) rows.push(earlier + 1, row + 1)
  }
  const severity = count * 100 >= table.rows ? 'attention' : 'note'
  return [{ code: 'look.duplicateRows', severity, columns: [], count, of: table.rows, rows: rows.slice(0, shownRows) }]
}

interface DuplicateRows {
  first: Int32Array
  count: number
}

/** For each row the first row that is equal to it (itself where there is none before), and how many rows have one before. */
export function duplicateRows(table: Table): DuplicateRows {
  const known = found.get(table)
  if (known !== undefined) return known
  const duplicates = compareRows(table)
  found.set(table, duplicates)
  return duplicates
}

/** Every preview of a recipe asks again, and a table never changes. */
const found = new WeakMap<Table, DuplicateRows>()

function compareRows({ rows, columns }: Table): DuplicateRows {
  const hashes = new Int32Array(rows)
  columns.forEach((column, at) => {
    const hash = cellHashOf(column, at)
    for (let row = 0; row < rows; row++) hashes[row] = mix(hashes[row] ?? 0, hash(row))
  })
  const first = Int32Array.from({ length: rows }, (_, row) => row)
  // Open addressing, twice as many places as rows: the latest row with a hash is found in about one step.
  const places = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)))
  const table32 = new Int32Array(places).fill(-1)
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (!columns.every((column) => isKnown(column, row))) continue
    let place = (hashes[row] ?? 0) & (places - 1)
    for (;;) {
      const other = table32[place] ?? -1
      if (other < 0) {
        table32[place] = row
        break
      }
      if (hashes[other] === hashes[row] && columns.every((column) => sameCell(column, other, row))) {
        first[row] = other
        count++
        break
      }
      place = (place + 1) & (places - 1)
    }
  }
  return { first, count }
}
