import { describe, expect, it } from 'vitest'
import { epochOf } from '#test/answers/answers.ts'
import { bestEpochOf, layOut, measureOver, measuresOf } from './run-series.ts'

const length = { epochs: { done: 2, planned: 4 }, steps: { done: 20, planned: 40 } }

describe('the course of a run for its charts', () => {
  it('lies along steps, epochs or time', () => {
    const series = { step: [5, 10, 20], loss: [3, 2, 1], learningRate: [1, 1, 1], epochs: [epochOf(1, { seconds: 2 }), epochOf(2, { seconds: 6 })], looks: [] }
    expect((['step', 'epoch', 'time'] as const).map((axis) => [...layOut(series, length, axis, true).steps])).toEqual([[5, 10, 20], [0.5, 1, 2], [1, 2, 6]])
    expect([...layOut(series, length, 'time', true).epochEnds]).toEqual([2, 6])
  })

  it('has a gap where an epoch has no value of a measure', () => {
    const epochs = [epochOf(1, { validation: { auc: 0.5 } }), epochOf(2)]
    expect(measureOver(epochs, 'validation', 'auc')).toEqual({ present: true, values: Float64Array.of(0.5, Number.NaN) })
    expect(measureOver(epochs, 'training', 'auc').present).toBe(false)
  })

  it('names the measures of now, the main one first, the loss not among them', () => {
    expect(measuresOf([epochOf(1, { training: { loss: 1, r2: 0, mae: 2 }, validation: { loss: 1, mse: 4 } })])).toEqual(['mae', 'mse', 'r2'])
    expect([measuresOf([epochOf(1, { training: { loss: 1, auc: 1 } })]), measuresOf([])]).toEqual([['auc'], []])
  })

  it('keeps the first of two equally good epochs as the best', () => {
    expect(bestEpochOf([epochOf(1, { validation: { loss: 0.5 } }), epochOf(2, { validation: { loss: 0.5 } })])).toBe(1)
  })
})
