/** Losses against growing rates as a chart: rates along powers of ten. */
import type { RatePoint } from '#contract/rate-search.ts'

export interface RateCurve {
  /** Powers of ten of the rates, ascending. */
  powers: number[]
  losses: number[]
  minimum: number
  maximum: number
  /** Of the losses that are shown: what explodes at the end would leave the rest flat. */
  most: number | undefined
  least: RatePoint | null
}

export function rateCurveOf(points: readonly RatePoint[]): RateCurve {
  const powers = points.map(({ rate }) => Math.log10(rate))
  const losses = points.map(({ loss }) => loss)
  const least = points.reduce<RatePoint | null>((best, point) => (best === null || point.loss < best.loss ? point : best), null)
  const [first = 0] = losses
  const height = first - (least?.loss ?? first)
  const most = first + 0.5 * height
  const ends = [powers[0] ?? -6, powers.at(-1) ?? 1]
  return { powers, losses, minimum: Math.floor(ends[0] ?? -6), maximum: Math.ceil((ends[1] ?? 1) - 1e-9), most: height > 0 && Math.max(...losses) > most ? most : undefined, least }
}

/** The loss at the rate that was tried closest to this one. */
export function lossNear(points: readonly RatePoint[], rate: number): number {
  const distance = (point: RatePoint): number => Math.abs(Math.log(point.rate / rate))
  return points.reduce((nearest, point) => (distance(point) < distance(nearest) ? point : nearest), points[0] ?? { rate, loss: NaN }).loss
}
