/** What every engine's model promises, held for each of them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { engines } from '#test/parity/engines.ts'
import { all, changed, rows, withModel } from '#test/training/small-model.ts'
import { bitsOf, seededRows } from '#test/training/small-job.ts'
import type { Engine, NamedTensor } from './engine.ts'

describe.each(engines)('a model of the $name engine', { timeout: 60_000 }, ({ start }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })

  it('answers each row alike, whatever rows it is asked about with it, and for thousands at once', async () => {
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
      const before = bitsOf(model.weights())
      model.evaluate(rows)
      model.predict(rows.inputs, 40)
      for (const { values } of model.weights()) values.fill(9)
      expect(bitsOf(model.weights())).toEqual(before)
    })
  })

  it('takes weights by name, in any order, and answers as the model they are from', async () => {
    let [weights, outputs]: [NamedTensor[], Float32Array] = [[], new Float32Array(0)]
    await withModel(engine, (model) => {
      for (let step = 1; step < 10; step++) model.step(all, step, 0.1)
      weights = model.weights()
      outputs = model.predict(rows.inputs, 40)
    })
    await withModel(engine, (model) => {
      expect(model.predict(rows.inputs, 40)).not.toEqual(outputs)
      model.setWeights(weights.toReversed())
      expect(bitsOf(model.weights())).toEqual(bitsOf(weights))
      expect(model.predict(rows.inputs, 40)).toEqual(outputs)
    })
  })

  it('refuses weights of another network', async () => {
    await withModel(engine, (model) => {
      const weights = model.weights()
      expect(() => model.setWeights(weights.slice(1))).toThrow('layer-1/kernel')
      expect(() => model.setWeights(weights.map((tensor) => ({ ...tensor, shape: tensor.shape.toReversed() })))).toThrow('layer-1/kernel')
      expect(() => model.setWeights(changed(weights, 'output/bias', () => new Float32Array(2)))).toThrow('output/bias')
    })
  })

  it('steps back to the weights before its last step, from the start too', async () => {
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
      model.setWeights(changed(model.weights(), name, (values) => values.with(0, value)))
      const before = bitsOf(model.weights())
      expect(model.evaluate({ ...rows, inputs: rows.inputs.map(Math.abs) }).loss).toBeNaN()
      expect(model.step(all, 1, 0.1).loss).toBeNaN()
      expect(bitsOf(model.weights())).toEqual(before)
    })
  })
})
