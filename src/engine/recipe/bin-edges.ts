/** Ranges that numbers fall into: their edges from a sample, their names, and which one a number is in. Knows no columns. */
import type { RecipeStep } from '#contract/recipe.ts'
import { extremes } from './fit-scaling.ts'
import { quantile } from './quantile.ts'

type Way = Extract<RecipeStep, { kind: 'bin' }>['by']

/**
 * Edges between at most `count` ranges, without the outermost, ascending: scikit-learn's KBinsDiscretizer with strategy 'quantile'
 * (quantile_method 'linear') or 'uniform'. Ranges narrower than 1e-8 go. Reorders `values`, in which there is no NaN.
 */
export function binEdges(values: Float64Array, count: number, by: Way): number[] {
  if (values.length === 0) return []
  const { min, max } = extremes(values)
  const all = Array.from({ length: count + 1 }, (_, at) => (at === 0 ? min : at === count ? max : by === 'quantile' ? quantile(values, at / count) : min + at * ((max - min) / count)))
  const kept = all.filter((edge, at) => at === 0 || edge - (all[at - 1] ?? 0) > narrowest)
  return kept.slice(1, -1)
}

/** Of a number among edges: from 0. What lies outside falls into the outermost ranges. */
export function binOf(value: number, edges: readonly number[]): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (edges[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** One for each range, in order, in signs of no language. */
export function binLabels(edges: readonly number[]): string[] {
  const short = edges.map((edge) => String(Number(edge.toPrecision(5))))
  const texts = new Set(short).size === edges.length ? short : edges.map(String)
  const [first] = texts
  const last = texts.at(-1)
  if (first === undefined || last === undefined) return ['…']
  return [`< ${first}`, ...texts.slice(1).map((text, at) => `${texts[at] ?? ''} – ${text}`), `≥ ${last}`]
}

const narrowest = 1e-8
