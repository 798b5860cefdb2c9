/** How a measure of one part of the rows is written: with no more digits than so many rows support. Pure. */
import type { Language } from '#contract/language.ts'
import { wilson } from '#contract/wilson.ts'
import { shareDecimals } from '#contract/wording/in-hundred.ts'
import { formatFixed, formatLoss, formatNumber, formatShare } from '#contract/wording/numbers.ts'

const shares: readonly string[] = ['accuracy', 'precision', 'recall']
const ofOne: readonly string[] = ['auc', 'r2']

/** `rows`: of the part it was measured on. */
export function measureText(name: string, value: number, rows: number, language: Language): string {
  if (name === 'loss') return formatLoss(value)
  const exact = value === 0 || value === 1
  if (shares.includes(name)) return formatShare(value, language, exact ? 0 : shareDecimals(wilson(value * rows, rows)))
  // Not 1 before it is.
  if (ofOne.includes(name)) return formatFixed(value < 1 ? Math.min(value, 0.999) : value, 3)
  return formatNumber(value)
}
