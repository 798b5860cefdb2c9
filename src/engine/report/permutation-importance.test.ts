import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/importance.json' with { type: 'json' }
import { measure } from '#engine/metrics/measure.ts'
import { permutationImportance } from './permutation-importance.ts'

const { rows, weights } = fixture
const width = weights.length
const inputs = Float32Array.from(fixture.inputs)
const permutations = fixture.orders.map((order) => Int32Array.from(order))
const single = weights.map((_, at) => ({ column: `x${at}`, from: at, count: 1 }))
const sumOf = (values: Float32Array, row: number): number => weights.reduce((sum, weight, at) => sum + weight * (values[row * width + at] ?? NaN), 0)

function scoreFor(name: 'accuracy' | 'auc' | 'mae', truth: readonly number[]) {
  const targets = Float32Array.from(truth)
  return (values: Float32Array): number => {
    const sums = Float32Array.from({ length: rows }, (_, row) => sumOf(values, row))
    if (name === 'mae') return -(measure('regression', sums, { count: rows, targets }, { names: [name] }).mae ?? NaN)
    return measure('binary', sums, { count: rows, targets }, { names: [name], cutOff: 0 })[name] ?? NaN
  }
}

describe('permutation importance', () => {
  it.each(['accuracy', 'auc', 'mae'] as const)('is scikit-learn\u2019s with the same shuffles: %s', (name) => {
    const known = fixture.cases[name]
    const { score, columns } = permutationImportance({ inputs, rows, width, groups: single, permutations, score: scoreFor(name, known.truth) })
    expect(score).toBeCloseTo(known.score, 12)
    columns.forEach(({ mean, deviation }, at) => {
      expect(mean).toBeCloseTo(known.mean[at] ?? NaN, 12)
      expect(deviation).toBeCloseTo(known.deviation[at] ?? NaN, 12)
    })
  })

  it('is exactly nothing for a column that the model does not use', () => {
    const { columns } = permutationImportance({ inputs, rows, width, groups: single, permutations, score: scoreFor('mae', fixture.cases.mae.truth) })
    expect(columns[3]).toEqual({ column: 'x3', mean: 0, deviation: 0 })
  })

  it('moves the inputs of one column together, and leaves the others as they were', () => {
    const seen: number[][] = []
    const score = (values: Float32Array): number => seen.push([...values])
    const order = Int32Array.of(1, 0)
    permutationImportance({ inputs: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 2, width: 3, groups: [{ column: 'a', from: 0, count: 2 }, { column: 'b', from: 2, count: 1 }], permutations: [order], score })
    expect(seen).toEqual([
      [1, 2, 3, 4, 5, 6],
      [4, 5, 3, 1, 2, 6],
      [1, 2, 6, 4, 5, 3],
    ])
  })
})
