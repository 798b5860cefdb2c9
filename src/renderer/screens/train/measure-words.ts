/** How a measure is written: per cent, plain number or loss. Knows Keras's names, no run. */
import type { Language } from '#contract/language.ts'
import { formatFixed, formatLoss, formatNumber, formatShare, plainBelow } from '#contract/wording/numbers.ts'
import { axisShare } from '#renderer/charts/axis-number.ts'

const shares = new Set(['accuracy', 'precision', 'recall'])
const bounded = new Set([...shares, 'auc', 'r2'])

export function isHigherBetter(measure: string): boolean {
  return bounded.has(measure)
}

/** The most it can be; undefined where there is no bound. */
export function upperBound(measure: string): number | undefined {
  return bounded.has(measure) ? 1 : undefined
}

export function measureText(measure: string, value: number, language: Language): string {
  if (measure === 'loss') return formatLoss(value)
  if (shares.has(measure)) return formatShare(value, language, 1)
  // Fixed, so that a live number does not jitter.
  if (bounded.has(measure)) return formatFixed(value, 3)
  const size = Math.abs(value)
  return size < 0.0001 || size >= plainBelow ? formatNumber(value) : formatFixed(value, Math.max(0, 2 - Math.floor(Math.log10(size))))
}

/** `axisNumber`: how numbers stand along an axis in the language. */
export function axisText(measure: string, axisNumber: (value: number) => string): (value: number) => string {
  return shares.has(measure) ? axisShare : axisNumber
}
