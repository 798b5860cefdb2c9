/** Ranges of shares by score intervals. Pure arithmetic, for reports and for sentences made from their counts. */
import type { Estimate } from './run.ts'

/** 97.5 % point of the normal distribution. */
export const normalQuantile = 1.959963984540054

/**
 * `hits` out of `rows` as a share with its 95 % Wilson score interval (Wilson 1927; statsmodels' `proportion_confint`,
 * method 'wilson'). The bounds are exactly 0 and 1 at 0 and all hits. Without rows: NaN, 0 to 1.
 */
export function wilson(hits: number, rows: number): Estimate {
  if (rows === 0) return { value: NaN, low: 0, high: 1 }
  const share = hits / rows
  const z2 = normalQuantile * normalQuantile
  const denominator = 1 + z2 / rows
  const center = (share + z2 / (2 * rows)) / denominator
  const distance = (normalQuantile * Math.sqrt((share * (1 - share)) / rows + z2 / (4 * rows * rows))) / denominator
  return { value: share, low: hits === 0 ? 0 : Math.max(0, center - distance), high: hits === rows ? 1 : Math.min(1, center + distance) }
}

/** The difference of two independent shares with its 95 % interval (Newcombe 1998, method 10: hybrid Wilson score). */
export function differenceOfShares(hitsA: number, rowsA: number, hitsB: number, rowsB: number): Estimate {
  const a = wilson(hitsA, rowsA)
  const b = wilson(hitsB, rowsB)
  const value = a.value - b.value
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  }
}
