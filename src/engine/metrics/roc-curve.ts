/** The ROC curve: of the rows of a class the share found, against the share of the others called it by mistake. Knows ranked scores only. */
import type { RankedScores } from '#contract/scores.ts'

export interface RocCurve {
  falsePositiveRate: Float64Array
  truePositiveRate: Float64Array
}

type Ranked = Pick<RankedScores, 'hits' | 'alarms' | 'positives' | 'negatives'>

/** From (0, 0), one point a distinct score, to (1, 1); scikit-learn's `roc_curve(drop_intermediate=False)`. null where one side has no rows. */
export function rocCurve({ hits, alarms, positives, negatives }: Ranked): RocCurve | null {
  if (positives === 0 || negatives === 0) return null
  return { falsePositiveRate: sharesOf(alarms, negatives), truePositiveRate: sharesOf(hits, positives) }
}

/** Exact: twice the area is a whole number of pairs. Equal to scikit-learn's `roc_auc_score`; null where one side has no rows. */
export function areaUnderRoc({ hits, alarms, positives, negatives }: Ranked): number | null {
  if (positives === 0 || negatives === 0) return null
  let twicePairs = 0
  hits.forEach((hit, at) => {
    const [hitBefore, alarmBefore] = at === 0 ? [0, 0] : [hits[at - 1] ?? 0, alarms[at - 1] ?? 0]
    twicePairs += ((alarms[at] ?? 0) - alarmBefore) * (hit + hitBefore)
  })
  return twicePairs / (2 * positives * negatives)
}

function sharesOf(counts: Int32Array, all: number): Float64Array {
  const shares = new Float64Array(counts.length + 1)
  counts.forEach((count, at) => (shares[at + 1] = count / all))
  return shares
}
