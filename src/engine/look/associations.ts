/**
 * How strongly two columns go together: Pearson's correlation of two numbers, the correlation ratio of a number by category,
 * Cramér's V (bias-corrected, Bergsma 2013) of two categories.
 */
import type { AssociationKind, Associations } from '#contract/look.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '#engine/table/table.ts'

export interface Association {
  kind: AssociationKind
  /** -1 to 1 for `correlation`, else 0 to 1. */
  strength: number
}

/** A map of more columns can't be read, and pairs grow with their square. */
const mostColumns = 60
/** More categories than this are names, not groups. */
const mostCategories = 50
const fewestRows = 10

/** All pairs of the columns that can be compared, on `rows` (table rows, from 0). */
export function associationsOf(table: Table, rows: Int32Array): Associations {
  const comparable = table.columns.filter(canBeCompared)
  const columns = comparable.slice(0, mostColumns)
  const pairs = columns.map(() => columns.map((): Association | null => null))
  columns.forEach((a, at) => {
    for (let other = at + 1; other < columns.length; other++) {
      const b = columns[other]
      const found = b === undefined ? null : associationOf(a, b, rows)
      const [own, mirrored] = [pairs[at], pairs[other]]
      if (own !== undefined && mirrored !== undefined) own[other] = mirrored[at] = found
    }
  })
  return { columns: columns.map(({ name }) => name), pairs, leftOut: comparable.length - columns.length }
}

function canBeCompared(column: Column): boolean {
  return column.kind === 'number' || ((column.type === 'category' || column.type === 'boolean') && column.dictionary.length <= mostCategories)
}

/** null where fewer than ten of `rows` have both values, or one of the columns is the same in all of them. */
export function associationOf(a: Column, b: Column, rows: Int32Array): Association | null {
  if (a.kind === 'number' && b.kind === 'number') return named('correlation', pearson(a, b, rows))
  if (a.kind === 'number' && b.kind === 'category') return named('correlationRatio', correlationRatio(a, b, rows))
  if (a.kind === 'category' && b.kind === 'number') return named('correlationRatio', correlationRatio(b, a, rows))
  return a.kind === 'category' && b.kind === 'category' ? named('cramersV', cramersV(a, b, rows)) : null
}

function named(kind: AssociationKind, strength: number): Association | null {
  return Number.isFinite(strength) ? { kind, strength: Math.max(-1, Math.min(1, strength)) } : null
}

/** Two passes, so that large means lose no digits. */
function pearson(a: NumberColumn, b: NumberColumn, rows: Int32Array): number {
  const complete = rows.filter((row) => Number.isFinite(numberAt(a.values, row)) && Number.isFinite(numberAt(b.values, row)))
  if (complete.length < fewestRows) return NaN
  const [meanA, meanB] = [meanOf(a, complete), meanOf(b, complete)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (const row of complete) {
    const [x, y] = [numberAt(a.values, row) - meanA, numberAt(b.values, row) - meanB]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return both / Math.sqrt(ofA) / Math.sqrt(ofB)
}

/** Counted from the first value, so that the mean of equal values is exactly that value. */
function meanOf({ values }: NumberColumn, rows: Int32Array): number {
  const first = numberAt(values, rows[0] ?? 0)
  let mean = 0
  for (const row of rows) mean += (numberAt(values, row) - first) / rows.length
  return first + mean
}

/** Square root of the share of the number's variance that lies between the categories (eta). */
function correlationRatio(numbers: NumberColumn, groups: CategoryColumn, rows: Int32Array): number {
  const complete = rows.filter((row) => Number.isFinite(numberAt(numbers.values, row)) && (groups.codes[row] ?? -1) >= 0)
  if (complete.length < fewestRows) return NaN
  const mean = meanOf(numbers, complete)
  const sums = new Float64Array(groups.dictionary.length)
  const counts = new Float64Array(groups.dictionary.length)
  let all = 0
  for (const row of complete) {
    const away = numberAt(numbers.values, row) - mean
    const code = groups.codes[row] ?? 0
    sums[code] = (sums[code] ?? 0) + away
    counts[code] = (counts[code] ?? 0) + 1
    all += away * away
  }
  const used = counts.filter((count) => count > 0).length
  if (used < 2) return NaN
  const between = sums.reduce((sum, own, code) => sum + ((counts[code] ?? 0) > 0 ? own * (own / (counts[code] ?? 1)) : 0), 0)
  return Math.sqrt(between / all)
}

function cramersV(a: CategoryColumn, b: CategoryColumn, rows: Int32Array): number {
  const width = b.dictionary.length
  const cells = new Float64Array(a.dictionary.length * width)
  const byA = new Float64Array(a.dictionary.length)
  const byB = new Float64Array(width)
  let count = 0
  for (const row of rows) {
    const [own, other] = [a.codes[row] ?? -1, b.codes[row] ?? -1]
    if (own < 0 || other < 0) continue
    count++
    cells[own * width + other] = (cells[own * width + other] ?? 0) + 1
    byA[own] = (byA[own] ?? 0) + 1
    byB[other] = (byB[other] ?? 0) + 1
  }
  const [usedA, usedB] = [byA.filter((rowsOf) => rowsOf > 0).length, byB.filter((rowsOf) => rowsOf > 0).length]
  if (count < fewestRows || usedA < 2 || usedB < 2) return NaN
  let chiSquare = 0
  byA.forEach((ofA, own) => {
    byB.forEach((ofB, other) => {
      const expected = (ofA * ofB) / count
      if (expected > 0) chiSquare += ((cells[own * width + other] ?? 0) - expected) ** 2 / expected
    })
  })
  const phi = Math.max(0, chiSquare / count - ((usedA - 1) * (usedB - 1)) / (count - 1))
  const corrected = (used: number): number => used - (used - 1) ** 2 / (count - 1)
  return Math.sqrt(phi / Math.min(corrected(usedA) - 1, corrected(usedB) - 1))
}
