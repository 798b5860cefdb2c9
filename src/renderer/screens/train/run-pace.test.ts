import { expect, it } from 'vitest'
import { paceOf } from './run-pace.ts'

const length = { epochs: { done: 2, planned: 10 }, steps: { done: 20, planned: 100 } }
const epochs = [1, 2].map((epoch) => ({ epoch, step: epoch * 10, seconds: epoch * 2, learningRate: 1, training: {}, validation: {}, layers: [] }))

it('takes the measured rate, else the average of the epochs, else says that it does not know', () => {
  expect(paceOf(length, epochs, 40)).toEqual({ steps: 40, seconds: 4, left: 2 })
  expect(paceOf(length, epochs, null)).toEqual({ steps: 5, seconds: 4, left: 16 })
  expect(paceOf({ ...length, steps: { done: 0, planned: 100 } }, [], null)).toEqual({ steps: null, seconds: 0, left: null })
})
