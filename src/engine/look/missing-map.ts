/** Where a table has gaps: along the rows, and in which columns at once. */
import type { LookFinding, MissingMap } from '#contract/look.ts'
import { isMissing } from '#engine/recipe/column-roles.ts'
import type { Column, Table } from '#engine/table/table.ts'

const mostBands = 40
const mostPatterns = 12
const mostColumns = 60
const shownRows = 5
/** Gaps of two columns are the same gaps where this share of the rows with either has both. */
const together = 0.9
const fewestTogether = 5

/** `gaps`: of each column, see `countGaps`. */
export function missingMapOf(table: Table, gaps: readonly number[]): MissingMap {
  const columns = columnsWithGaps(table, gaps)
  const bandCount = Math.min(mostBands, table.rows)
  const bands = Array.from({ length: columns.length === 0 ? 0 : bandCount }, (_, band) => {
    const [from, to] = [Math.floor((band * table.rows) / bandCount), Math.floor(((band + 1) * table.rows) / bandCount)]
    return { from: from + 1, to, shares: columns.map((column) => gapsIn(column, from, to) / (to - from)) }
  })
  const counts = new Map<string, { columns: string[]; rows: number }>()
  for (let row = 0; row < table.rows && columns.length > 0; row++) {
    let key = ''
    columns.forEach((column, at) => {
      if (isMissing(column, row)) key += `${at},`
    })
    const known = counts.get(key)
    if (known !== undefined) known.rows++
    // Tables where nearly every row has gaps of its own have no patterns worth a list.
    else if (counts.size < 10_000) counts.set(key, { columns: columns.filter((column) => isMissing(column, row)).map(({ name }) => name), rows: 1 })
  }
  const patterns = [...counts.values()].toSorted((a, b) => b.rows - a.rows).slice(0, mostPatterns)
  return { columns: columns.map(({ name }) => name), bands, patterns }
}

/** Groups of columns whose gaps are in the same rows: a part of the form that nobody filled in. */
export function findMissingTogether(table: Table, gaps: readonly number[]): LookFinding[] {
  const open = columnsWithGaps(table, gaps)
  const findings: LookFinding[] = []
  while (open.length > 1) {
    const [first, ...others] = open
    if (first === undefined) break
    const group = [first, ...others.filter((other) => sharedGaps(table, first, other) >= together)]
    open.splice(0, 1)
    if (group.length < 2) continue
    for (const member of group) if (open.includes(member)) open.splice(open.indexOf(member), 1)
    const rows: number[] = []
    let count = 0
    for (let row = 0; row < table.rows; row++) {
      if (!group.every((column) => isMissing(column, row))) continue
      count++
      if (rows.length < shownRows) rows.push(row + 1)
    }
    if (count >= fewestTogether) findings.push({ code: 'look.missingTogether', severity: 'note', columns: group.map(({ name }) => name), count, of: table.rows, rows })
  }
  return findings
}

/** Rows without a value, by column. */
export function countGaps(table: Table): number[] {
  return table.columns.map((column) => gapsIn(column, 0, table.rows))
}

/** Columns without any value are told about as such. */
function columnsWithGaps(table: Table, gaps: readonly number[]): Column[] {
  return table.columns.filter((_, at) => (gaps[at] ?? 0) > 0 && (gaps[at] ?? 0) < table.rows).slice(0, mostColumns)
}

function gapsIn(column: Column, from: number, to: number): number {
  let gaps = 0
  for (let row = from; row < to; row++) gaps += Number(isMissing(column, row))
  return gaps
}

/** Rows with both gaps among those with either (Jaccard). */
function sharedGaps(table: Table, a: Column, b: Column): number {
  let [both, either] = [0, 0]
  for (let row = 0; row < table.rows; row++) {
    const [own, other] = [isMissing(a, row), isMissing(b, row)]
    both += Number(own && other)
    either += Number(own || other)
  }
  return either === 0 ? 0 : both / either
}
