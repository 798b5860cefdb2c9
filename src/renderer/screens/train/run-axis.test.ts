import { describe, expect, it } from 'vitest'
import type { EpochRecord } from '#contract/run.ts'
import { axisEnd, placeOnAxis, stepsOfEpoch } from './run-axis.ts'

function epoch(number: number, step: number, seconds: number): EpochRecord {
  return { epoch: number, step, seconds, learningRate: 0.001, training: {}, validation: {}, layers: [] }
}
const length = { epochs: { done: 2, planned: 10 }, steps: { done: 25, planned: 100 } }
const epochs = [epoch(1, 10, 4), epoch(2, 20, 6)]

describe('the axis of a run', () => {
  it('places steps among epochs', () => {
    expect([stepsOfEpoch(length), placeOnAxis('epoch', length, epochs)(25)]).toEqual([10, 2.5])
  })

  it('spreads time evenly within an epoch and goes on at the last rate', () => {
    expect([0, 5, 10, 15, 20, 25, 5].map(placeOnAxis('time', length, epochs))).toEqual([0, 2, 4, 5, 6, 7, 2])
  })

  it('ends at what is planned while the run lives, at what was done afterwards', () => {
    expect([axisEnd('epoch', length, epochs, false), axisEnd('epoch', length, epochs, true), axisEnd('step', length, epochs, true)]).toEqual([10, 3, 25])
  })

  it('ends a living time axis at a round number', () => {
    expect([axisEnd('time', length, epochs, false), axisEnd('time', length, [], false)]).toEqual([10, 1])
  })
})
