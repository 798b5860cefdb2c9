import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { RatePoint } from '#contract/rate-search.ts'
import type { Task } from '#contract/recipe.ts'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { upTo } from '#test/tables/columns.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { seededRows, trainSmall } from '#test/training/small-job.ts'
import { buildProgram } from '../network/program.ts'
import type { Engine } from './engine.ts'
import { findLearningRate, rateSteps } from './find-learning-rate.ts'
import { suggestRate } from './suggest-rate.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

const layers = ['layer-1', 'layer-2'].map((id) => ({ id, type: 'dense', units: 32, activation: 'relu' }))

function search({ task = 'binary' as Task, optimizer = { type: 'adam' }, inputScale = 1, cancelAfter = Infinity, training = {} } = {}) {
  const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize: 32, optimizer, ...training } })
  const program = buildProgram(plan, { inputs: 3, task, classes: { binary: 2, multiclass: 3, regression: 0 }[task], trainingRows: 200, validationRows: 0 })
  const done: number[] = []
  return { done, found: findLearningRate({ program, plan, rows: seededRows(task, 200, 1, inputScale), engine, isCancelled: () => done.length >= cancelAfter, progress: (count) => done.push(count), pause: () => Promise.resolve() }) }
}

describe('a search for a learning rate', () => {
  it('tries ever larger rates, each the same number of times the one before', async () => {
    const { done, found } = search({ optimizer: { type: 'adadelta' } })
    const result = await found
    const rates = result?.points.map(({ rate }) => rate) ?? []
    expect([rates.length, result?.end, done.at(-1)]).toEqual([rateSteps, 'complete', rateSteps])
    expect([rates[0], rates[99]].map((rate) => rate?.toPrecision(9))).toEqual(['0.00000100000000', '10.0000000'])
    for (const at of upTo(99)) expect((rates[at + 1] ?? NaN) / (rates[at] ?? NaN)).toBeCloseTo(10 ** (7 / 99), 9)
  })

  it.each(['binary', 'multiclass', 'regression'] as const)('stops when the loss explodes, and suggests a rate that trains: %s', async (task) => {
    const result = await search({ task }).found
    expect(result?.end).toBe('exploded')
    expect(result?.points.length).toBeLessThan(rateSteps)
    const losses = result?.points.map(({ loss }) => loss) ?? []
    expect(losses.at(-1)).toBeGreaterThan(4 * Math.min(...losses))
    expect(Math.max(...losses.slice(0, -1))).toBeLessThanOrEqual(4 * Math.min(...losses))
    const learningRate = result?.suggestion ?? NaN
    expect(learningRate).toBeGreaterThan(0.001)
    const slow = await trainSmall(engine, { task, rows: 200, layers, training: { batchSize: 32, epochs: 5, optimizer: { type: 'adam', learningRate: learningRate / 100 } } })
    const suggested = await trainSmall(engine, { task, rows: 200, layers, training: { batchSize: 32, epochs: 5, optimizer: { type: 'adam', learningRate } } })
    expect(suggested.told.epochs.at(-1)?.training['loss']).toBeLessThan(0.95 * (slow.told.epochs.at(-1)?.training['loss'] ?? NaN))
  })

  it('ends where the loss is no number, with no suggestion if it never fell', async () => {
    expect(await search({ task: 'regression', inputScale: 1e30 }).found).toEqual({ points: [], end: 'diverged', suggestion: null })
  })

  it('is over as soon as it is cancelled', async () => {
    const { done, found } = search({ cancelAfter: 7 })
    expect([await found, done.length]).toEqual([null, 7])
  })

  it('gives the same again, and takes no notice of schedules', async () => {
    expect(await search({ training: { schedule: { type: 'oneCycle' } } }).found).toEqual(await search().found)
    expect(await search({ training: { classWeights: 'balanced' } }).found).not.toEqual(await search().found)
  })
})

describe('a suggestion', () => {
  /** Rates grow tenfold in ten points. */
  const curve = (loss: (at: number) => number): RatePoint[] => upTo(80).map((at) => ({ rate: 10 ** (-6 + at / 10), loss: loss(at) }))

  it('is a tenth of the rate with the least loss', () => {
    // Falls in a straight line until point 60, where the rate is 1, then rises.
    expect(suggestRate(curve((at) => (at < 30 ? 1 : at <= 60 ? 1 - (at - 30) / 40 : 0.25 + (at - 60))))).toBeCloseTo(0.003, 9)
    // Steep at the end: no more than a tenth.
    expect(suggestRate(curve((at) => (at < 50 ? 1 : at <= 60 ? 1 - (at - 50) / 20 : 5)))).toBe(0.1)
  })

  it('is none where the loss never fell, or there is next to nothing to see', () => {
    expect([suggestRate(curve(() => 1)), suggestRate(curve((at) => at)), suggestRate(curve((at) => 1 - 0.0001 * at)), suggestRate([]), suggestRate(curve((at) => -at).slice(0, 6))]).toEqual([null, null, null, null, null])
  })

  it('takes losses below 0', () => {
    expect(suggestRate(curve((at) => (at < 30 ? -1 : at <= 60 ? -1 - (at - 30) / 40 : 0)))).toBeCloseTo(0.003, 9)
  })
})
