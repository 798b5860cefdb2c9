/** Area under the ROC curve by exact ranks. Knows scores only. */

/**
 * The share of pairs (one positive, one negative row) in which the positive row has the higher score, ties half:
 * the Mann-Whitney statistic, equal to scikit-learn's `roc_auc_score`. NaN where one side has no rows.
 */
export function rocArea(positives: Float32Array, negatives: Float32Array): number {
  const high = positives.slice().sort()
  const low = negatives.slice().sort()
  let below = 0
  let notAbove = 0
  let pairs = 0
  for (const score of high) {
    while (below < low.length && (low[below] ?? NaN) < score) below++
    while (notAbove < low.length && (low[notAbove] ?? NaN) <= score) notAbove++
    pairs += (below + notAbove) / 2
  }
  return pairs / (high.length * low.length)
}
