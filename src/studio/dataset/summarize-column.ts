/** Count, spread, quantiles, histogram and most frequent values of one column. Quantiles as NumPy's default ("linear"). */
import type { ColumnSummary, Histogram, ValueCount } from '#contract/dataset.ts'
import { numberAt, plainNumbers, type Numbers } from '#engine/table/numbers.ts'
import { runsOf, type NumberRuns, type RunsRoom } from './number-runs.ts'

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
const pieceLength = 1024
const pieceRoom = new Float64Array(pieceLength)

/** `room`: for as many rows at least. */
export function summarizeNumbers(values: Numbers, room: RunsRoom): NumberSummary {
  const runs = runsOf(values, room)
  const distinct = runs.ends.length
  const present = runs.ends[distinct - 1] ?? 0
  if (present === 0) return { present, distinct: 0, numeric: null, top: [] }
  const mean = meanOf(runs, present)
  const numeric = {
    mean,
    /** Of a sample (n - 1), as pandas' `describe`. */
    standardDeviation: deviationOf(runs, present, mean),
    min: numberAt(runs.values, 0),
    q25: quantile(runs, present, 0.25),
    median: quantile(runs, present, 0.5),
    q75: quantile(runs, present, 0.75),
    max: numberAt(runs.values, distinct - 1),
    histogram: histogramOf(runs, Math.min(mostBins, distinct)),
  }
  return { present, distinct, numeric, top: topOf(runs) }
}

export function summarizeCodes(codes: Int16Array | Int32Array, size: number, text: (code: number) => string): ValueSummary {
  const counts = new Uint32Array(size)
  let present = 0
  let beyond = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
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

function meanOf({ values, ends }: NumberRuns, present: number): number {
  let sum = 0
  let before = 0
  for (let from = 0; from < ends.length; from += pieceLength) {
    const piece = pieceOf(values, from)
    for (let at = 0; at < piece.length; at++) {
      const end = ends[from + at] as number
      sum += (piece[at] as number) * (end - before)
      before = end
    }
  }
  if (Number.isFinite(sum)) return sum / present
  // Each term divided first, so that a sum of large numbers cannot overflow.
  return plainNumbers(values).reduce((mean, value, run) => mean + value * (countOf(ends, run) / present), 0)
}

function deviationOf({ values, ends }: NumberRuns, present: number, mean: number): number {
  const others = Math.max(1, present - 1)
  let squares = 0
  let before = 0
  for (let from = 0; from < ends.length; from += pieceLength) {
    const piece = pieceOf(values, from)
    for (let at = 0; at < piece.length; at++) {
      const end = ends[from + at] as number
      const difference = (piece[at] as number) - mean
      squares += difference * difference * (end - before)
      before = end
    }
  }
  if (Number.isFinite(squares)) return Math.sqrt(squares / others)
  // Squares of numbers beyond 1e154 are no numbers any more.
  const plain = plainNumbers(values)
  const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)
  return largest * Math.sqrt(plain.reduce((sum, value, run) => sum + ((value - mean) / largest) ** 2 * (countOf(ends, run) / others), 0))
}

/** Some of the values as doubles, valid until the next call. */
function pieceOf(values: Numbers, from: number): Float64Array {
  if (values instanceof Float64Array) return values.subarray(from, from + pieceLength)
  const { steps, scale } = values
  const length = Math.min(pieceLength, steps.length - from)
  for (let at = 0; at < length; at++) pieceRoom[at] = (steps[from + at] as number) / scale
  return pieceRoom.subarray(0, length)
}

/** The most frequent values; of equally frequent ones the smaller. */
function topOf({ values, ends }: NumberRuns): { value: number; count: number }[] {
  const top: { value: number; count: number }[] = []
  let least = 0
  for (let run = 0, before = 0; run < ends.length; run++) {
    const end = ends[run] as number
    if (end - before > least) {
      offer(top, numberAt(values, run), end - before)
      least = top[topValues - 1]?.count ?? 0
    }
    before = end
  }
  return top
}

function offer(top: { value: number; count: number }[], value: number, count: number): void {
  const last = top[topValues - 1]
  if (count === 0 || (last && last.count >= count)) return
  let at = top.length
  while (at > 0 && (top[at - 1]?.count ?? 0) < count) at--
  top.splice(at, 0, { value, count })
  if (top.length > topValues) top.pop()
}

function quantile(runs: NumberRuns, present: number, share: number): number {
  const place = (present - 1) * share
  const below = numberInOrder(runs, Math.floor(place))
  const above = numberInOrder(runs, Math.ceil(place))
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}

/** The number at a place among all of them in ascending order, from 0. */
function numberInOrder({ values, ends }: NumberRuns, place: number): number {
  return numberAt(values, endOf(-1, ends.length, (run) => (ends[run] as number) <= place))
}

function histogramOf({ values, ends }: NumberRuns, bins: number): Histogram {
  const min = numberAt(values, 0)
  const max = numberAt(values, ends.length - 1)
  const counts = new Array<number>(bins).fill(0)
  const width = max / bins - min / bins
  const binOf = (value: number): number => (width > 0 ? Math.min(bins - 1, Math.floor((value - min) / width)) : 0)
  for (let start = 0; start < ends.length; ) {
    const bin = binOf(numberAt(values, start))
    const end = endOf(start, ends.length, (run) => binOf(numberAt(values, run)) === bin)
    counts[bin] = (ends[end - 1] as number) - (start === 0 ? 0 : (ends[start - 1] as number))
    start = end
  }
  return { min, max, counts }
}

/** The first place after `start` where it no longer holds; those where it holds lie together. */
function endOf(start: number, length: number, holds: (place: number) => boolean): number {
  let inside = start
  let outside = length
  while (outside - inside > 1) {
    const middle = (inside + outside) >> 1
    if (holds(middle)) inside = middle
    else outside = middle
  }
  return outside
}

function countOf(ends: Uint32Array, run: number): number {
  return (ends[run] as number) - (run === 0 ? 0 : (ends[run - 1] as number))
}
