/** The cut-off with the best balance of found and right on rows that are not test rows. Knows ranked scores only. */
import type { SuggestedCutOff } from '#contract/scores.ts'
import { normalQuantile } from '#contract/wilson.ts'
import { defaultCutOff } from './decide.ts'
import type { CountedScores } from './ranked-scores.ts'

/** Fewer rows of either side than this choose by luck alone. */
const fewestRows = 10

/**
 * The cut-off whose F1 is largest, F1 = 2 hit / (said + actual) (van Rijsbergen 1979); of equals the one nearest to 0.5. null where either
 * side has fewer than ten rows.
 */
export function chooseCutOff({ thresholds, hits, alarms, cutOffs, positives, negatives }: CountedScores): SuggestedCutOff | null {
  if (positives < fewestRows || negatives < fewestRows) return null
  const none: Said = { hit: 0, alarm: 0 }
  let best = { f1: -1, value: defaultCutOff, said: none }
  let half = { f1: 0, said: none }
  thresholds.forEach((high, at) => {
    const value = cutOffs[at] ?? defaultCutOff
    // No cut-off reaches a score of 0.
    if (value >= high) return
    const said: Said = { hit: hits[at] ?? 0, alarm: alarms[at] ?? 0 }
    const f1 = f1Of(said, positives)
    if (value === defaultCutOff) half = { f1, said }
    if (f1 > best.f1 || (f1 === best.f1 && Math.abs(value - defaultCutOff) < Math.abs(best.value - defaultCutOff))) best = { f1, value, said }
  })
  return { value: best.value, f1: best.f1, f1AtHalf: half.f1, gain: gainOf(best.said, half.said, positives, negatives) }
}

/** Rows said to be of the class: those that are, and those that are not. */
interface Said {
  hit: number
  alarm: number
}

function f1Of({ hit, alarm }: Said, positives: number): number {
  return (2 * hit) / (hit + alarm + positives)
}

/**
 * F1 of one cut-off less that of another on the same rows, with its 95 % interval by linearization of the two ratios (delta method): a
 * row adds 2 tp to the one sum and 2 tp + fp + fn to the other. Nested cut-offs leave five kinds of rows that add anything.
 */
function gainOf(one: Said, other: Said, positives: number, negatives: number): SuggestedCutOff['gain'] {
  const [few, many, sign] = one.hit + one.alarm <= other.hit + other.alarm ? [one, other, 1] : [other, one, -1]
  const [f1Few, f1Many] = [f1Of(few, positives), f1Of(many, positives)]
  const [sumFew, sumMany] = [few.hit + few.alarm + positives, many.hit + many.alarm + positives]
  const share = (of: 'hit' | 'alarm' | 'missed' | 'spared', f1: number, sum: number): number => ({ hit: 2 - 2 * f1, alarm: -f1, missed: -f1, spared: 0 })[of] / sum
  const kinds = [
    [few.hit, share('hit', f1Few, sumFew) - share('hit', f1Many, sumMany)],
    [few.alarm, share('alarm', f1Few, sumFew) - share('alarm', f1Many, sumMany)],
    [many.hit - few.hit, share('missed', f1Few, sumFew) - share('hit', f1Many, sumMany)],
    [many.alarm - few.alarm, share('spared', f1Few, sumFew) - share('alarm', f1Many, sumMany)],
    [positives - many.hit, share('missed', f1Few, sumFew) - share('missed', f1Many, sumMany)],
  ] as const
  const rows = positives + negatives
  const squares = kinds.reduce((sum, [count, effect]) => sum + count * effect * effect, 0)
  const error = normalQuantile * Math.sqrt((squares * rows) / (rows - 1))
  const value = sign * (f1Few - f1Many)
  return { value, low: value - error, high: value + error }
}
