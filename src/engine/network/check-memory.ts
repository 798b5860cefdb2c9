/** Whether a network can be trained in the memory there is, computed before anything is allocated. */
import type { LayerCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { formatBytes } from '#contract/wording/numbers.ts'
import type { PlanFacts } from './facts.ts'
import { outputLayerId } from './program.ts'
import type { KnownProblem } from './setting-problems.ts'

/** A WebAssembly memory ends at 2 or 4 GiB, depending on the machine; part of it is lost to its own bookkeeping. */
const limit = 1.5e9

/** Weights, their tensors, gradients twice, two arrays of the optimizer, what is remembered for a divergence, the best epoch's. */
const copiesOfWeights = 8
/** Of every value in a batch: itself, its gradient, a temporary of each. */
const copiesOfValues = 4
const bytes = 4

/** Layers from first to last, the output included. */
export function checkMemory({ training }: Plan, { inputs, trainingRows }: PlanFacts, layers: readonly LayerCheck[]): KnownProblem[] {
  const rows = Math.max(1024, Math.min(training.batchSize, Math.max(1, trainingRows)))
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0)
  const values = layers.reduce((sum, { shape }) => sum + (shape[0] ?? 0), inputs)
  const needed = bytes * (copiesOfWeights * weights + copiesOfValues * rows * values)
  if (needed <= limit) return []
  const largest = layers.reduce<LayerCheck | undefined>((most, layer) => (layer.id !== outputLayerId && (most === undefined || layer.parameters > most.parameters) ? layer : most), undefined)
  const at = largest === undefined ? -1 : layers.indexOf(largest)
  const fewer = Math.max(1, Math.floor((largest?.shape[0] ?? 1) / 2 ** Math.ceil(Math.log2(needed / limit))))
  return [
    {
      problem: 'network.memory',
      severity: 'error',
      value: formatBytes(needed),
      expected: formatBytes(limit),
      ...(largest === undefined ? { place: 'output', layerId: outputLayerId } : { place: 'layer', layerId: largest.id, layer: at + 1, setting: 'units', fix: { kind: 'set', setting: 'units', value: fewer } }),
    },
  ]
}
