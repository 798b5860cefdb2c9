/** Center and scale of numbers, as scikit-learn's scalers compute them. Knows numbers only, no gaps. */
import type { Scaling } from '#contract/recipe.ts'
import type { Scaled } from './fitted-recipe.ts'
import { quantile } from './quantile.ts'

/**
 * Fits on `values` (none missing; may be reordered). A constant gets scale 1.
 * Sources: scikit-learn's StandardScaler (population standard deviation), MinMaxScaler, RobustScaler (median, quartiles 25 to 75).
 */
export function fitScaling(values: Float64Array, scaling: Scaling): Scaled {
  if (values.length === 0) return { center: 0, scale: 1 }
  switch (scaling) {
    case 'standard': {
      const { mean, deviation } = meanAndDeviation(values)
      return { center: mean, scale: orOne(deviation, mean) }
    }
    case 'minMax': {
      const { min, max } = extremes(values)
      return { center: min, scale: orOne(max - min, min) }
    }
    case 'robust': {
      const center = quantile(values, 0.5)
      return { center, scale: orOne(quantile(values, 0.75) - quantile(values, 0.25), center) }
    }
    case 'none':
      return { center: 0, scale: 1 }
    default:
      return scaling satisfies never
  }
}

/** Mean and population standard deviation, in two passes. */
export function meanAndDeviation(values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 }
  const { min, max } = extremes(values)
  const largest = Math.max(Math.abs(min), Math.abs(max))
  // Squares of numbers beyond 1e150 overflow: such columns are measured in units of their largest value.
  const unit = largest > 1e150 ? largest : 1
  let sum = 0
  for (const value of values) sum += value / unit
  const mean = sum / values.length
  let squares = 0
  for (const value of values) {
    const distance = value / unit - mean
    squares += distance * distance
  }
  return { mean: mean * unit, deviation: Math.sqrt(squares / values.length) * unit }
}

export function extremes(values: Float64Array): { min: number; max: number } {
  let min = Infinity
  let max = -Infinity
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

/** A spread that is only rounding error of a constant counts as none. */
function orOne(spread: number, center: number): number {
  return Number.isFinite(spread) && spread > 10 * Number.EPSILON * Math.abs(center) ? spread : 1
}
