import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from './engine.ts'
import { upTo } from '#test/tables/columns.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { bitsOf, seededRows } from '#test/training/small-job.ts'
import { buildProgram } from '../network/program.ts'
import type { Engine, NamedTensor, TrainableModel } from '../training/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = createCompiledEngine()
})
leavesNoTensors()

const layers = [{ id: 'layer-1', type: 'dense', units: 4, activation: 'relu' }, { id: 'layer-2', type: 'batchNormalization' }, { id: 'layer-3', type: 'dropout' }]
const plan = Plan.parse({ version: 1, network: { layers }, training: { optimizer: { type: 'sgd' } } })
const program = buildProgram(plan, { inputs: 3, task: 'regression', classes: 0, trainingRows: 40, validationRows: 0 })
const rows = seededRows('regression', 40, 1)
const all = Int32Array.from(upTo(40))

/** Nothing of the model is left afterwards, whatever happens. */
async function withModel(use: (model: TrainableModel) => void): Promise<void> {
  const model = await engine.load(program, plan.training, rows)
  try {
    use(model)
  } finally {
    model.dispose()
  }
}

function changed(weights: readonly NamedTensor[], name: string, values: (values: Float32Array) => Float32Array): NamedTensor[] {
  return weights.map((tensor) => (tensor.name === name ? { ...tensor, values: values(tensor.values) } : tensor))
}

describe('a model', () => {
  it('keeps the same few tensors however many steps it makes and rows it answers', async () => {
    await withModel((model) => {
      model.step(all, 1, 0.1)
      model.evaluate(rows)
      const held = tf.memory().numTensors
      for (let step = 2; step < 20; step++) model.step(all, step, 0.1)
      for (let count = 1; count < 20; count++) model.predict(rows.inputs.subarray(0, 3 * count), count)
      expect(tf.memory().numTensors).toBe(held)
    })
  })

  it('answers each row alike, whatever rows it is asked about with it, and for thousands at once', async () => {
    await withModel((model) => {
      for (let step = 1; step < 10; step++) model.step(all, step, 0.1)
      const many = seededRows('regression', 2500, 7)
      const outputs = model.predict(many.inputs, 2500)
      expect(outputs).toHaveLength(2500)
      for (const row of [0, 1, 1023, 1024, 2047, 2048, 2499]) expect(model.predict(many.inputs.slice(3 * row, 3 * row + 3), 1)[0]).toBeCloseTo(outputs[row] ?? NaN, 6)
      const { outputs: evaluated, loss } = model.evaluate(many)
      expect(evaluated).toEqual(outputs)
      expect(loss).toBeCloseTo(outputs.reduce((sum, output, row) => sum + (output - (many.targets[row] ?? NaN)) ** 2, 0) / 2500, 6)
      expect(model.predict(new Float32Array(0), 0)).toHaveLength(0)
    })
  })

  it('changes nothing by being asked', async () => {
    await withModel((model) => {
      const before = bitsOf(model.weights())
      model.evaluate(rows)
      model.predict(rows.inputs, 40)
      for (const { values } of model.weights()) values.fill(9)
      expect(bitsOf(model.weights())).toEqual(before)
    })
  })

  it('takes weights by name, in any order, and answers as the model they are from', async () => {
    let [weights, outputs]: [NamedTensor[], Float32Array] = [[], new Float32Array(0)]
    await withModel((model) => {
      for (let step = 1; step < 10; step++) model.step(all, step, 0.1)
      weights = model.weights()
      outputs = model.predict(rows.inputs, 40)
    })
    await withModel((model) => {
      expect(model.predict(rows.inputs, 40)).not.toEqual(outputs)
      model.setWeights(weights.toReversed())
      expect(bitsOf(model.weights())).toEqual(bitsOf(weights))
      expect(model.predict(rows.inputs, 40)).toEqual(outputs)
    })
  })

  it('refuses weights of another network', async () => {
    await withModel((model) => {
      const weights = model.weights()
      expect(() => model.setWeights(weights.slice(1))).toThrow('layer-1/kernel')
      expect(() => model.setWeights(weights.map((tensor) => ({ ...tensor, shape: tensor.shape.toReversed() })))).toThrow('layer-1/kernel')
      expect(() => model.setWeights(changed(weights, 'output/bias', () => new Float32Array(2)))).toThrow('output/bias')
    })
  })

  it('steps back to the weights before its last step, from the start too', async () => {
    await withModel((model) => {
      const start = bitsOf(model.weights())
      model.stepBack()
      expect(bitsOf(model.weights())).toEqual(start)
      model.step(all, 1, 0.1)
      const once = bitsOf(model.weights())
      const outputs = model.predict(rows.inputs, 40)
      model.step(all, 2, 0.1)
      expect(bitsOf(model.weights())).not.toEqual(once)
      model.stepBack()
      expect(bitsOf(model.weights())).toEqual(once)
      expect(model.predict(rows.inputs, 40)).toEqual(outputs)
    })
  })

  it('answers as before after a step that was none', async () => {
    await withModel((model) => {
      model.step(all, 1, 0.1)
      model.step(all, 2, 0.1)
      model.stepBack()
      const before = model.evaluate(rows)
      model.step(all, 3, 1e38)
      expect(model.step(all, 4, 0.1).loss).toBeNaN()
      expect(model.evaluate(rows)).toEqual(before)
    })
  })

  it('tells the norms of its last step, for layers with something to learn', async () => {
    await withModel((model) => {
      const before = model.weights()
      model.step(all, 1, 1)
      const after = model.weights()
      const length = (numbers: number[]): number => Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0))
      const expected = ['layer-1', 'layer-2', 'output'].map((id) => {
        const own = after.flatMap(({ name, trainable, values }, at) => (trainable && name.startsWith(`${id}/`) ? [...values].map((value, index) => ({ value, moved: value - (before[at]?.values[index] ?? NaN) })) : []))
        return { id, gradientNorm: length(own.map(({ moved }) => moved)), weightNorm: length(own.map(({ value }) => value)) }
      })
      const norms = model.norms()
      expect(norms.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
      for (const [at, { gradientNorm, weightNorm }] of norms.entries()) {
        expect(gradientNorm).toBeCloseTo(expected[at]?.gradientNorm ?? NaN, 5)
        expect(weightNorm).toBeCloseTo(expected[at]?.weightNorm ?? NaN, 5)
      }
    })
  })

  it.each([
    ['layer-1/kernel', NaN],
    ['layer-1/kernel', -Infinity],
    ['layer-2/moving_variance', Infinity],
    ['output/bias', 1e30],
  ])('has a loss that is no number where %s is %d, even where relu or a normalization hides it', async (name, value) => {
    await withModel((model) => {
      model.setWeights(changed(model.weights(), name, (values) => values.with(0, value)))
      const before = bitsOf(model.weights())
      expect(model.evaluate({ ...rows, inputs: rows.inputs.map(Math.abs) }).loss).toBeNaN()
      expect(model.step(all, 1, 0.1).loss).toBeNaN()
      expect(bitsOf(model.weights())).toEqual(before)
    })
  })
})

