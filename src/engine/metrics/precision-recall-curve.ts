/** The precision-recall curve: how often it is right when it names a class, against how much of the class it finds. Knows ranked scores only. */
import type { RankedScores } from '#contract/scores.ts'

export interface PrecisionRecallCurve {
  precision: Float64Array
  recall: Float64Array
}

type Ranked = Pick<RankedScores, 'hits' | 'alarms' | 'positives'>

/**
 * One point a distinct score, lowest first, then (1, 0), where nothing is said: scikit-learn's `precision_recall_curve`.
 * null where no row is of the class.
 */
export function precisionRecallCurve({ hits, alarms, positives }: Ranked): PrecisionRecallCurve | null {
  if (positives === 0) return null
  const last = hits.length - 1
  const precision = new Float64Array(hits.length + 1).fill(1)
  const recall = new Float64Array(hits.length + 1)
  hits.forEach((hit, at) => {
    precision[last - at] = hit / (hit + (alarms[at] ?? 0))
    recall[last - at] = hit / positives
  })
  return { precision, recall }
}

/** The sum of precision times growth in recall, without interpolation: scikit-learn's `average_precision_score`. null where no row is of the class. */
export function averagePrecision({ hits, alarms, positives }: Ranked): number | null {
  if (positives === 0) return null
  let sum = 0
  hits.forEach((hit, at) => (sum += (hit - (at === 0 ? 0 : (hits[at - 1] ?? 0))) * (hit / (hit + (alarms[at] ?? 0)))))
  return sum / positives
}
