/** Reads a learning rate off the curve of losses against growing rates. */
import type { RatePoint } from '#contract/rate-search.ts'

/** The first losses are of too few batches, and the last ones are already on the way up. */
const leftOut = { first: 5, last: 2 }
/** A fall of less than this share of what the loss was at first is noise. */
const leastFall = 0.02

/**
 * A tenth of the rate with the least loss, as is usual, but no more than where the loss fell steepest; one digit is all that can be
 * known of it. null where the loss never fell.
 */
export function suggestRate(points: readonly RatePoint[]): number | null {
  const seen = points.slice(leftOut.first, Math.max(leftOut.first, points.length - leftOut.last))
  const [first] = seen
  const least = seen.reduce<RatePoint | undefined>((best, point) => (best === undefined || point.loss < best.loss ? point : best), undefined)
  if (first === undefined || least === undefined || first.loss - least.loss <= leastFall * Math.abs(first.loss)) return null
  const steepest = steepestFall(seen.slice(0, seen.indexOf(least) + 1))
  return Number(Math.min(least.rate / 10, steepest.rate).toPrecision(1))
}

/** The middle of the stretch over which the loss fell most; rates grow by the same factor from point to point. */
function steepestFall(points: readonly RatePoint[]): RatePoint {
  const stretch = Math.max(1, Math.min(10, points.length - 1))
  let best = 0
  for (let at = 0; at + stretch < points.length; at++) if (fallAt(points, at, stretch) > fallAt(points, best, stretch)) best = at
  return points[best + Math.floor(stretch / 2)] ?? { rate: NaN, loss: NaN }
}

function fallAt(points: readonly RatePoint[], at: number, stretch: number): number {
  return (points[at]?.loss ?? NaN) - (points[at + stretch]?.loss ?? NaN)
}
