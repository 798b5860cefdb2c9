/** Shares written as "times in 100": no more digits than their range supports, ranges rounded outward, 0 and 100 only when exact. */
import type { Language } from '../language.ts'
import type { Estimate } from '../run.ts'
import { formatFixed, formatRange } from './numbers.ts'

/** Decimals that the range supports: none where it is wider than 2 points. */
export function shareDecimals({ low, high }: Pick<Estimate, 'low' | 'high'>): number {
  const points = (high - low) * 100
  if (points > 2) return 0
  return points > 0.2 ? 1 : 2
}

/** The nearest number of times in 100. */
export function inHundred(share: number, decimals: number): string {
  const step = 1 / 10 ** decimals
  const nearest = Number((share * 100).toFixed(decimals))
  const honest = nearest >= 100 && share < 1 ? 100 - step : nearest <= 0 && share > 0 ? step : nearest
  return formatFixed(honest, decimals)
}

/** "91 to 99". A bound that would round to 0 or 100 without being it gets as many digits as it needs: "95 to 99.9". */
export function rangeInHundred({ low, high }: Pick<Estimate, 'low' | 'high'>, decimals: number, language: Language, place: 'sentence' | 'table' = 'sentence'): string {
  return formatRange(bound(low, decimals, Math.floor), bound(high, decimals, Math.ceil), language, place)
}

/** A share that is 29 in 100 in decimal is 28.999999999999996 in binary: that is not a reason to round outward. */
const roundingError = 1e-9
const mostDecimals = 6

function bound(share: number, decimals: number, outward: (value: number) => number): string {
  const points = share * 100
  for (let digits = decimals; digits < mostDecimals; digits++) {
    const unit = 10 ** digits
    const rounded = outward(points * unit + (outward === Math.floor ? roundingError : -roundingError)) / unit
    const exact = share <= 0 || share >= 1
    if (exact || (rounded > 0 && rounded < 100)) return formatFixed(rounded, digits)
  }
  return formatFixed(outward(points), 0)
}
