/** What a cut-off means for rows of two classes: counts, shares with their intervals, places on the curves. Pure. */
import type { Estimate } from '#contract/run.ts'
import type { RankedScores, ScoredClasses } from '#contract/scores.ts'
import { wilson } from '#contract/wilson.ts'

export interface CutOffCounts {
  /** Rows of the answer that are called so, and that are not. */
  hit: number
  missed: number
  /** Other rows that are called so by mistake, and that are not. */
  alarm: number
  spared: number
}

/** How many places of `thresholds` (highest first) lie strictly above: 0 to their number. */
function placeOf({ thresholds }: Pick<RankedScores, 'thresholds'>, cutOff: number): number {
  let [low, high] = [0, thresholds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((thresholds[middle] ?? 0) > cutOff) low = middle + 1
    else high = middle
  }
  return low
}

type Counted = Pick<RankedScores, 'thresholds' | 'hits' | 'alarms' | 'positives' | 'negatives'>
type CountedRows = Counted & Pick<RankedScores, 'order'>

export function countsAt(ranked: Counted, cutOff: number): CutOffCounts {
  const place = placeOf(ranked, cutOff)
  const [hit, alarm] = place === 0 ? [0, 0] : [ranked.hits[place - 1] ?? 0, ranked.alarms[place - 1] ?? 0]
  return { hit, missed: ranked.positives - hit, alarm, spared: ranked.negatives - alarm }
}

export const cutOffMeasures = ['accuracy', 'recall', 'precision', 'specificity'] as const

export interface CutOffShare {
  name: (typeof cutOffMeasures)[number]
  part: number
  all: number
  /** Wilson; NaN without rows. */
  share: Estimate
}

export function sharesOf({ hit, missed, alarm, spared }: CutOffCounts): CutOffShare[] {
  const of = (name: CutOffShare['name'], part: number, all: number): CutOffShare => ({ name, part, all, share: wilson(part, all) })
  return [of('accuracy', hit + spared, hit + missed + alarm + spared), of('recall', hit, hit + missed), of('precision', hit, hit + alarm), of('specificity', spared, alarm + spared)]
}

export interface CurvePlace {
  x: number
  y: number
  cutOff: number
}

/** A curve of the run as points to draw. */
export function placesOf({ x, y, cutOffs }: NonNullable<RankedScores['curves']>['roc']): CurvePlace[] {
  return Array.from(cutOffs, (cutOff, at) => ({ x: x[at] ?? 0, y: y[at] ?? 0, cutOff }))
}

/** The place whose cut-off is nearest; `places` go from high cut-offs to low ones. */
export function nearestPlace(places: readonly CurvePlace[], cutOff: number): number {
  let best = 0
  places.forEach((place, at) => {
    if (Math.abs(place.cutOff - cutOff) < Math.abs((places[best]?.cutOff ?? 2) - cutOff)) best = at
  })
  return best
}

export interface ScoreBins {
  /** Rows of the answer and others, from probability 0 to 1. */
  positives: number[]
  negatives: number[]
}

export function scoreBins({ thresholds, hits, alarms }: Pick<RankedScores, 'thresholds' | 'hits' | 'alarms'>, bins: number): ScoreBins {
  const found: ScoreBins = { positives: new Array<number>(bins).fill(0), negatives: new Array<number>(bins).fill(0) }
  thresholds.forEach((score, at) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(score * bins)))
    found.positives[bin] = (found.positives[bin] ?? 0) + (hits[at] ?? 0) - (at === 0 ? 0 : (hits[at - 1] ?? 0))
    found.negatives[bin] = (found.negatives[bin] ?? 0) + (alarms[at] ?? 0) - (at === 0 ? 0 : (alarms[at - 1] ?? 0))
  })
  return found
}

export interface ScoredRow {
  /** Data row, from 1. */
  row: number
  actual: 0 | 1
  said: 0 | 1
  /** Of what it said. */
  probability: number
}

/**
 * The rows of a cell, or all wrong ones; surest first, at most `most`, and how many there are. Read off both ends of the rows in order, so
 * that a move costs what is listed, not what there is.
 */
export function rowsAt(scored: Pick<ScoredClasses, 'rows' | 'probabilities'>, ranked: CountedRows, cutOff: number, cell: { actual: number; said: number } | null, most: number): { rows: ScoredRow[]; count: number } {
  const { hit, missed, alarm, spared } = countsAt(ranked, cutOff)
  const called = (actual: 0 | 1, count: number): ScoredRow[] => {
    const order = actual === 1 ? ranked.order.positives : ranked.order.negatives
    return Array.from(order.subarray(0, Math.min(count, most)), (at) => ({ row: scored.rows[at] ?? 0, actual, said: 1, probability: scored.probabilities[at] ?? NaN }))
  }
  const notCalled = (actual: 0 | 1, count: number): ScoredRow[] => {
    const order = actual === 1 ? ranked.order.positives : ranked.order.negatives
    return Array.from(order.subarray(order.length - Math.min(count, most)), (at) => ({ row: scored.rows[at] ?? 0, actual, said: 0, probability: 1 - (scored.probabilities[at] ?? NaN) }))
  }
  const inCell = (actual: 0 | 1, said: number): [ScoredRow[], number] => {
    const count = actual === 1 ? (said === 1 ? hit : missed) : said === 1 ? alarm : spared
    return [said === 1 ? called(actual, count) : notCalled(actual, count), count]
  }
  const [found, count] = cell === null ? [[...called(0, alarm), ...notCalled(1, missed)], alarm + missed] : inCell(cell.actual === 1 ? 1 : 0, cell.said)
  found.sort((one, other) => other.probability - one.probability || one.row - other.row)
  return { rows: found.slice(0, most), count }
}
