/** How numbers are spread: counts in bins of equal width from the smallest to the largest. */
import type { Histogram } from '#contract/run.ts'

const bins = 24

/** Of the finite ones; null where there are none. */
export function histogramOf(values: Float32Array): Histogram | null {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return null
  const counts = new Array<number>(bins).fill(0)
  const scale = high > low ? bins / (high - low) : 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    const bin = Math.min(bins - 1, Math.floor((value - low) * scale))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { low, high, counts }
}
