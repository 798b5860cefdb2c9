/** A number for each cell of a column, equal for equal cells. Knows one column at a time. */
import { numberAt } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'

/** A row's cell as 32 bits; gaps are equal to gaps. */
export type CellHash = (row: number) => number

/**
 * Hash of the cells of `column`; `salt` tells columns apart. Mixing as in MurmurHash3 (Appleby, public domain).
 * Values that are not in memory (codes beyond the dictionary) have no hash of their own: see `isKnown`.
 */
export function cellHashOf(column: Column, salt: number): CellHash {
  const start = mix(salt + 1, 0x9e3779b9)
  if (column.kind === 'category') return (row) => mix(start, (column.codes[row] ?? -1) + 1)
  const bits = new Uint32Array(2)
  const double = new Float64Array(bits.buffer)
  return (row) => {
    const value = numberAt(column.values, row)
    // One spelling for every NaN and for both zeros.
    double[0] = Number.isNaN(value) ? NaN : value + 0
    return mix(mix(start, bits[0] ?? 0), bits[1] ?? 0)
  }
}

/** False where the cell's text is kept in the file only, so that nobody can say whether two such cells are equal. */
export function isKnown(column: Column, row: number): boolean {
  return column.kind === 'number' || (column.codes[row] ?? -1) < column.dictionary.length
}

export function sameCell(column: Column, a: number, b: number): boolean {
  if (column.kind === 'category') return column.codes[a] === column.codes[b]
  const [first, second] = [numberAt(column.values, a), numberAt(column.values, b)]
  return first === second || (Number.isNaN(first) && Number.isNaN(second))
}

export function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  let h = hash ^ k
  h = (h << 13) | (h >>> 19)
  h = (Math.imul(h, 5) + 0xe6546b64) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return h ^ (h >>> 13)
}
