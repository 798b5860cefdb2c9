/** The power transform of Yeo and Johnson (2000) and the power that makes numbers most normal. Knows no columns. */
import { stableExp, stableLog, stableLog1p } from '#engine/random/stable-functions.ts'
import { extremes } from './fit-scaling.ts'

/** Of a finite number. */
export function yeoJohnson(x: number, lambda: number): number {
  return x >= 0 ? powered(stableLog1p(x), lambda) : -powered(stableLog1p(-x), 2 - lambda)
}

/**
 * The power with the largest likelihood of normal numbers, as scikit-learn's PowerTransformer finds it; from -10 to 10. 1, which changes
 * nothing, where the numbers do not differ.
 */
export function fitYeoJohnson(values: Float64Array): number {
  const logarithms = values.map((x) => (x >= 0 ? stableLog1p(x) : -stableLog1p(-x)))
  const sum = logarithms.reduce((total, one) => total + one, 0)
  if (logarithms.every((one) => one === logarithms[0])) return 1
  const { min, max } = extremes(logarithms)
  const work = new Float64Array(values.length)
  const logarithmOfVariance = (lambda: number): number => {
    // Of one sign, far from 0, all are nearly -1 / power, which would hide their differences: it is left out.
    const power = min >= 0 ? lambda : 2 - lambda
    const [nearest, furthest] = min >= 0 ? [min, max] : [-max, -min]
    if (nearest >= 0 && Math.abs(power * furthest) > 1) {
      const largest = power > 0 ? furthest : nearest
      logarithms.forEach((one, at) => (work[at] = stableExp(power * (Math.abs(one) - largest))))
      return stableLog(varianceOf(work)) + 2 * (power * largest - stableLog(Math.abs(power)))
    }
    logarithms.forEach((one, at) => (work[at] = one >= 0 ? powered(one, lambda) : -powered(-one, 2 - lambda)))
    return stableLog(varianceOf(work))
  }
  return lowest((lambda) => {
    const loss = (values.length / 2) * logarithmOfVariance(lambda) - (lambda - 1) * sum
    return Number.isFinite(loss) ? loss : Number.MAX_VALUE
  }, -farthest, farthest)
}

const farthest = 10

/** ((1 + |x|)^power - 1) / power from ln(1 + |x|). */
function powered(logarithm: number, power: number): number {
  const exponent = power * logarithm
  // The first terms of the series, where e^exponent - 1 would lose its digits.
  if (Math.abs(exponent) < 1e-5) return logarithm * (1 + exponent / 2 + (exponent * exponent) / 6)
  return (stableExp(exponent) - 1) / power
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
}

/** Where a function with one valley is lowest. Source: Brent 1973, chapter 5 (localmin). */
function lowest(f: (x: number) => number, from: number, to: number): number {
  const golden = (3 - Math.sqrt(5)) / 2
  let [a, b] = [from, to]
  let best = a + golden * (b - a)
  let [second, third] = [best, best]
  let fBest = f(best)
  let [fSecond, fThird] = [fBest, fBest]
  let [step, before] = [0, 0]
  for (let round = 0; round < mostRounds; round++) {
    const middle = (a + b) / 2
    const tolerance = nearness * Math.abs(best) + nearness / 10
    if (Math.abs(best - middle) <= 2 * tolerance - (b - a) / 2) break
    const r = (best - second) * (fBest - fThird)
    const q0 = (best - third) * (fBest - fSecond)
    const p0 = (best - third) * q0 - (best - second) * r
    const q = 2 * Math.abs(q0 - r)
    const p = q0 - r > 0 ? -p0 : p0
    const last = before
    before = step
    // A parabola through three points, where it is trusted; else the golden section.
    if (Math.abs(last) > tolerance && Math.abs(p) < Math.abs((q * last) / 2) && p > q * (a - best) && p < q * (b - best)) {
      step = p / q
      const next = best + step
      if (next - a < 2 * tolerance || b - next < 2 * tolerance) step = best < middle ? tolerance : -tolerance
    } else {
      before = (best < middle ? b : a) - best
      step = golden * before
    }
    const x = best + (Math.abs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance)
    const fX = f(x)
    if (fX <= fBest) {
      if (x < best) b = best
      else a = best
      ;[third, fThird, second, fSecond, best, fBest] = [second, fSecond, best, fBest, x, fX]
    } else {
      if (x < best) a = x
      else b = x
      if (fX <= fSecond || second === best) [third, fThird, second, fSecond] = [second, fSecond, x, fX]
      else if (fX <= fThird || third === best || third === second) [third, fThird] = [x, fX]
    }
  }
  return best
}

const mostRounds = 100
const nearness = 1.5e-8
