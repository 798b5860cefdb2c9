/** One small network with normalization and dropout, its rows, and a model of it on any engine that is gone afterwards. */
import { Plan } from '#contract/plan.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Engine, NamedTensor, TrainableModel } from '#engine/training/engine.ts'
import { upTo } from '#test/tables/columns.ts'
import { seededRows } from './small-job.ts'

const layers = [{ id: 'layer-1', type: 'dense', units: 4, activation: 'relu' }, { id: 'layer-2', type: 'batchNormalization' }, { id: 'layer-3', type: 'dropout' }]
export const plan = Plan.parse({ version: 1, network: { layers }, training: { optimizer: { type: 'sgd' } } })
export const program = buildProgram(plan, { inputs: 3, task: 'regression', classes: 0, trainingRows: 40, validationRows: 0 })
export const rows = seededRows('regression', 40, 1)
export const all = Int32Array.from(upTo(40))

/** Nothing of the model is left afterwards, whatever happens. */
export async function withModel(engine: Engine, use: (model: TrainableModel) => void): Promise<void> {
  const model = await engine.load(program, plan.training, rows)
  try {
    use(model)
  } finally {
    model.dispose()
  }
}

export function changed(weights: readonly NamedTensor[], name: string, values: (values: Float32Array) => Float32Array): NamedTensor[] {
  return weights.map((tensor) => (tensor.name === name ? { ...tensor, values: values(tensor.values) } : tensor))
}
