/** Ranges of means by resampling rows, several means over the same resamples. Knows numbers per row only. */
import type { Estimate } from '#contract/run.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { normalQuantile } from '#contract/wilson.ts'

const resamples = 2000
/** Beyond this many rows the mean is normal to three digits and resampling only costs time. */
const resampledRows = 20_000

/**
 * The mean of each series with its 95 % percentile interval from 2,000 paired resamples of the rows, in float64; for more
 * than 20,000 rows mean +- 1.96 standard errors. All series have the same length, and meet the same resamples.
 */
export function bootstrapMeans(series: readonly Float64Array[], seed: number): Estimate[] {
  const rows = series[0]?.length ?? 0
  const values = series.map(meanOf)
  if (rows > resampledRows) return series.map((own, index) => normalRange(own, values[index] ?? NaN))
  const random = createMersenneTwister(seed)
  const means = series.map(() => new Float64Array(resamples))
  const picked = new Int32Array(rows)
  for (let resample = 0; resample < resamples; resample++) {
    for (let at = 0; at < rows; at++) picked[at] = random.upTo(rows - 1)
    series.forEach((own, index) => {
      let sum = 0
      for (const row of picked) sum += own[row] ?? NaN
      const target = means[index]
      if (target !== undefined) target[resample] = sum / rows
    })
  }
  return means.map((drawn, index) => {
    drawn.sort()
    return { value: values[index] ?? NaN, low: percentile(drawn, 0.025), high: percentile(drawn, 0.975) }
  })
}

function meanOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function normalRange(values: Float64Array, mean: number): Estimate {
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  const error = normalQuantile * Math.sqrt(squares / (values.length - 1) / values.length)
  return { value: mean, low: mean - error, high: mean + error }
}

/** Of sorted values, by linear interpolation (NumPy's default). */
function percentile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  return low + (high - low) * (position - below)
}
