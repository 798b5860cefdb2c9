/** The range of a share. Pure arithmetic. */
import type { Estimate } from '#contract/run.ts'

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
