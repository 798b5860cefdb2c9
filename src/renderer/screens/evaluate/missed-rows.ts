/** Kept predictions as rows with their actual and predicted number. Pure. */
import type { RegressionAnswer } from '#contract/run.ts'
import type { ScoredNumbers } from '#contract/scores.ts'

type MissedRow = RegressionAnswer['points'][number]

export function missedRows({ rows, actual, predicted }: ScoredNumbers): MissedRow[] {
  return Array.from(rows, (row, at) => ({ row, actual: actual[at] ?? NaN, predicted: predicted[at] ?? NaN }))
}

/** At most `most`, evenly spaced. */
export function evenPart<T>(all: readonly T[], most: number): T[] {
  const count = Math.min(all.length, most)
  return all.filter((_, at) => count === all.length || Math.floor((at * count) / all.length) !== Math.floor(((at - 1) * count) / all.length))
}
