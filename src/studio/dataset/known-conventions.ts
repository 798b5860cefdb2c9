/** Marks and orders of all columns of a table, from what they showed and what the person says. Pure. */
import type { DecimalMark, ReadingChoices } from '#contract/dataset.ts'
import type { CollectedColumn } from './collect-columns.ts'
import { mainUnit } from './column-tally.ts'
import { markOfColumn, markOfFile, orderOfColumn } from './decide-conventions.ts'
import type { KnownConventions } from './decide-type.ts'

/** `decimalMark`: of the file. */
export function knownConventions(columns: readonly CollectedColumn[], reading: ReadingChoices): { decimalMark: DecimalMark | null; ofColumns: KnownConventions[] } {
  const decimalMark = reading.decimalMark ?? markOfFile(columns.map(({ tally }) => tally))
  const ofColumns = columns.map(({ tally, dateOrder, unit }) => ({
    decimalMark: reading.decimalMark ?? markOfColumn(tally, decimalMark),
    dateOrder: dateOrder ?? orderOfColumn(tally),
    unit: unit ?? mainUnit(tally),
  }))
  return { decimalMark, ofColumns }
}
