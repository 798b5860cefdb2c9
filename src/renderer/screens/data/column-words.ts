/** Values of a column's summary as people read them: numbers, or dates where the column holds dates. */
import type { ColumnSummary, ColumnType, Histogram } from '#contract/dataset.ts'
import { formatNumber } from '#contract/wording/numbers.ts'

const millisecondsPerDay = 86_400_000

/** A number of the summary: dates are days since 1970-01-01. */
export function valueText(value: number, type: ColumnType): string {
  if (type !== 'date') return formatNumber(value, 4)
  const date = new Date(Math.round(value) * millisecondsPerDay)
  return Number.isNaN(date.getTime()) ? formatNumber(value, 4) : date.toISOString().slice(0, 10)
}

/** Heights of the small bars under a column's name, 0 to 1: bins of numbers and dates, else the most frequent values. */
export function barsOf({ numeric, top, type, distinct, present }: ColumnSummary): number[] {
  if (numeric !== null && type !== 'boolean') return heights(numeric.histogram.counts)
  if (distinct === present && present > 1) return []
  return heights(top.map(({ count }) => count))
}

/** A bin with rows never looks like one without. */
function heights(counts: Histogram['counts']): number[] {
  const most = Math.max(...counts, 1)
  return counts.map((count) => (count === 0 ? 0 : Math.max(0.06, count / most)))
}
