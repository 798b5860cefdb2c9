import { beforeAll, describe, expect, it } from 'vitest'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { bitsOf, trainSmall } from '#test/training/small-job.ts'
import type { Engine } from './engine.ts'
import { createSchedule } from './schedule.ts'

let engine: Engine
beforeAll(async () => {
  engine = createCompiledEngine()
})

describe('a changing learning rate', () => {
  it('is told for every step, and of the last step of every epoch', async () => {
    const schedule = { type: 'cosineDecay', warmupEpochs: 0.5, endFactor: 0.1 }
    const { told, outcome } = await trainSmall(engine, { training: { schedule, optimizer: { type: 'sgd', learningRate: 0.3 } } })
    const expected = createSchedule(schedule, { learningRate: 0.3, stepsPerEpoch: 4, epochs: 3 })
    const rates = told.steps.flatMap((part) => part.rates)
    expect(outcome.step).toBe(12)
    expect(rates).toEqual(rates.map((_, at) => Math.fround(expected.rateAt(at + 1))))
    expect(new Set(rates).size).toBeGreaterThan(9)
    expect(told.epochs.map(({ learningRate }) => learningRate)).toEqual([4, 8, 12].map(expected.rateAt))
  })

  it('is what the weights follow', async () => {
    const [still, falling] = await Promise.all(['constant', 'exponentialDecay'].map((type) => trainSmall(engine, { training: { schedule: { type }, optimizer: { type: 'sgd', learningRate: 0.3 } } })))
    expect(bitsOf(falling?.watched.weightsBefore[1] ?? [])).toEqual(bitsOf(still?.watched.weightsBefore[1] ?? []))
    expect(bitsOf(falling?.watched.weightsBefore[2] ?? [])).not.toEqual(bitsOf(still?.watched.weightsBefore[2] ?? []))
  })

  it.each([12, 0])('becomes smaller when the watched loss stalls, with %s validation rows', async (validationRows) => {
    const schedule = { type: 'reduceOnPlateau', patience: 1, factor: 0.5, minimumChange: 1000 }
    const { told } = await trainSmall(engine, { validationRows, training: { epochs: 4, schedule, optimizer: { type: 'sgd', learningRate: 0.3 } } })
    expect(told.epochs.map(({ learningRate }) => learningRate)).toEqual([0.3, 0.3, 0.15, 0.075])
  })
})
