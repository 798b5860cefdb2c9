import { describe, expect, it } from 'vitest'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { keepScores } from './kept-scores.ts'
import { runScores } from './run-scores.ts'

function fittedFor(task: FittedRecipe['task'], classes: string[], mean = 0, scale = 1): FittedRecipe {
  return { version: 1, task, target: { column: 'y', type: 'category', classes, positive: task === 'binary' ? (classes[1] ?? null) : null, mean, scale }, columns: [], made: null, inputs: [] }
}

describe('keepScores', () => {
  it('keeps every row with its place in the table', () => {
    const kept = keepScores('multiclass', Float32Array.of(0.1, 0.3, 0.6, 0.7, 0.2, 0.1), { count: 2, targets: Float32Array.of(0, 0, 1, 0, 1, 0) }, Int32Array.of(7, 3))
    expect(kept).toEqual({ total: 2, rows: Int32Array.of(7, 3), outputs: Float32Array.of(0.1, 0.3, 0.6, 0.7, 0.2, 0.1), targets: Float32Array.of(2, 1) })
  })

  it('keeps an even part of very many rows', () => {
    const count = 600_000
    const numbers = Int32Array.from({ length: count }, (_, row) => row)
    const kept = keepScores('binary', Float32Array.from(numbers, (row) => row / count), { count, targets: new Float32Array(count) }, numbers)
    expect(kept.total).toBe(count)
    expect([...kept.rows.subarray(0, 3)]).toEqual([0, 3, 6])
    expect(kept.rows).toHaveLength(200_000)
    expect(kept.outputs[100_000]).toBeCloseTo(0.5, 6)
  })
})

describe('runScores', () => {
  const many = { total: 40, rows: Int32Array.from({ length: 40 }, (_, row) => row), targets: Float32Array.from({ length: 40 }, (_, row) => Number(row >= 20)) }
  const at = (low: number, high: number) => ({ ...many, outputs: Float32Array.from({ length: 40 }, (_, row) => (row < 20 ? low : high)) })

  it('recommends a cut-off from validation rows, whatever the test rows say', () => {
    const fitted = fittedFor('binary', ['no', 'yes'])
    const scores = runScores(fitted, { validation: at(0.1, 0.33), test: at(0.6, 0.9) })
    if (scores.kind !== 'classes') throw new Error('numbers')
    expect(scores.suggested).toMatchObject({ value: 0.22, f1: 1, f1AtHalf: 0 })
    expect(runScores(fitted, { validation: null, test: at(0.6, 0.9) })).toMatchObject({ suggested: null, validation: null })
    expect(scores.test?.ranked).toMatchObject({ positives: 20, negatives: 20, rocArea: 1, averagePrecision: 1 })
    expect([...(scores.test?.rows.subarray(0, 2) ?? [])]).toEqual([1, 2])
    // Rows of "no" are called "yes" at 60 %, rows of "yes" at 90 %.
    expect(scores.reliability?.equalWidth.bins.map(({ rows, right }) => [rows, right])).toEqual([[20, 0], [20, 20]])
  })

  it('is as sure of an answer as of the class it names', () => {
    const scores = runScores(fittedFor('binary', ['no', 'yes']), { validation: null, test: at(0.25, 0.75) })
    expect(scores.kind === 'classes' && scores.reliability?.equalMass.bins).toEqual([{ low: 0.75, high: 0.75, rows: 40, right: 40, sureness: 0.75 }])
    const three = { total: 1, rows: Int32Array.of(0), targets: Float32Array.of(1), outputs: Float32Array.of(0.25, 0.5, 0.25) }
    const multiclass = runScores(fittedFor('multiclass', ['a', 'b', 'c']), { validation: null, test: three })
    expect(multiclass).toMatchObject({ suggested: null, test: { ranked: null }, reliability: { brier: 0.375, equalMass: { bins: [{ sureness: 0.5, right: 1 }] } } })
  })

  it('gives numbers in the unit of the target', () => {
    const scores = runScores(fittedFor('regression', [], 20, 4), { validation: null, test: { total: 2, rows: Int32Array.of(4, 9), targets: Float32Array.of(-0.5, 1), outputs: Float32Array.of(-0.25, 0.5) } })
    expect(scores).toMatchObject({ kind: 'numbers', test: { rows: Int32Array.of(5, 10), actual: Float64Array.of(18, 24), predicted: Float64Array.of(19, 22) }, residuals: { mean: { value: -0.5 }, meanAbsolute: 1.5 } })
  })
})
