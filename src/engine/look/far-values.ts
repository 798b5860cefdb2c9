/** Numbers far from all others of their column, and numbers that stand for "no answer" (999, -1). */
import type { LookFinding } from '#contract/look.ts'
import { quantile } from '#engine/recipe/quantile.ts'
import { plainNumbers } from '#engine/table/numbers.ts'
import type { NumberColumn, Table } from '#engine/table/table.ts'

/** Tukey's "far out": beyond three times the middle half's width. */
const farOut = 3
/** More than this share is how the column is spread, not some odd rows. */
const mostShare = 0.01
const fewestValues = 30
const shownRows = 5
const mostFindings = 8
/** What people type where there is no answer, if it lies apart from all other values. */
const standIns = new Set([-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999])
const fewestStandIns = 3

/** The columns with the farthest values first. */
export function findFarValues(table: Table): LookFinding[] {
  const found = table.columns.flatMap((column) => (column.kind === 'number' && column.type === 'number' ? farValuesOf(column, table.rows) : []))
  const strongest = found.toSorted((a, b) => b.distance - a.distance).map(({ finding }) => finding)
  return [...strongest.filter(({ code }) => code === 'look.standIn'), ...strongest.filter(({ code }) => code === 'look.farValues').slice(0, mostFindings)]
}

/** `distance`: of the farthest value, in widths of the middle half. */
function farValuesOf(column: NumberColumn, of: number): { finding: LookFinding; distance: number }[] {
  const { name } = column
  const values = plainNumbers(column.values)
  const present = values.filter(Number.isFinite)
  if (present.length < fewestValues) return []
  const standIn = standInOf(present)
  const rest = standIn === null ? present : present.filter((value) => value !== standIn)
  const [low, high] = [quantile(rest, 0.25), quantile(rest, 0.75)]
  const width = high - low
  const rowsWhere = (is: (value: number) => boolean): number[] => {
    const rows: number[] = []
    for (let row = 0; row < values.length && rows.length < shownRows; row++) if (is(values[row] ?? NaN)) rows.push(row + 1)
    return rows
  }
  if (standIn !== null) {
    const count = present.length - rest.length
    return [{ finding: { code: 'look.standIn', severity: 'attention', columns: [name], count, of, value: String(standIn), rows: rowsWhere((value) => value === standIn) }, distance: Infinity }]
  }
  if (width === 0) return []
  const isFar = (value: number): boolean => value < low - farOut * width || value > high + farOut * width
  let count = 0
  let farthest = low
  const away = (value: number): number => Math.max(low - value, value - high) / width
  for (const value of present) {
    if (!isFar(value)) continue
    count++
    if (away(value) > away(farthest)) farthest = value
  }
  if (count === 0 || count > mostShare * present.length) return []
  return [{ finding: { code: 'look.farValues', severity: 'note', columns: [name], count, of, value: String(farthest), rows: rowsWhere(isFar) }, distance: away(farthest) }]
}

/** A usual stand-in at the end of the values, repeated, and farther from its neighbour than half of what the others span. */
function standInOf(present: Float64Array): number | null {
  const ordered = present.toSorted()
  const [least, most] = [ordered[0] ?? NaN, ordered[ordered.length - 1] ?? NaN]
  for (const candidate of [most, least]) {
    if (!standIns.has(candidate)) continue
    const others = ordered.filter((value) => value !== candidate)
    const [low, high] = [others[0] ?? NaN, others[others.length - 1] ?? NaN]
    const gap = candidate === most ? candidate - high : low - candidate
    if (ordered.length - others.length >= fewestStandIns && others.length > ordered.length / 2 && high > low && gap > 0.5 * (high - low)) return candidate
  }
  return null
}
