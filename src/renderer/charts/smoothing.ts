/** Smoothing of a live line: an exponential average weighted by the distance between points. Knows no charts. */

/**
 * The average of `y` at each point, in which a value fades by 1/e over a distance of `window` on x (same unit as `x`).
 * De-biased: it starts at the first value instead of at 0. Uneven spacing is weighted by the distance each value
 * covers, points at one place count alike (Eckner, Algorithms for Unevenly Spaced Time Series, EMA "next point").
 * A non-finite value stays a gap and is not part of the average. `window` 0 leaves every value as it is.
 */
export function smooth(x: ArrayLike<number>, y: ArrayLike<number>, window: number): Float64Array {
  const smoothed = new Float64Array(y.length)
  let weighted = 0
  let weight = 0
  let previous = Number.NaN
  // Several values at one place (the ends of an envelope) share the distance to the place before.
  let distance = firstDistance(x)
  for (let at = 0; at < y.length; at++) {
    const value = y[at] ?? Number.NaN
    const place = x[at] ?? Number.NaN
    if (!Number.isFinite(value) || window <= 0) {
      smoothed[at] = value
      continue
    }
    if (place > previous) distance = place - previous
    const fading = place > previous ? Math.exp(-distance / window) : 1
    const share = 1 - Math.exp(-distance / window)
    weighted = weighted * fading + value * share
    weight = weight * fading + share
    smoothed[at] = weighted / weight
    previous = place
  }
  return smoothed
}

/** The first step along x that is larger than 0: what the first point is taken to cover. */
function firstDistance(x: ArrayLike<number>): number {
  for (let at = 1; at < x.length; at++) {
    const distance = (x[at] ?? 0) - (x[at - 1] ?? 0)
    if (distance > 0) return distance
  }
  return 1
}
