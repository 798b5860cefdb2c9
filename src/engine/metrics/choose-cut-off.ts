/** The cut-off with the best balance of found and right on rows that are not test rows. Knows ranked scores only. */
import type { RankedScores, SuggestedCutOff } from '#contract/scores.ts'
import { defaultCutOff } from './decide.ts'

/** Fewer rows of either side than this choose by luck alone. */
export const fewestRows = 10

/**
 * The cut-off whose F1 is largest, F1 = 2 hit / (said + actual) (van Rijsbergen 1979); of equals the one nearest to 0.5. null where either
 * side has fewer than ten rows.
 */
export function chooseCutOff({ thresholds, hits, alarms, cutOffs, positives, negatives }: Omit<RankedScores, 'rocArea' | 'averagePrecision'>): SuggestedCutOff | null {
  if (positives < fewestRows || negatives < fewestRows) return null
  let best = { f1: -1, value: defaultCutOff }
  let f1AtHalf = 0
  thresholds.forEach((high, at) => {
    const value = cutOffs[at] ?? defaultCutOff
    // No cut-off reaches a score of 0.
    if (value >= high) return
    const f1 = (2 * (hits[at] ?? 0)) / ((hits[at] ?? 0) + (alarms[at] ?? 0) + positives)
    if (value === defaultCutOff) f1AtHalf = f1
    if (f1 > best.f1 || (f1 === best.f1 && Math.abs(value - defaultCutOff) < Math.abs(best.value - defaultCutOff))) best = { f1, value }
  })
  return { value: best.value, f1: best.f1, f1AtHalf }
}
