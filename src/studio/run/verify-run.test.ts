import { describe, expect, it } from 'vitest'
import type { EpochRecord } from '#contract/run.ts'
import { historySum } from './history-sum.ts'
import { differenceOf } from './verify-run.ts'

const epoch: EpochRecord = { epoch: 4, step: 40, seconds: 1.5, learningRate: 0.001, training: { loss: 0.5, accuracy: 0.75 }, validation: { loss: 0.625 }, layers: [{ id: 'layer-1', gradientNorm: 1, weightNorm: 2 }] }

describe('an epoch of a repeated run', () => {
  it('is the same whatever time it took and in whatever order its measures come', () => {
    expect(differenceOf(epoch, { ...epoch, seconds: 9, training: { accuracy: 0.75, loss: 0.5 } })).toBeNull()
    expect(historySum([{ ...epoch, seconds: 9, training: { accuracy: 0.75, loss: 0.5 } }])).toBe(historySum([epoch]))
  })

  it.each<[string, Partial<EpochRecord>, object]>([
    ['a loss in its last bit', { training: { loss: 0.5 + 2 ** -53, accuracy: 0.75 } }, { part: 'training', name: 'loss', before: 0.5, now: 0.5 + 2 ** -53 }],
    ['a measure that is missing', { validation: {} }, { part: 'validation', name: 'loss', before: 0.625, now: null }],
    ['a measure that was not there', { validation: { loss: 0.625, auc: 1 } }, { part: 'validation', name: 'auc', before: null, now: 1 }],
    ['a norm', { layers: [{ id: 'layer-1', gradientNorm: 1, weightNorm: 3 }] }, { part: 'layers', name: 'layer-1', before: 2, now: 3 }],
    ['another layer', { layers: [{ id: 'layer-9', gradientNorm: 1, weightNorm: 2 }] }, { part: 'layers', name: 'layer-1', before: 1, now: null }],
    ['a layer less', { layers: [] }, { part: 'layers', name: 'layer-1', before: 1, now: null }],
    ['the learning rate', { learningRate: 0.01 }, { part: 'course', name: 'learningRate', before: 0.001, now: 0.01 }],
    ['its steps', { step: 44 }, { part: 'course', name: 'step', before: 40, now: 44 }],
  ])('differs by %s', (_, change, difference) => {
    expect(differenceOf(epoch, { ...epoch, ...change })).toMatchObject({ epoch: 4, ...difference })
    expect(historySum([{ ...epoch, ...change }])).not.toBe(historySum([epoch]))
  })

  it('is one that was not there before', () => {
    expect(differenceOf(undefined, epoch)).toEqual({ epoch: 4, part: 'course', name: 'step', before: null, now: 40 })
  })
})
