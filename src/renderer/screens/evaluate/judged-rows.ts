/** The rows Evaluate lists: wrong answers surest first, or the largest misses. Pure. */
import type { ClassificationAnswer, RegressionAnswer } from '#contract/run.ts'

export type Mistake = ClassificationAnswer['mistakes'][number]
export type Miss = RegressionAnswer['points'][number] & {
  /** Predicted less actual: above 0 it said too much. */
  off: number
}

/** A cell of the confusion matrix, by positions of its classes. */
export interface Cell {
  actual: number
  said: number
}

export interface ListedRows {
  rows: readonly Mistake[]
  /** How many there are: more than are listed where the report keeps only the surest. */
  count: number
  /** The rows of the cell were right: the report names only rows that were not. */
  right: boolean
}

type Judged = Pick<ClassificationAnswer, 'classes' | 'confusion' | 'mistakes' | 'rows' | 'right'>

/** Of one cell, or all of them; always in the report's order, surest first. */
export function mistakesIn({ classes, confusion, mistakes, rows, right }: Judged, cell: Cell | null): ListedRows {
  if (cell === null) return { rows: mistakes, count: rows - right, right: false }
  const [actual, said] = [classes[cell.actual], classes[cell.said]]
  return {
    rows: mistakes.filter((mistake) => mistake.actual === actual && mistake.said === said),
    count: confusion[cell.actual]?.[cell.said] ?? 0,
    right: cell.actual === cell.said,
  }
}

const mostMisses = 200

/** Largest first, too high and too low alike. */
export function largestMisses(points: RegressionAnswer['points']): Miss[] {
  return points
    .map((point) => ({ ...point, off: point.predicted - point.actual }))
    .toSorted((one, other) => Math.abs(other.off) - Math.abs(one.off) || one.row - other.row)
    .slice(0, mostMisses)
}

/** Decimals for a whole column of misses: three significant digits of the average one. */
export function missDecimals(averageMiss: number): number {
  return averageMiss > 0 && Number.isFinite(averageMiss) ? Math.min(10, Math.max(0, 2 - Math.floor(Math.log10(averageMiss)))) : 0
}
