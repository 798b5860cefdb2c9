/** The summary of a column of numbers that are no whole steps of any scale: they are put in order. */
import type { Histogram } from '#contract/dataset.ts'
import { binOf, mostBins, offer, quantilesOf, topValues, type NumberSummary } from './number-summary.ts'
import { sortNumbers } from './sort-numbers.ts'

/** `room`: as long as `values` at least. */
export function summarizeDoubles(values: Float64Array, room: Float64Array): NumberSummary {
  return summarizeOrdered(sortNumbers(values, room))
}

/** Of numbers in ascending order. */
export function summarizeOrdered(ordered: Float64Array): NumberSummary {
  const present = ordered.length
  if (present === 0) return { present, distinct: 0, numeric: null, top: [] }
  const { distinct, top, sum } = runsOf(ordered)
  const mean = Number.isFinite(sum) ? sum / present : meanOfLarge(ordered)
  const numeric = {
    mean,
    standardDeviation: deviationOf(ordered, mean),
    min: numberAt(ordered, 0),
    ...quantilesOf(present, (place) => numberAt(ordered, place)),
    max: numberAt(ordered, present - 1),
    histogram: histogramOf(ordered, Math.min(mostBins, distinct)),
  }
  return { present, distinct, numeric, top }
}

function runsOf(ordered: Float64Array): { distinct: number; top: NumberSummary['top']; sum: number } {
  const top: NumberSummary['top'] = []
  let distinct = 0
  let sum = 0
  let least = 0
  for (let start = 0, end = 1; end <= ordered.length; end++) {
    const value = numberAt(ordered, start)
    if (ordered[end] === value) continue
    const count = end - start
    distinct++
    sum += value * count
    if (count > least) {
      offer(top, value, count)
      least = top[topValues - 1]?.count ?? 0
    }
    start = end
  }
  return { distinct, top, sum }
}

/** Each term divided first, so that a sum of large numbers cannot overflow. */
function meanOfLarge(ordered: Float64Array): number {
  return ordered.reduce((mean, value) => mean + value / ordered.length, 0)
}

/** Of a sample (n - 1), as pandas' `describe`. */
function deviationOf(ordered: Float64Array, mean: number): number {
  const others = Math.max(1, ordered.length - 1)
  let squares = 0
  for (let at = 0; at < ordered.length; at++) {
    const difference = (ordered[at] as number) - mean
    squares += difference * difference
  }
  if (Number.isFinite(squares)) return Math.sqrt(squares / others)
  // Squares of numbers beyond 1e154 are no numbers any more.
  const largest = Math.max(mean - numberAt(ordered, 0), numberAt(ordered, ordered.length - 1) - mean)
  return largest * Math.sqrt(ordered.reduce((sum, value) => sum + ((value - mean) / largest) ** 2 / others, 0))
}

function histogramOf(ordered: Float64Array, bins: number): Histogram {
  const min = numberAt(ordered, 0)
  const max = numberAt(ordered, ordered.length - 1)
  const bin = binOf(min, max, bins)
  const counts = new Array<number>(bins).fill(0)
  for (let start = 0; start < ordered.length; ) {
    const inBin = bin(numberAt(ordered, start))
    let end = ordered.length
    for (let inside = start; end - inside > 1; ) {
      const middle = (inside + end) >> 1
      if (bin(numberAt(ordered, middle)) === inBin) inside = middle
      else end = middle
    }
    counts[inBin] = end - start
    start = end
  }
  return { min, max, counts }
}

function numberAt(ordered: Float64Array, place: number): number {
  return ordered[place] ?? NaN
}
