/** The summary of a column of whole steps. The sums are exact: the mean is the double nearest to theirs, the deviation the root of one. */
import type { Histogram } from '#contract/dataset.ts'
import { noStepOf } from '#engine/table/numbers.ts'
import type { CountingMemory, Measures, SteppedNumbers } from './counting-memory.ts'
import { exactQuotient } from './exact-quotient.ts'
import { binOf, mostBins, offer, placesOfQuantiles, quantilesOf, topValues, type NumberSummary } from './number-summary.ts'
import { summarizeOrdered } from './summarize-doubles.ts'

/** As many are put in order faster than counted, where they lie apart. */
const fewNumbers = 2 ** 13

const fewSteps = new Int32Array(fewNumbers)
const fewDoubles = new Float64Array(fewNumbers)

/** What is found going up over a column's steps. */
interface Ascent {
  distinct: number
  top: { value: number; count: number }[]
  /** The steps at the asked places among all. */
  placed: number[]
  /** How many steps are below each border. */
  below: number[]
}

export function summarizeSteps(stepped: SteppedNumbers, memory: CountingMemory): NumberSummary {
  const measures = memory.measure(stepped)
  const { present, min, max } = measures
  const moments = momentsOf(measures, stepped.scale)
  if (present < fewNumbers && max - min > present) {
    const summary = summarizeOrdered(inOrder(stepped))
    return { ...summary, numeric: summary.numeric && { ...summary.numeric, ...moments } }
  }
  if (present === 0) return { present, distinct: 0, numeric: null, top: [] }
  const valueOf = (step: number): number => step / stepped.scale
  const places = placesOfQuantiles(present)
  const ascendWith = (bins: number): Ascent => ascend(stepped, measures, memory, places, bordersOf(measures, stepped.scale, bins))
  const bins = Math.min(mostBins, max - min + 1)
  const first = ascendWith(bins)
  // How many bins there are is known only now.
  const { distinct, top, placed, below } = first.distinct < bins ? ascendWith(first.distinct) : first
  const numeric = {
    ...moments,
    min: valueOf(min),
    ...quantilesOf(present, (place) => valueOf(placed[places.indexOf(place)] ?? NaN)),
    max: valueOf(max),
    histogram: histogramOf(measures, stepped.scale, below),
  }
  return { present, distinct, numeric, top: top.map(({ value, count }) => ({ value: valueOf(value), count })) }
}

/** `places`, `borders`: ascending. */
function ascend(stepped: SteppedNumbers, measures: Measures, memory: CountingMemory, places: readonly number[], borders: readonly number[]): Ascent {
  const ascent: Ascent = { distinct: 0, top: [], placed: [], below: [] }
  const { top, placed, below } = ascent
  const least = (): number => top[topValues - 1]?.count ?? 0
  const offerStep = (step: number, count: number): number => {
    offer(top, step, count)
    return least()
  }
  let before = 0
  for (const bucket of memory.buckets(stepped, measures)) {
    const end = bucket.lowest + bucket.places
    for (let at = { sum: before, place: 0 }; borderOf(below.length) < end; ) {
      // Borders below the bucket are in none.
      const place = Math.max(0, borderOf(below.length) - bucket.lowest)
      at = { sum: at.sum + memory.sumCounts(at.place, place).sum, place }
      below.push(at.sum)
    }
    for (let at = { sum: before, place: 0 }; placeOf(placed.length) < before + bucket.length; ) {
      const { sum, place } = memory.sumCounts(at.place, bucket.places, placeOf(placed.length) - at.sum)
      at = { sum: at.sum + sum, place }
      placed.push(bucket.lowest + place)
    }
    ascent.distinct += memory.take(bucket, least(), offerStep)
    before += bucket.length
  }
  return ascent

  function borderOf(bin: number): number {
    return borders[bin] ?? Infinity
  }

  function placeOf(asked: number): number {
    return places[asked] ?? Infinity
  }
}

function momentsOf({ present, sum, sumOfSquares }: Measures, scale: number): { mean: number; standardDeviation: number } {
  if (present === 0) return { mean: NaN, standardDeviation: NaN }
  const count = BigInt(present)
  const squares = count * sumOfSquares - sum * sum
  return {
    mean: exactQuotient(sum, count * BigInt(scale)),
    /** Of a sample (n - 1), as pandas' `describe`. */
    standardDeviation: present === 1 ? 0 : Math.sqrt(exactQuotient(squares, count * (count - 1n) * BigInt(scale) ** 2n)),
  }
}

/** Fewer than `fewNumbers`, those that are missing left out; valid until the next call. */
function inOrder({ numbers, scale }: SteppedNumbers): Float64Array {
  let present = 0
  if (numbers instanceof Float64Array) {
    for (const value of numbers) if (value === value) fewSteps[present++] = Math.round(value * scale)
  } else {
    const none = noStepOf(numbers.steps)
    for (const step of numbers.steps) if (step !== none) fewSteps[present++] = step
  }
  // Integers are sorted twice as fast as doubles.
  const ordered = fewSteps.subarray(0, present).sort()
  for (let at = 0; at < present; at++) fewDoubles[at] = (ordered[at] as number) / scale
  return fewDoubles.subarray(0, present)
}

/** The first step of each bin but the first. */
function bordersOf({ min, max }: Measures, scale: number, bins: number): number[] {
  const bin = binOf(min / scale, max / scale, bins)
  const borders: number[] = []
  for (let wanted = 1, below = min; wanted < bins; wanted++) {
    let above = max
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2)
      if (bin(middle / scale) < wanted) below = middle
      else above = middle
    }
    borders.push(above)
  }
  return borders
}

function histogramOf({ present, min, max }: Measures, scale: number, below: readonly number[]): Histogram {
  const ends = [...below, present]
  return { min: min / scale, max: max / scale, counts: ends.map((end, bin) => end - (ends[bin - 1] ?? 0)) }
}
