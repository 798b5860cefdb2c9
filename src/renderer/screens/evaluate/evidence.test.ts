import { describe, expect, it } from 'vitest'
import type { ClassificationAnswer, EpochRecord } from '#contract/run.ts'
import { evidenceOf, livelierLearningRate } from './evidence.ts'

function epochs(...losses: number[]): EpochRecord[] {
  return losses.map((loss, at) => ({ epoch: at + 1, step: at + 1, seconds: at, learningRate: 0.001, training: { loss }, validation: {}, layers: [] }))
}
function learned(...learnedRows: number[]): ClassificationAnswer {
  const even = { value: 0, low: 0, high: 0 }
  return {
    kind: 'classification', rows: 10, right: 5, accuracy: even, guessing: { answer: 'no', right: 5 }, linear: null, overGuessing: even, overLinear: null, positive: null,
    classes: ['no', 'yes'], learnedRows, confusion: [], mistakes: [], cutOff: null,
  }
}
const plain = { classWeights: 'none' } as const

describe('evidenceOf', () => {
  it('says that the loss hardly fell, and not when it fell or rose from nothing', () => {
    expect(evidenceOf(epochs(0.7, 0.69, 0.685), null, plain)).toEqual({ lossHardlyFell: { from: 0.7, to: 0.685 } })
    expect(evidenceOf(epochs(0.7, 0.3), null, plain)).toEqual({})
    expect(evidenceOf(epochs(0.7), null, plain)).toEqual({})
  })

  it('says that a class had few rows to learn from, unless classes are weighted or all are small', () => {
    expect(evidenceOf([], learned(300, 12), plain)).toEqual({ rarestClass: { answer: 'yes', rows: 12 } })
    expect(evidenceOf([], learned(300, 12), { classWeights: 'balanced' })).toEqual({})
    expect(evidenceOf([], learned(30, 12), plain)).toEqual({})
    expect(evidenceOf([], learned(5000, 800), plain)).toEqual({})
  })
})

it('makes a learning rate ten times larger without stray digits', () => {
  expect([0.001, 0.003, 0.0007, 0.1].map(livelierLearningRate)).toEqual([0.01, 0.03, 0.007, 1])
})
