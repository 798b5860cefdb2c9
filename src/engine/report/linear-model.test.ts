import { describe, expect, it } from 'vitest'
import type { Task } from '#contract/recipe.ts'
import { tasks } from '#contract/recipe.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import type { Rows } from '#engine/training/engine.ts'
import fixture from '#test/fixtures/sklearn/measures.json' with { type: 'json' }
import { fitLinearModel, predictLinear } from './linear-model.ts'

type LinearCase = (typeof fixture.linear)[number]

function taskOf(name: string): Task {
  const task = tasks.find((own) => own === name)
  if (task === undefined) throw new Error(name)
  return task
}
function rowsOf({ task, rows, classes, training, truth }: LinearCase): Rows {
  const targets = task === 'multiclass' ? truth.flatMap((value) => Array.from({ length: classes }, (_, index) => (index === value ? 1 : 0))) : truth
  return { count: rows, inputs: Float32Array.from(training), targets: Float32Array.from(targets), weights: null }
}

describe('fitLinearModel', () => {
  it.each(fixture.linear.map((own, index) => ({ ...own, index })))("predicts what scikit-learn's model does: $task, $inputs inputs (case $index)", (own) => {
    const model = fitLinearModel(taskOf(own.task), rowsOf(own))
    const count = own.test.length / own.inputs
    const predicted = predictLinear(model, Float32Array.from(own.test), count)
    expect(predicted).toHaveLength(own.predicted.length)
    // Both stop within about 1e-6 of the one optimum; float32 outputs add 6e-8.
    predicted.forEach((value, index) => expect(Math.abs(value - (own.predicted[index] ?? NaN))).toBeLessThan(5e-6))
  })

  it('gives the same bits when fitted again', () => {
    for (const own of fixture.linear) {
      const rows = rowsOf(own)
      expect(fitLinearModel(taskOf(own.task), rows).weights).toEqual(fitLinearModel(taskOf(own.task), rows).weights)
    }
  })

  it('reaches the optimum also where the curvature comes from a part of the rows', () => {
    const random = createMersenneTwister(5)
    const [count, inputs] = [12_000, 3]
    const cells = Float32Array.from({ length: count * inputs }, () => random.next32() / 2 ** 31 - 1)
    const targets = Float32Array.from({ length: count }, (_, row) => Number(2 * (cells[row * inputs] ?? 0) - (cells[row * inputs + 1] ?? 0) + random.next32() / 2 ** 31 - 1 > 0.3))
    const { weights, rowsUsed } = fitLinearModel('binary', { count, inputs: cells, targets, weights: null })
    expect(rowsUsed).toBe(count)
    const gradient = [0, 0, 0, 0]
    for (let row = 0; row < count; row++) {
      const own = [cells[row * inputs] ?? 0, cells[row * inputs + 1] ?? 0, cells[row * inputs + 2] ?? 0, 1]
      const error = 1 / (1 + Math.exp(-own.reduce((sum, cell, index) => sum + cell * (weights[index] ?? 0), 0))) - (targets[row] ?? 0)
      own.forEach((cell, index) => (gradient[index] = (gradient[index] ?? 0) + error * cell))
    }
    // At the optimum the gradient of the loss is minus the penalised weight, and 0 for the intercept.
    gradient.forEach((slope, index) => expect(Math.abs(slope + (index < 3 ? (weights[index] ?? NaN) : 0))).toBeLessThan(1e-3))
  })

  it('fits wide inputs (more than 100) by another way to the same optimum', () => {
    const [own] = fixture.linear
    if (own === undefined) throw new Error('no case')
    const narrow = rowsOf(own)
    const width = 120
    const wide = new Float32Array(narrow.count * width)
    for (let row = 0; row < narrow.count; row++) wide.set(narrow.inputs.subarray(row * own.inputs, (row + 1) * own.inputs), row * width)
    const one = fitLinearModel('binary', narrow)
    const other = fitLinearModel('binary', { ...narrow, inputs: wide })
    for (let input = 0; input < own.inputs; input++) expect(other.weights[input]).toBeCloseTo(one.weights[input] ?? NaN, 4)
  })
})
