/** What is shown of a run's importances: bars on one scale, figures as people count, and which are more than luck. Pure. */
import type { ColumnImportance, Importance } from '#contract/importance.ts'
import { formatFixed } from '#contract/wording/numbers.ts'

export const mostShown = 30

export interface ReliedBar {
  name: string
  figure: string
  size: number
  low: number
  high: number
  weak: boolean
}

/** Shuffles vary by `deviation`: what lies within two of them is no importance. */
export function isMeasurable({ mean, deviation }: ColumnImportance): boolean {
  return mean > 2 * deviation && mean > 0
}

export function barsOf(importance: Importance): ReliedBar[] {
  const longest = Math.max(...importance.columns.map(({ mean, deviation }) => mean + deviation), 0)
  const place = (value: number): number => (longest > 0 ? Math.min(1, Math.max(0, value / longest)) : 0)
  return importance.columns.slice(0, mostShown).map((column) => ({
    name: column.column,
    figure: figureOf(importance, column.mean),
    size: place(column.mean),
    low: place(column.mean - column.deviation),
    high: place(column.mean + column.deviation),
    weak: !isMeasurable(column),
  }))
}

/** Right answers lost of 100, points of 100 of the area, or what the average miss grows by, to a tenth of the largest figure's last digit. */
export function figureOf({ measure, columns }: Importance, mean: number): string {
  if (measure !== 'mae') return formatFixed(mean * 100, 1)
  const largest = Math.max(...columns.map((column) => Math.abs(column.mean)), 0)
  return formatFixed(mean, largest > 0 ? Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 0)
}
