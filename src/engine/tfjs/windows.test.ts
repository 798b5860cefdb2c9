import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { buildProgram } from '#engine/network/program.ts'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import type { Engine } from '../training/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

describe('pooling', () => {
  it.each([
    ['maxPooling1d', [{ id: 'pool', type: 'maxPooling1d', poolSize: 3 }, { id: 'flat', type: 'flatten' }]],
    ['maxPooling1d beyond the edges', [{ id: 'pool', type: 'maxPooling1d', poolSize: 4, strides: 3, padding: 'same' }, { id: 'flat', type: 'flatten' }]],
    ['globalMaxPooling1d', [{ id: 'pool', type: 'globalMaxPooling1d' }]],
  ])('sends the gradient to the first of equal numbers alone: %s', async (_, pooling) => {
    const layers = [{ id: 'shape', type: 'reshape', height: 0, width: 3, channels: 1 }, { id: 'conv', type: 'conv1d', filters: 1, kernelSize: 1, useBias: false }, ...pooling]
    const plan = Plan.parse({ version: 1, network: { layers }, training: { optimizer: { type: 'sgd', learningRate: 0.1 } } })
    const rows = { count: 1, inputs: Float32Array.of(1, 1, 1), targets: Float32Array.of(0), weights: null }
    const model = await engine.load(buildProgram(plan, { inputs: 3, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 }), plan.training, rows)
    model.setWeights([
      { name: 'conv/kernel', shape: [1, 1, 1], values: Float32Array.of(2), trainable: true },
      { name: 'output/kernel', shape: [1, 1], values: Float32Array.of(1), trainable: true },
      { name: 'output/bias', shape: [1], values: Float32Array.of(0), trainable: true },
    ])
    // (2 x 1)^2 has the derivative 2 x 2 x 1, of one of the three places.
    expect(model.step(Int32Array.of(0), 1, 0.1).loss).toBe(4)
    expect(model.weights()[0]?.values[0]).toBeCloseTo(2 - 0.1 * 4, 6)
    model.dispose()
  })
})
