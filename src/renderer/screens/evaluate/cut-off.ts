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

export function countsAt(ranked: Pick<RankedScores, 'thresholds' | 'hits' | 'alarms' | 'positives' | 'negatives'>, cutOff: number): CutOffCounts {
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

/** More points than this no screen shows apart. */
const mostPlaces = 400

/**
 * Both curves from the highest cut-off, where nothing is called so, to the lowest; of very many places those a screen can show apart. Of
 * precision nothing is known where nothing is said: its curve begins at the first row that is.
 */
export function curvesOf(ranked: RankedScores): { roc: CurvePlace[]; precisionRecall: CurvePlace[] } {
  const { hits, alarms, cutOffs, positives, negatives } = ranked
  const roc: CurvePlace[] = [{ x: 0, y: 0, cutOff: 1 }]
  const precisionRecall: CurvePlace[] = []
  hits.forEach((hit, at) => {
    const alarm = alarms[at] ?? 0
    const cutOff = cutOffs[at] ?? 0
    const last = at === hits.length - 1
    keep(roc, { x: alarm / negatives, y: hit / positives, cutOff }, last)
    keep(precisionRecall, { x: hit / positives, y: hit / (hit + alarm), cutOff }, last)
  })
  return { roc, precisionRecall }
}

function keep(places: CurvePlace[], next: CurvePlace, always: boolean): void {
  const last = places.at(-1)
  const far = last === undefined || Math.abs(next.x - last.x) + Math.abs(next.y - last.y) >= 2 / mostPlaces
  if (far || always) places.push(next)
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

export function scoreBins({ thresholds, hits, alarms }: RankedScores, bins: number): ScoreBins {
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

/** The rows of a cell, or all wrong ones; surest first, at most `most`, and how many there are. */
export function rowsAt({ rows, actual, probabilities }: ScoredClasses, cutOff: number, cell: { actual: number; said: number } | null, most: number): { rows: ScoredRow[]; count: number } {
  const sureness = new Float64Array(rows.length)
  let count = 0
  for (let at = 0; at < rows.length; at++) {
    const positive = probabilities[at] ?? NaN
    const said = positive > cutOff ? 1 : 0
    const truth = actual[at] === 1 ? 1 : 0
    if (cell === null ? said === truth : said !== cell.said || truth !== cell.actual) continue
    sureness[at] = said === 1 ? positive : 1 - positive
    count++
  }
  // Only what is listed is made and sorted: of very many rows all would not fit into a frame. Rows that are not meant have 0.
  const least = sureness.length > most ? (sureness.toSorted()[sureness.length - most] ?? 0) : 0
  const found: ScoredRow[] = []
  for (let at = 0; at < rows.length; at++) {
    const probability = sureness[at] ?? 0
    if (probability === 0 || probability < least) continue
    found.push({ row: rows[at] ?? 0, actual: actual[at] === 1 ? 1 : 0, said: (probabilities[at] ?? NaN) > cutOff ? 1 : 0, probability })
  }
  found.sort((one, other) => other.probability - one.probability || one.row - other.row)
  return { rows: found.slice(0, most), count }
}
