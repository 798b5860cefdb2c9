/** Count, spread, quantiles, histogram and most frequent values of one column. Quantiles as NumPy's default ("linear"). */
import type { ColumnSummary, Histogram, ValueCount } from '#contract/dataset.ts'
import { sortNumbers } from './sort-numbers.ts'

export type NumericSummary = NonNullable<ColumnSummary['numeric']>

export interface ValueSummary {
  present: number
  distinct: number
  numeric: NumericSummary | null
  top: ValueCount[]
}

/** Of numbers whose spelling is not decided yet. */
export type NumberSummary = Omit<ValueSummary, 'top'> & { top: { value: number; count: number }[] }

export const topValues = 10
const mostBins = 20

/** `scratch`: room for as many numbers as there are values, so that many columns can share it. */
export function summarizeNumbers(values: Float64Array, scratch: Float64Array): NumberSummary {
  const ordered = sortNumbers(values, scratch)
  const present = ordered.length
  if (present === 0) return { present, distinct: 0, numeric: null, top: [] }
  const { distinct, top } = runs(ordered)
  const min = ordered[0] as number
  const max = ordered[present - 1] as number
  const mean = meanOf(ordered)
  const numeric = {
    mean,
    /** Of a sample (n - 1), as pandas' `describe`. */
    standardDeviation: deviationOf(ordered, mean),
    min,
    q25: quantile(ordered, 0.25),
    median: quantile(ordered, 0.5),
    q75: quantile(ordered, 0.75),
    max,
    histogram: histogramOf(ordered, Math.min(mostBins, distinct)),
  }
  return { present, distinct, numeric, top }
}

export function summarizeCodes(codes: Int32Array, size: number, text: (code: number) => string): ValueSummary {
  const counts = new Uint32Array(size)
  let present = 0
  let beyond = 0
  for (const code of codes) {
    if (code === -1) continue
    present++
    if (code >= 0 && code < size) counts[code] = (counts[code] as number) + 1
    else beyond++
  }
  const top: { value: number; count: number }[] = []
  counts.forEach((count, code) => offer(top, code, count))
  const distinct = size + (beyond > 0 ? 1 : 0)
  return { present, distinct, numeric: null, top: top.map(({ value, count }) => ({ value: text(value), count })) }
}

function meanOf(ordered: Float64Array): number {
  let sum = 0
  for (let at = 0; at < ordered.length; at++) sum += ordered[at] as number
  if (Number.isFinite(sum)) return sum / ordered.length
  // Each term divided first, so that a sum of large numbers cannot overflow.
  return ordered.reduce((mean, value) => mean + value / ordered.length, 0)
}

function deviationOf(ordered: Float64Array, mean: number): number {
  const others = Math.max(1, ordered.length - 1)
  let squares = 0
  for (let at = 0; at < ordered.length; at++) {
    const difference = (ordered[at] as number) - mean
    squares += difference * (difference / others)
  }
  if (Number.isFinite(squares)) return Math.sqrt(squares)
  // Squares of numbers beyond 1e154 are no numbers any more.
  const largest = ordered.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)
  return largest * Math.sqrt(ordered.reduce((sum, value) => sum + ((value - mean) / largest) ** 2 / others, 0))
}

function runs(ordered: Float64Array): { distinct: number; top: { value: number; count: number }[] } {
  const top: { value: number; count: number }[] = []
  let distinct = 0
  for (let at = 0; at < ordered.length; ) {
    const value = ordered[at] as number
    let end = at + 1
    while (end < ordered.length && ordered[end] === value) end++
    distinct++
    offer(top, value, end - at)
    at = end
  }
  return { distinct, top }
}

function offer(top: { value: number; count: number }[], value: number, count: number): void {
  const last = top[topValues - 1]
  if (count === 0 || (last && last.count >= count)) return
  let at = top.length
  while (at > 0 && (top[at - 1]?.count ?? 0) < count) at--
  top.splice(at, 0, { value, count })
  if (top.length > topValues) top.pop()
}

function quantile(ordered: Float64Array, share: number): number {
  const place = (ordered.length - 1) * share
  const below = ordered[Math.floor(place)] as number
  const above = ordered[Math.ceil(place)] as number
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}

function histogramOf(ordered: Float64Array, bins: number): Histogram {
  const min = ordered[0] as number
  const max = ordered[ordered.length - 1] as number
  const counts = new Array<number>(bins).fill(0)
  const width = max / bins - min / bins
  const binOf = (value: number): number => (width > 0 ? Math.min(bins - 1, Math.floor((value - min) / width)) : 0)
  for (let start = 0; start < ordered.length; ) {
    const bin = binOf(ordered[start] as number)
    const end = endOfBin(ordered, start, (value) => binOf(value) === bin)
    counts[bin] = end - start
    start = end
  }
  return { min, max, counts }
}

/** The place of the first number after `start` that is not in the bin; those in it lie together. */
function endOfBin(ordered: Float64Array, start: number, isIn: (value: number) => boolean): number {
  let inside = start
  let outside = ordered.length
  while (outside - inside > 1) {
    const middle = (inside + outside) >> 1
    if (isIn(ordered[middle] as number)) inside = middle
    else outside = middle
  }
  return outside
}
