/** Nothing of the catalogue is left to another engine: each entry is written as a graph, and learns where TensorFlow is installed. */
import { describe, expect, it } from 'vitest'
import type { CatalogueEntry } from '#contract/network.ts'
import { Plan } from '#contract/plan.ts'
import type { Task } from '#contract/recipe.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { buildProgram } from '#engine/network/program.ts'
import { tensorflowEngine, whyNoTensorflow } from '#test/parity/tensorflow.ts'
import { seededRows } from '#test/training/small-job.ts'
import { createTensorflowEngine } from './engine.ts'

/** Takes every graph; what it would answer is no matter. */
const taker = createTensorflowEngine({ open: () => ({ start: () => 'cpu', load: () => ({ run: (_, outputs) => outputs.map(() => new Float32Array(1)), dispose() {} }) }), xla: false })

interface Network {
  layers?: object[]
  output?: object
  training?: object
  task?: Task
}

async function expectLearned({ layers = [], output = {}, training = {}, task = 'multiclass' }: Network): Promise<void> {
  const plan = Plan.parse({ version: 1, network: { layers: [...layers, { id: 'last', type: 'dense', units: 4 }], output }, training: { batchSize: 8, ...training } })
  const rows = seededRows(task, 16, 1)
  // The last input is a code, for those that read one.
  for (let row = 0; row < rows.count; row++) rows.inputs[3 * row + 2] = row % 4
  const program = buildProgram(plan, { inputs: 3, codes: [{ at: 2, size: 3 }], task, classes: { binary: 2, multiclass: 3, regression: 0 }[task], trainingRows: 16, validationRows: 0 })
  const model = await (whyNoTensorflow === null ? tensorflowEngine(false) : taker).load(program, plan.training, rows)
  const { loss } = model.step(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), 1, 0.001)
  if (whyNoTensorflow === null) expect(loss).toSatisfy(Number.isFinite)
  model.dispose()
}

const names = (entries: readonly CatalogueEntry[]): string[] => entries.map(({ type }) => type)
const shaped = { id: 'shape', type: 'reshape', height: 0, width: 3, channels: 1 }
const image = { id: 'shape', type: 'reshape', height: 3, width: 1, channels: 1 }
/** What a layer must be beside, to stand in a network of three inputs. */
const around: Record<string, { before?: object[]; settings?: object; after?: object[] }> = {
  reshape: { settings: { height: 0, width: 3, channels: 1 }, after: [{ id: 'flat', type: 'flatten' }] },
  conv1d: { before: [shaped], settings: { filters: 2, kernelSize: 2 }, after: [{ id: 'flat', type: 'flatten' }] },
  conv2d: { before: [image], settings: { filters: 2, kernelSize: 1 }, after: [{ id: 'flat', type: 'flatten' }] },
  add: { before: [{ id: 'one', type: 'dense', units: 3 }, { id: 'two', type: 'dense', units: 3 }], settings: { from: 'one' } },
}
for (const name of ['maxPooling1d', 'averagePooling1d']) around[name] = { before: [shaped], after: [{ id: 'flat', type: 'flatten' }] }
for (const name of ['maxPooling2d', 'averagePooling2d']) around[name] = { before: [image], settings: { poolSize: 1 }, after: [{ id: 'flat', type: 'flatten' }] }
for (const name of ['globalMaxPooling1d', 'globalAveragePooling1d']) around[name] = { before: [shaped] }
for (const name of ['globalMaxPooling2d', 'globalAveragePooling2d']) around[name] = { before: [image] }

/** Loading a graph takes its time on a busy computer. */
const patience = 60_000

describe('a graph can be written of', { timeout: patience }, () => {
  it.each(names(catalogue.layers))('the layer %s', async (type) => {
    const { before = [], settings = {}, after = [] } = around[type] ?? {}
    await expectLearned({ layers: [...before, { id: 'this', type, ...settings }, ...after] })
  })
  it.each(names(catalogue.activations))('the activation %s', (activation) => expectLearned({ layers: [{ id: 'this', type: 'dense', units: 4, activation }] }))
  it.each(names(catalogue.optimizers))('the optimizer %s', (type) => expectLearned({ training: { optimizer: { type, useEma: true, globalClipnorm: 1 } } }))
  it.each(names(catalogue.schedules))('the schedule %s', (type) => expectLearned({ training: { schedule: { type } } }))
  it.each(names(catalogue.losses))('the loss %s', async (type) => {
    const tasks = catalogue.losses.find((entry) => entry.type === type)?.tasks ?? ['regression']
    for (const task of tasks) await expectLearned({ training: { loss: { type } }, task: task === 'binary' || task === 'multiclass' ? task : 'regression' })
  })
})
