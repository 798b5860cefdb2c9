/** A single column that tells the number to be predicted nearly exactly: often a copy of it in another unit, or something known only after it. */
import { valueReader } from './value-reader.ts'
import type { Column, Table } from '#engine/table/table.ts'
import type { FitOutcome } from './fit-recipe.ts'
import { sampleEvenly } from './sample-evenly.ts'

export interface NumberGiveAway {
  column: string
  /** Mean absolute error by this column alone, divided by that of always guessing the mean. */
  error: number
}

/**
 * The used column whose simple rule, learned on some training rows, misses the `judged` rows least, where that is at most a
 * twentieth of what the mean misses; null where there is none, or for classes. Rules: the mean of each value (of a category, at
 * most 50 values), and between the values of a number what lies on the line from one to the next. Dates are not
 * accused: where the target grows with time, so do its neighbours.
 */
export function findNumberGiveAway(table: Table, outcome: FitOutcome, learned: Int32Array, judged: Int32Array): NumberGiveAway | null {
  const { values } = outcome.target
  if (values === null || judged.length < fewestRows || learned.length < fewestRows) return null
  const learning = sampleEvenly(learned, learningRows)
  const truth = (row: number): number => values[row] ?? NaN
  const mean = meanOf(Array.from(learning, truth))
  const missOf = (answer: (row: number) => number): number => meanOf(Array.from(judged, (row) => Math.abs(answer(row) - truth(row))))
  const guessing = missOf(() => mean)
  if (!(guessing > 0)) return null
  let best: NumberGiveAway | null = null
  for (const own of outcome.fitted.columns) {
    const column = table.columns.find(({ name }) => name === own.column)
    if (column === undefined || column.type === 'date') continue
    const error = missOf(ruleOf(column, learning, truth, mean)) / guessing
    if (error <= mostError && error < (best?.error ?? Infinity)) best = { column: own.column, error }
  }
  return best
}

const fewestRows = 20
const learningRows = 5000
const mostValues = 50
const mostError = 0.05

function ruleOf(column: Column, rows: Int32Array, truth: (row: number) => number, mean: number): (row: number) => number {
  const valueAt = valueReader(column)
  const sums = new Map<number, { sum: number; count: number }>()
  for (const row of rows) {
    const value = valueAt(row)
    if (!Number.isFinite(value)) continue
    const own = sums.get(value) ?? { sum: 0, count: 0 }
    sums.set(value, { sum: own.sum + truth(row), count: own.count + 1 })
  }
  if (column.kind === 'category') {
    if (sums.size > mostValues) return () => mean
    return (row) => {
      const own = sums.get(valueAt(row))
      return own === undefined ? mean : own.sum / own.count
    }
  }
  const known = [...sums].map(([value, { sum, count }]) => ({ value, answer: sum / count })).sort((a, b) => a.value - b.value)
  return (row) => {
    const value = valueAt(row)
    return Number.isFinite(value) ? between(known, value) : mean
  }
}

/** On the line from the known value below to the one above; beyond the ends, as at them. */
function between(known: readonly { value: number; answer: number }[], value: number): number {
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((known[middle]?.value ?? NaN) < value) low = middle + 1
    else high = middle
  }
  const [below, above] = [known[low - 1], known[low]]
  if (below === undefined || above === undefined) return (above ?? below)?.answer ?? NaN
  return below.answer + ((above.answer - below.answer) * (value - below.value)) / (above.value - below.value)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