describe('a look inside', () => {
  it('shows how weights and outputs of every layer are spread, and how many units of a relu say nothing', async () => {
    await withModel((model) => {
      const silent = changed(changed(model.weights(), 'layer-1/kernel', (values) => values.map((_, at) => (at % 4 === 0 ? 0 : 0.5))), 'layer-1/bias', () => Float32Array.of(-1, 5, 5, 5))
      model.setWeights(silent)
      model.step(all, 1, 0)
      const looks = model.look()
      expect(looks.map(({ id }) => id)).toEqual(['layer-1', 'layer-2', 'layer-3', 'output'])
      const [first, second] = looks
      expect(first?.silentShare).toBe(0.25)
      expect(first?.outputs).toMatchObject({ low: 0 })
      expect(first?.outputs?.counts.reduce((sum, count) => sum + count, 0)).toBe(160)
      expect(first?.weights).toMatchObject({ low: 0, high: 0.5 })
      expect(second).toMatchObject({ weights: null, silentShare: null })
      model.evaluate(rows)
      expect(model.look()[0]?.outputs).toBeNull()
    })
  })

  it('tells how much the last update changed', async () => {
    await withModel((model) => {
      const before = model.weights()
      model.step(all, 1, 0.1)
      const after = model.weights()
      const moved = after.flatMap(({ name, values }, at) => (name.startsWith('layer-1/') ? [...values].map((value, index) => value - (before[at]?.values[index] ?? NaN)) : []))
      expect(model.norms()[0]?.updateNorm).toBeCloseTo(Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0)), 6)
    })
  })
})

describe('a step whose loss is no number', () => {
  it('names the layer and the rows of the batch in which it was first seen', async () => {
    const wild = { ...rows, inputs: rows.inputs.map((value, at) => (at === 3 * 7 || at === 3 * 12 + 1 ? NaN : value)) }
    const model = await engine.load(program, plan.training, wild)
    expect(model.step(Int32Array.of(1, 7, 3, 12, 5), 1, 0.1).loss).toBeNaN()
    expect(model.trouble()).toEqual({ layerId: 'layer-1', batchRows: [1, 3] })
  })

  it('names the layer whose weights an update made too large, whatever the rows', async () => {
    await withModel((model) => {
      expect(model.trouble()).toBeNull()
      model.step(all, 1, 1e38)
      expect(model.step(all, 2, 0.1).loss).toBeNaN()
      expect(model.trouble()).toMatchObject({ batchRows: [] })
      expect(['layer-1', 'layer-2', 'output']).toContain(model.trouble()?.layerId)
    })
  })
})
