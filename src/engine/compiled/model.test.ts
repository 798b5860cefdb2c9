import { describe, expect, it } from 'vitest'
import { all, changed, plan, program, rows, withModel } from '#test/training/small-model.ts'
import { createCompiledEngine } from './engine.ts'

const engine = createCompiledEngine()

describe('a look inside', () => {
  it('shows how weights and outputs of every layer are spread, and how many units of a relu say nothing', async () => {
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
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
    await withModel(engine, (model) => {
      expect(model.trouble()).toBeNull()
      model.step(all, 1, 1e38)
      expect(model.step(all, 2, 0.1).loss).toBeNaN()
      expect(model.trouble()).toMatchObject({ batchRows: [] })
      expect(['layer-1', 'layer-2', 'output']).toContain(model.trouble()?.layerId)
    })
  })
})
