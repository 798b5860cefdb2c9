import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/sklearn/measures.json' with { type: 'json' }
import { confusionOf } from './confusion.ts'
import { decideClasses } from './decide.ts'
import { measure } from './measure.ts'

function oneHot(truth: readonly number[], classes: number): Float32Array {
  return Float32Array.from(truth.flatMap((value) => Array.from({ length: classes }, (_, index) => Number(index === value))))
}

// Everything is counted exactly; only the last division rounds. Regression sums in another order than NumPy does.
const exact = 12

describe('measure', () => {
  it.each(fixture.binary)('agrees with scikit-learn on two classes, $truth.length rows', (own) => {
    const rows = { count: own.truth.length, targets: Float32Array.from(own.truth) }
    const outputs = Float32Array.from(own.outputs)
    const measures = measure('binary', outputs, rows)
    expect(Object.keys(measures)).toEqual(['accuracy', 'precision', 'recall', 'auc'])
    for (const name of ['accuracy', 'precision', 'recall', 'auc'] as const) expect(measures[name], name).toBeCloseTo(own[name], exact)
    expect(confusionOf(decideClasses('binary', rows.targets, rows.count), decideClasses('binary', outputs, rows.count), 2)).toEqual(own.confusion)
  })

  it.each(fixture.multiclass)('agrees with scikit-learn on $classes classes', (own) => {
    const rows = { count: own.truth.length, targets: oneHot(own.truth, own.classes) }
    const outputs = Float32Array.from(own.outputs.flat())
    const measures = measure('multiclass', outputs, rows, { names: ['accuracy', 'precision', 'recall', 'auc'] })
    for (const name of ['accuracy', 'precision', 'recall', 'auc'] as const) expect(measures[name], name).toBeCloseTo(own[name], exact)
    expect(confusionOf(decideClasses('multiclass', rows.targets, rows.count), decideClasses('multiclass', outputs, rows.count), own.classes)).toEqual(own.confusion)
  })

  it.each(fixture.regression)("agrees with scikit-learn on numbers, in the target's own unit", (own) => {
    const rows = { count: own.targets.length, targets: Float32Array.from(own.targets) }
    const measures = measure('regression', Float32Array.from(own.outputs), rows, { scale: own.scale })
    for (const name of ['mse', 'mae', 'rmse', 'r2'] as const) expect(measures[name], name).toBeCloseTo(own[name], 9)
  })

  it('measures what is asked for, and nothing that has no value', () => {
    const rows = { count: 3, targets: Float32Array.of(0, 0, 0) }
    expect(measure('binary', Float32Array.of(0.1, 0.2, 0.9), rows)).toEqual({ accuracy: 2 / 3, precision: 0 })
    expect(measure('binary', Float32Array.of(0.1, 0.2, 0.9), rows, { names: ['accuracy', 'mae'] })).toEqual({ accuracy: 2 / 3 })
    expect(measure('regression', Float32Array.of(1, 1, 1), rows)).toEqual({ mse: 1, mae: 1, rmse: 1 })
    expect(measure('regression', Float32Array.of(NaN, 1, 1), rows)).toEqual({})
    expect(measure('binary', new Float32Array(0), { count: 0, targets: new Float32Array(0) })).toEqual({})
  })

  it('decides by another cut-off, strictly above it as Keras does', () => {
    const rows = { count: 4, targets: Float32Array.of(0, 1, 1, 1) }
    const outputs = Float32Array.of(0.1, 0.25, 0.5, 0.75)
    expect(measure('binary', outputs, rows).accuracy).toBe(0.5)
    expect(measure('binary', outputs, rows, { cutOff: 0.2 }).accuracy).toBe(1)
  })
})
