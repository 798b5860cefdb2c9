import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withBalancedClasses } from './class-weights.ts'
import type { Rows } from './engine.ts'

const rowsOf = (targets: readonly number[], outputs: number, weights: readonly number[] | null = null): Rows => ({
  count: targets.length / outputs,
  inputs: new Float32Array(0),
  targets: Float32Array.from(targets),
  weights: weights === null ? null : Float32Array.from(weights),
})
const weightsOf = (rows: Rows, outputs: number): number[] => [...(withBalancedClasses(rows, outputs).weights ?? [])]
const oneHot = (classes: readonly number[], outputs: number): number[] => classes.flatMap((own) => Array.from({ length: outputs }, (_, at) => (at === own ? 1 : 0)))

describe('balanced class weights', () => {
  it('are those of the example in the documentation of scikit-learn\'s compute_class_weight', () => {
    expect(weightsOf(rowsOf([1, 1, 1, 1, 0, 0], 1), 1)).toEqual([0.75, 0.75, 0.75, 0.75, 1.5, 1.5])
  })

  it('are rows / (classes x rows of the class), for any classes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }), (outputs, drawn) => {
        const classes = drawn.map((own) => own % outputs)
        const present = new Set(classes).size
        const expected = classes.map((own) => Math.fround(classes.length / (present * classes.filter((other) => other === own).length)))
        expect(weightsOf(rowsOf(oneHot(classes, outputs), outputs), outputs)).toEqual(expected)
      }),
      { numRuns: 200, seed: 42 },
    )
  })

  it('do not count a class without rows', () => {
    expect(weightsOf(rowsOf(oneHot([0, 0, 2, 2], 3), 3), 3)).toEqual([1, 1, 1, 1])
    expect(weightsOf(rowsOf([1, 1], 1), 1)).toEqual([1, 1])
  })

  it('multiply weights that are there, and leave the rows they were given alone', () => {
    const rows = rowsOf([1, 1, 1, 0], 1, [1, 2, 3, 4])
    const { weights, ...rest } = withBalancedClasses(rows, 1)
    expect([...(weights ?? [])]).toEqual([2 / 3, 4 / 3, 2, 8].map(Math.fround))
    expect(rest.targets).toBe(rows.targets)
    expect([...(rows.weights ?? [])]).toEqual([1, 2, 3, 4])
  })
})
