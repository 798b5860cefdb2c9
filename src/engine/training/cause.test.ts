import { describe, expect, it } from 'vitest'
import type { Cause } from '#contract/wording/causes.ts'
import { Training } from '#contract/training.ts'
import { likelyCause } from './cause.ts'

interface Diverged {
  optimizer?: string
  learningRate?: number
  inputs?: number[]
  step?: number
  losses?: number[]
}

function causeOf({ optimizer = 'adam', learningRate = 0.001, inputs = [0.5, -2], step = 30, losses = [] }: Diverged): Cause {
  const rows = { count: inputs.length, inputs: Float32Array.from(inputs), targets: new Float32Array(inputs.length), weights: null }
  return likelyCause({ training: Training.parse({ optimizer: { type: optimizer, learningRate } }), rows, step, learningRate, losses })
}

describe('the likely cause of a divergence', () => {
  it.each<[string, Diverged, Cause]>([
    ['an input that is no number', { inputs: [1, NaN] }, 'inputsNotNumbers'],
    ['an infinite input, even with a large learning rate', { inputs: [1, -Infinity], learningRate: 10 }, 'inputsNotNumbers'],
    ['huge inputs at the first step', { inputs: [1, -1e6], step: 1 }, 'inputsHuge'],
    ['nothing but the starting weights at the first step', { step: 1, learningRate: 10 }, 'startingWeights'],
    ['a learning rate of three times the usual', { learningRate: 0.003 }, 'learningRate'],
    ['a large learning rate rather than huge inputs', { learningRate: 1, inputs: [1e6] }, 'learningRate'],
    ['huge inputs with a usual learning rate', { inputs: [20_000], losses: [1, 2, 100] }, 'inputsHuge'],
    ['a loss that had been rising', { losses: [1, 2, 5, 11] }, 'learningRateRising'],
    ['none, where the loss had been steady', { losses: [1, 0.9, 1.1] }, 'unknown'],
    ['none, where nothing was recorded', { losses: [] }, 'unknown'],
  ])('is %s', (_, diverged, cause) => {
    expect(causeOf(diverged)).toBe(cause)
  })

  it('knows that gradient descent usually takes larger steps than the others', () => {
    expect([0.01, 0.03].map((learningRate) => causeOf({ optimizer: 'sgd', learningRate }))).toEqual(['unknown', 'learningRate'])
    for (const optimizer of ['rmsprop', 'adam', 'adamw']) expect(causeOf({ optimizer, learningRate: 0.01 })).toBe('learningRate')
  })

  it('looks at the last ten losses only', () => {
    expect(causeOf({ losses: [0.01, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] })).toBe('unknown')
  })
})
