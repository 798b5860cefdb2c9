/** Scores of one class in order, with how many rows stand at or above each: what every cut-off, ROC and precision-recall number is read from. */
import type { RankedScores } from '#contract/scores.ts'
import { defaultCutOff } from './decide.ts'
import { inOrder } from './in-order.ts'

/** Of a class: what curves and cut-offs are made from. */
export type CountedScores = Omit<RankedScores, 'order' | 'curves' | 'rocArea' | 'averagePrecision'>

/**
 * `scores[row]` is the probability of the class, `actual[row]` 1 where the row is of it. Equal scores are one place: no cut-off can
 * tell them apart. Highest first. A NaN score ranks last and below every cut-off, as a comparison with it is false.
 */
export function rankScores(scores: Float32Array, actual: Uint8Array): CountedScores {
  const ordered = inOrder(scores, actual)
  const thresholds: number[] = []
  const hits: number[] = []
  const alarms: number[] = []
  let positives = 0
  let negatives = 0
  for (let at = scores.length - 1; at >= 0; at--) {
    const score = ordered.scores[at] ?? -Infinity
    if (ordered.marked[at] === 1) positives++
    else negatives++
    if (thresholds.at(-1) !== score) {
      thresholds.push(score)
      hits.push(0)
      alarms.push(0)
    }
    hits[hits.length - 1] = positives
    alarms[alarms.length - 1] = negatives
  }
  // Strictly above: from the next lower score on, short of this one.
  const cutOffs = Float64Array.from(thresholds, (high, at) => plainNumber(Math.max(0, thresholds[at + 1] ?? 0), high))
  return { thresholds: Float32Array.from(thresholds), hits: Int32Array.from(hits), alarms: Int32Array.from(alarms), cutOffs, positives, negatives }
}

/** From `low` on and short of `high`: 0.5, or as near to the middle as few decimals allow. No cut-off parts a score of 0 from others. */
function plainNumber(low: number, high: number): number {
  if (high <= low) return low
  if (low <= defaultCutOff && defaultCutOff < high) return defaultCutOff
  const middle = low + (high - low) / 2
  for (let decimals = 2; decimals <= 8; decimals++) {
    const rounded = Number(middle.toFixed(decimals))
    if (low <= rounded && rounded < high) return rounded
  }
  return middle
}
