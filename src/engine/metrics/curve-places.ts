/** ROC and precision-recall curves with the cut-off of each place, as few places as a screen can show apart. Knows ranked scores only. */
import type { RankedScores } from '#contract/scores.ts'
import { precisionRecallCurve } from './precision-recall-curve.ts'
import { rocCurve } from './roc-curve.ts'

type Curves = NonNullable<RankedScores['curves']>

/** Steps of this length along a curve no screen shows apart. */
const shortest = 1 / 200

/** Both from the highest cut-off, with 1 where nothing is called so, to the lowest; the ends are always kept. null where one side has no rows. */
export function curvePlaces(ranked: Pick<RankedScores, 'hits' | 'alarms' | 'positives' | 'negatives' | 'cutOffs'>): Curves | null {
  const roc = rocCurve(ranked)
  const precisionRecall = precisionRecallCurve(ranked)
  if (roc === null || precisionRecall === null) return null
  const places = ranked.cutOffs.length
  return {
    roc: thinned({ x: roc.falsePositiveRate, y: roc.truePositiveRate, cutOffs: withFirst(1, ranked.cutOffs) }),
    // scikit-learn's goes from the lowest score up, and ends where nothing is said: of that precision nothing is known.
    precisionRecall: thinned({ x: precisionRecall.recall.slice(0, places).toReversed(), y: precisionRecall.precision.slice(0, places).toReversed(), cutOffs: ranked.cutOffs }),
  }
}

function withFirst(first: number, rest: Float64Array): Float64Array<ArrayBuffer> {
  const all = new Float64Array(rest.length + 1)
  all[0] = first
  all.set(rest, 1)
  return all
}

function thinned({ x, y, cutOffs }: Record<'x' | 'y' | 'cutOffs', Float64Array>): Curves['roc'] {
  const kept: number[] = []
  x.forEach((along, at) => {
    const last = kept.at(-1)
    const far = last === undefined || Math.abs(along - (x[last] ?? 0)) + Math.abs((y[at] ?? 0) - (y[last] ?? 0)) >= shortest
    if (far || at === x.length - 1) kept.push(at)
  })
  const part = (values: Float64Array): Float64Array<ArrayBuffer> => Float64Array.from(kept, (at) => values[at] ?? NaN)
  return { x: part(x), y: part(y), cutOffs: part(cutOffs) }
}
