/** Whether the rows follow a date, so that drawing the test rows at random would test on times it has learned from. */
import type { LookFinding } from '#contract/look.ts'
import { lengthOf, numberAt } from '#engine/table/numbers.ts'
import type { NumberColumn, Table } from '#engine/table/table.ts'

const fewestDates = 20
/** Share of neighbours in order; a few late entries are usual. */
const inOrder = 0.99

export function findTimeOrder(table: Table): LookFinding[] {
  return table.columns.flatMap((column): LookFinding[] => {
    if (column.kind !== 'number' || column.type !== 'date') return []
    const { pairs, rising, falling, distinct } = stepsOf(column)
    if (distinct < fewestDates || Math.max(rising, falling) < inOrder * pairs) return []
    return [{ code: 'look.timeOrder', severity: 'attention', columns: [column.name], count: Math.max(rising, falling), of: pairs, value: rising >= falling ? 'rising' : 'falling', rows: [1, table.rows] }]
  })
}

/** Neighbours that both have a date: how many do not fall, do not rise, and how often the date changes. */
function stepsOf({ values }: NumberColumn): { pairs: number; rising: number; falling: number; distinct: number } {
  let before = NaN
  const steps = { pairs: 0, rising: 0, falling: 0, distinct: 0 }
  for (let row = 0; row < lengthOf(values); row++) {
    const value = numberAt(values, row)
    if (Number.isNaN(value)) continue
    if (!Number.isNaN(before)) {
      steps.pairs++
      if (value >= before) steps.rising++
      if (value <= before) steps.falling++
    }
    if (value !== before) steps.distinct++
    before = value
  }
  return steps
}
