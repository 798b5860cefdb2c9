/** What a summary of numbers says, and the parts of it that are the same however the numbers are counted. Quantiles as NumPy's default ("linear"). */
import type { ColumnSummary } from '#contract/dataset.ts'

export type NumericSummary = NonNullable<ColumnSummary['numeric']>

/** Of numbers whose spelling is not decided yet. */
export interface NumberSummary {
  present: number
  distinct: number
  numeric: NumericSummary | null
  top: { value: number; count: number }[]
}

export const topValues = 10
export const mostBins = 20
const shares = [0.25, 0.5, 0.75] as const

/** To the most frequent values one more; of equally frequent ones the first offered stays before. */
export function offer(top: { value: number; count: number }[], value: number, count: number): void {
  const last = top[topValues - 1]
  if (count === 0 || (last && last.count >= count)) return
  let at = top.length
  while (at > 0 && (top[at - 1]?.count ?? 0) < count) at--
  top.splice(at, 0, { value, count })
  if (top.length > topValues) top.pop()
}

/** The places among so many numbers in ascending order, from 0, between which the quantiles lie: ascending, each once. */
export function placesOfQuantiles(present: number): number[] {
  const places = shares.flatMap((share) => [Math.floor((present - 1) * share), Math.ceil((present - 1) * share)])
  return [...new Set(places)].sort((a, b) => a - b)
}

/** `numberAt`: the number at such a place. */
export function quantilesOf(present: number, numberAt: (place: number) => number): Pick<NumericSummary, 'q25' | 'median' | 'q75'> {
  const [q25 = NaN, median = NaN, q75 = NaN] = shares.map((share) => {
    const place = (present - 1) * share
    const below = numberAt(Math.floor(place))
    const above = numberAt(Math.ceil(place))
    return below === above ? below : below + (above - below) * (place - Math.floor(place))
  })
  return { q25, median, q75 }
}

/** The histogram's bin of a number. */
export function binOf(min: number, max: number, bins: number): (value: number) => number {
  const width = max / bins - min / bins
  return (value) => (width > 0 ? Math.min(bins - 1, Math.floor((value - min) / width)) : 0)
}
