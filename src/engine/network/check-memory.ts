/** Whether a network can be trained in the memory there is, computed before anything is allocated. */
import type { Plan } from '#contract/plan.ts'
import { formatBytes } from '#contract/wording/numbers.ts'
import type { PlanFacts } from './facts.ts'
import { outputsOf } from './facts.ts'
import { outputLayerId } from './program.ts'
import type { KnownProblem } from './setting-problems.ts'
import { denseCheck, shapesOf } from './shapes.ts'

/** A WebAssembly memory ends at 2 or 4 GiB, depending on the machine; part of it is lost to its own bookkeeping. */
const limit = 1.5e9

/** Weights, their tensors, gradients twice, two arrays of the optimizer, what is remembered for a divergence, the best epoch's. */
const copiesOfWeights = 8
/** Of every value in a batch: itself, its gradient, a temporary of each. */
const copiesOfValues = 4
const bytes = 4
/** Rows are measured so many at a time, however small the batch. */
const fewestRows = 1024

export function checkMemory(plan: Plan, facts: PlanFacts): KnownProblem[] {
  const needed = bytesOf(plan, facts)
  if (needed <= limit) return []
  return [{ problem: 'network.memory', severity: 'error', value: formatBytes(needed), expected: formatBytes(limit), ...remedyOf(plan, facts) }]
}

/** The setting to blame, with a value that mends it or, where no setting alone can, comes closer. */
function remedyOf(plan: Plan, facts: PlanFacts): Pick<KnownProblem, 'place' | 'layerId' | 'layer' | 'setting' | 'fix'> {
  const batchSize = halved(plan.training.batchSize, (size) => fits(withBatchSize(plan, size), facts))
  if (batchSize !== null) return { place: 'training', setting: 'batchSize', fix: { kind: 'set', setting: 'batchSize', value: batchSize } }
  const at = largestDense(plan, facts)
  const layer = plan.network.layers[at]
  if (layer === undefined || !fits({ ...plan, network: { ...plan.network, layers: [] } }, facts)) return { place: 'output', layerId: outputLayerId }
  const units = shapesOf(plan.network.layers, facts.inputs)[at]?.shape[0] ?? 1
  const fewer = halved(units, (count) => fits(withUnits(plan, at, count), facts)) ?? Math.max(1, Math.floor(units / 2))
  return { place: 'layer', layerId: layer.id, layer: at + 1, setting: 'units', fix: { kind: 'set', setting: 'units', value: fewer } }
}

function fits(plan: Plan, facts: PlanFacts): boolean {
  return bytesOf(plan, facts) <= limit
}

function bytesOf({ network, training }: Plan, facts: PlanFacts): number {
  const layers = shapesOf(network.layers, facts.inputs)
  layers.push(denseCheck(outputLayerId, layers.at(-1)?.shape[0] ?? facts.inputs, outputsOf(facts)))
  const rows = Math.max(fewestRows, Math.min(training.batchSize, facts.trainingRows))
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0)
  const values = layers.reduce((sum, { shape }) => sum + (shape[0] ?? 0), facts.inputs)
  return bytes * (copiesOfWeights * weights + copiesOfValues * rows * values)
}

/** The first of its halves, quarters ... that will do, at least 1; null where none does. */
function halved(whole: number, isEnough: (part: number) => boolean): number | null {
  for (let part = Math.floor(whole / 2); part >= 1; part = Math.floor(part / 2)) if (isEnough(part)) return part
  return null
}

/** The dense layer with the most parameters, by its place; -1 where there is none. */
function largestDense({ network }: Plan, { inputs }: PlanFacts): number {
  const checks = shapesOf(network.layers, inputs)
  const dense = network.layers.flatMap(({ type, enabled }, at) => (type === 'dense' && enabled !== false ? [at] : []))
  return dense.reduce((most, at) => ((checks[at]?.parameters ?? 0) > (checks[most]?.parameters ?? 0) ? at : most), -1)
}

function withBatchSize(plan: Plan, batchSize: number): Plan {
  return { ...plan, training: { ...plan.training, batchSize } }
}

function withUnits(plan: Plan, at: number, units: number): Plan {
  return { ...plan, network: { ...plan.network, layers: plan.network.layers.map((layer, index) => (index === at ? Object.assign({}, layer, { units }) : layer)) } }
}
