/** Whether a network can be trained in the memory there is, computed before anything is allocated. */
import type { Layer } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { formatBytes } from '#contract/wording/numbers.ts'
import type { PlanFacts } from './facts.ts'
import { outputsOf } from './facts.ts'
import { sizeOf } from './operations.ts'
import { outputLayerId } from './program.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { KnownProblem } from './setting-problems.ts'
import { denseCheck, shapesOf } from './shapes.ts'

/** A WebAssembly memory ends at 2 or 4 GiB, depending on the machine; part of it is lost to its own bookkeeping. */
const limit = 1.5e9

/** Weights, their tensors, gradients twice, two arrays of the optimizer, what is remembered for a divergence, the best epoch's. */
const copiesOfWeights = 8
/** Of every value in a batch: itself, its gradient, a temporary of each. */
const copiesOfValues = 4
const bytes = 4

export function checkMemory(plan: Plan, facts: PlanFacts): KnownProblem[] {
  const needed = bytesOf(plan, facts)
  if (needed <= limit) return []
  return [{ problem: 'network.memory', severity: 'error', value: formatBytes(needed), expected: formatBytes(limit), ...remedyOf(plan, facts) }]
}

/** The setting to blame, with a value that mends it or, where no setting alone can, comes closer. */
function remedyOf(plan: Plan, facts: PlanFacts): Pick<KnownProblem, 'place' | 'layerId' | 'layer' | 'setting' | 'fix'> {
  const batchSize = halved(plan.training.batchSize, (size) => fits(withBatchSize(plan, size), facts))
  if (batchSize !== null) return { place: 'training', setting: 'batchSize', fix: { kind: 'set', setting: 'batchSize', value: batchSize } }
  const at = largestLayer(plan, facts)
  const layer = plan.network.layers[at]
  const setting = layer === undefined ? null : sizeSetting(layer)
  if (layer === undefined || setting === null || !fits({ ...plan, network: { ...plan.network, layers: [] } }, facts)) return { place: 'output', layerId: outputLayerId }
  const size = shapesOf(plan.network.layers, facts)[at]?.shape.at(-1) ?? 1
  const fewer = halved(size, (count) => fits(withSize(plan, at, setting, count), facts)) ?? Math.max(1, Math.floor(size / 2))
  return { place: 'layer', layerId: layer.id, layer: at + 1, setting, fix: { kind: 'set', setting, value: fewer } }
}

function fits(plan: Plan, facts: PlanFacts): boolean {
  return bytesOf(plan, facts) <= limit
}

function bytesOf({ network, training }: Plan, facts: PlanFacts): number {
  const layers = shapesOf(network.layers, facts)
  layers.push(denseCheck(outputLayerId, sizeOf(layers.at(-1)?.shape ?? [facts.inputs]), outputsOf(facts)))
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0)
  const values = layers.reduce((sum, { shape }) => sum + sizeOf(shape), facts.inputs)
  // Rows are measured many at a time, however small the batch.
  const rows = Math.max(rowsAtOnce(values), Math.min(training.batchSize, facts.trainingRows))
  return bytes * (copiesOfWeights * weights + copiesOfValues * rows * values)
}

/** The first of its halves, quarters ... that will do, at least 1; null where none does. */
function halved(whole: number, isEnough: (part: number) => boolean): number | null {
  for (let part = Math.floor(whole / 2); part >= 1; part = Math.floor(part / 2)) if (isEnough(part)) return part
  return null
}

/** The layer with units or filters that takes most memory, by its place; -1 where there is none. */
function largestLayer({ network, training }: Plan, facts: PlanFacts): number {
  const sizes = shapesOf(network.layers, facts).map(({ shape, parameters }) => copiesOfWeights * parameters + copiesOfValues * training.batchSize * sizeOf(shape))
  const candidates = network.layers.flatMap((layer, at) => (layer.enabled !== false && sizeSetting(layer) !== null ? [at] : []))
  return candidates.reduce((most, at) => ((sizes[at] ?? 0) > (sizes[most] ?? 0) ? at : most), -1)
}

/** The setting that says how many numbers a layer makes; null where it has none. */
function sizeSetting({ type }: Layer): 'units' | 'filters' | null {
  if (type === 'dense') return 'units'
  return type === 'conv1d' || type === 'conv2d' ? 'filters' : null
}

function withBatchSize(plan: Plan, batchSize: number): Plan {
  return { ...plan, training: { ...plan.training, batchSize } }
}

function withSize(plan: Plan, at: number, setting: 'units' | 'filters', size: number): Plan {
  return { ...plan, network: { ...plan.network, layers: plan.network.layers.map((layer, index) => (index === at ? Object.assign({}, layer, { [setting]: size }) : layer)) } }
}
