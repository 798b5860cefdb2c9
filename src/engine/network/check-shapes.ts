/** Whether every layer, and the output, can read the shape that comes to it, and whether codes meet an embedding. */
import type { Layer } from '#contract/network.ts'
import type { PlanFacts } from './facts.ts'
import { vectorProblem } from './layer-shape.ts'
import type { ShapeProblem } from './layer-shape.ts'
import { outputLayerId } from './program.ts'
import type { KnownProblem } from './setting-problems.ts'
import { followShapes } from './shapes.ts'

/** At most one: what comes behind the first hangs on it. */
export function checkShapes(layers: readonly Layer[], facts: PlanFacts): KnownProblem[] {
  const followed = followShapes(layers, facts)
  const at = followed.findIndex(({ problem }) => problem !== null)
  const layer = layers[at]
  const problem = followed[at]?.problem ?? null
  if (layer !== undefined && problem !== null) return [withPlace(problem, { place: 'layer', layerId: layer.id, layer: at + 1 }, at)]
  const last = vectorProblem(followed.at(-1)?.check.shape ?? [facts.inputs])
  return last === null ? [] : [withPlace(last, { place: 'output', layerId: outputLayerId }, layers.length)]
}

export function checkCodes(layers: readonly Layer[], { codes = [] }: PlanFacts): KnownProblem[] {
  const at = layers.findIndex(({ type, enabled }) => type === 'embedding' && enabled !== false)
  const embedding = layers[at]
  if (codes.length > 0 && embedding === undefined) return [{ problem: 'recipe.codesWithoutEmbedding', severity: 'warning', place: 'recipe', fix: { kind: 'insertLayer', at: 0, type: 'embedding', settings: {} } }]
  if (codes.length > 0 || embedding === undefined) return []
  return [{ problem: 'layer.embeddingWithoutCodes', severity: 'warning', place: 'layer', layerId: embedding.id, layer: at + 1, fix: { kind: 'removeLayer' } }]
}

function withPlace({ insertBefore, ...problem }: ShapeProblem, place: Pick<KnownProblem, 'place' | 'layerId' | 'layer'>, at: number): KnownProblem {
  return { ...problem, ...place, severity: 'error', ...(insertBefore === undefined ? {} : { fix: { kind: 'insertLayer', at, ...insertBefore } }) }
}
