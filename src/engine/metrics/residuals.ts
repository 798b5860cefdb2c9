/** Misses of predicted numbers: their average, spread and histogram. Knows numbers only. */
import type { Residuals } from '#contract/scores.ts'
import { normalQuantile } from '#contract/wilson.ts'

const mostBins = 41

/**
 * A residual here is predicted less actual: above 0 it said too much (scikit-learn's displays show the opposite sign). `mean` comes with its
 * 95 % interval from standard errors; `within` is the share of rows whose miss is no larger than the mean absolute error. Bins of equal width,
 * symmetric about 0, an odd number of them so that one holds 0. null without rows.
 */
export function residuals(actual: Float64Array, predicted: Float64Array): Residuals | null {
  const rows = actual.length
  if (rows === 0) return null
  const off = Float64Array.from(actual, (truth, row) => (predicted[row] ?? NaN) - truth)
  const mean = meanOf(off)
  const meanAbsolute = meanOf(off.map(Math.abs))
  const spread = rows < 2 ? 0 : Math.sqrt(off.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (rows - 1))
  const error = (normalQuantile * spread) / Math.sqrt(rows)
  return {
    mean: { value: mean, low: mean - error, high: mean + error },
    meanAbsolute,
    spread,
    tooHigh: off.reduce((count, value) => count + Number(value > 0), 0),
    within: off.reduce((count, value) => count + Number(Math.abs(value) <= meanAbsolute), 0),
    histogram: histogramOf(off),
  }
}

function histogramOf(off: Float64Array): Residuals['histogram'] {
  const largest = off.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  // Square root rule, made odd.
  const bins = Math.min(mostBins, 2 * Math.floor(Math.sqrt(off.length) / 2) + 1)
  const high = largest === 0 ? 1 : largest
  const counts = new Array<number>(bins).fill(0)
  for (const value of off) {
    const bin = Math.min(bins - 1, Math.floor(((value + high) / (2 * high)) * bins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { low: -high, high, counts }
}

function meanOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
