/** Which mark parts the decimals and which part of a date comes first, from what whole columns showed. Pure. */
import type { DateOrder, DecimalMark } from '#contract/dataset.ts'
import { dateOrders, decimalMarks } from '#contract/notation.ts'
import { otherCurrency, type ColumnTally } from './column-tally.ts'

/** What a column by itself says about its mark: nothing, one, or both in different cells. */
function marksOf(tally: ColumnTally): DecimalMark[] {
  const possible = decimalMarks.filter((mark) => tally.notWithMark[mark].count === 0)
  return possible.length === decimalMarks.length && tally.eitherMark.count + tally.pointGroups === 0 ? [] : possible
}

/** The mark all telling columns of numbers agree on, for those that do not tell. null: none tells, or they disagree. */
export function markOfFile(tallies: readonly ColumnTally[]): DecimalMark | null {
  const told = new Set<DecimalMark>()
  for (const tally of tallies) {
    if (tally.others.count + tally.dates.count + otherCurrency(tally).count > 0) continue
    const [only, second] = marksOf(tally)
    if (only !== undefined && second === undefined) told.add(only)
  }
  const [mark] = told
  return told.size === 1 && mark !== undefined ? mark : null
}

/** The column's own mark, else the file's; where it has both, the one fewer cells speak against. null: 1,234 and no more. */
export function markOfColumn(tally: ColumnTally, ofFile: DecimalMark | null): DecimalMark | null {
  const point = tally.notWithMark['.'].count
  const comma = tally.notWithMark[','].count
  if (point + comma > 0) return point <= comma ? '.' : ','
  if (ofFile !== null) return ofFile
  // Without any comma in the file 1.234 is a plain number.
  return tally.eitherMark.count > 0 ? null : '.'
}

/** The only order in which all dates are dates, or the one most of them allow where none is left. null: several are. */
export function orderOfColumn(tally: ColumnTally): DateOrder | null {
  const [first = 'dayFirst', second] = dateOrders.toSorted((a, b) => tally.notInOrder[a].count - tally.notInOrder[b].count)
  const undecided = second !== undefined && tally.notInOrder[second].count === 0
  return undecided && tally.eitherOrder.count > 0 ? null : first
}
