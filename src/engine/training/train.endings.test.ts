import { beforeAll, describe, expect, it } from 'vitest'
import { kerasEarlyStopping } from '#test/parity/early-stopping.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { bitsOf, Person, trainSmall } from '#test/training/small-job.ts'
import type { Finished, SmallJob } from '#test/training/small-job.ts'
import type { Engine } from './engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = createCompiledEngine()
})

const epochs = 30
/** Learns its few rows by heart: the loss of the validation rows falls, rises and jumps. */
const restless: SmallJob = { rows: 24, layers: [{ id: 'layer-1', type: 'dense', units: 8, activation: 'relu' }], training: { epochs, optimizer: { type: 'adam', learningRate: 0.1 }, seed: 3 } }
const withStopping = (earlyStopping: object, job = restless): SmallJob => ({ ...job, training: { ...job.training, earlyStopping: { enabled: true, ...earlyStopping } } })
const lossesOf = ({ told }: Finished, part: 'training' | 'validation'): number[] => told.epochs.map((record) => record[part]['loss'] ?? NaN)
/** Weights at the end of an epoch (from 1) of a run with three steps an epoch. */
const atEndOf = ({ watched, outcome }: Finished, epoch: number): string[] => bitsOf(watched.weightsBefore[3 * epoch] ?? outcome.weights)

describe('early stopping', () => {
  it('ends and keeps what Keras would, for any patience and minimum change, restoring the best or not', async () => {
    const whole = await trainSmall(engine, restless)
    const losses = lossesOf(whole, 'validation')
    const ends = new Set<number>()
    for (const patience of [0, 1, 3, 6, 100]) {
      for (const minimumChange of [0, 0.02, 10]) {
        for (const restoreBest of [true, false]) {
          const { last, best } = kerasEarlyStopping(losses, { patience, minimumChange })
          const run = await trainSmall(engine, withStopping({ patience, minimumChange, restoreBest }))
          const what = `patience ${patience}, minimum change ${minimumChange}`
          expect(run.outcome, what).toMatchObject({ reason: last === epochs ? 'completed' : 'stoppedEarly', epoch: last, step: 3 * last, bestEpoch: best, weightsEpoch: restoreBest ? best : last })
          expect(bitsOf(run.outcome.weights), what).toEqual(atEndOf(whole, restoreBest ? best : last))
          expect(run.told.epochs).toHaveLength(last)
          ends.add(last)
        }
      }
    }
    // The losses are worth the name: they end runs at many different epochs.
    expect(ends.size).toBeGreaterThan(4)
  })

  it('goes by the training loss where no rows are kept for validation', async () => {
    const job: SmallJob = { ...restless, validationRows: 0, training: { ...restless.training, batchSize: 24, optimizer: { type: 'sgd', learningRate: 3 }, epochs: 30 } }
    const losses = lossesOf(await trainSmall(engine, job), 'training')
    const { last, best } = kerasEarlyStopping(losses, { patience: 2, minimumChange: 0 })
    expect([last < 30, best > 1]).toEqual([true, true])
    expect((await trainSmall(engine, withStopping({ patience: 2 }, job))).outcome).toMatchObject({ reason: 'stoppedEarly', epoch: last, bestEpoch: best, weightsEpoch: best })
  })

  it('switched off ends nothing and restores nothing, but remembers which epoch was best', async () => {
    const run = await trainSmall(engine, restless)
    const losses = lossesOf(run, 'validation')
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(best).toBeLessThan(epochs)
    expect(run.outcome).toMatchObject({ reason: 'completed', epoch: epochs, bestEpoch: best, weightsEpoch: epochs })
    expect(run.told.best.at(-1)?.epoch).toBe(best)
    expect(bitsOf(run.told.best.at(-1)?.weights ?? [])).toEqual(atEndOf(run, best))
  })

  it('tells each epoch that is better than all before it, after its record', async () => {
    const { told } = await trainSmall(engine, restless)
    let least = Infinity
    const better = told.epochs.filter(({ validation: { loss = NaN } }) => loss < least && (least = loss) === loss).map(({ epoch }) => epoch)
    expect(told.best.map(({ epoch }) => epoch)).toEqual(better)
    for (const [at, what] of told.order.entries()) if (what === 'best') expect(told.order[at - 1]).toBe('epoch')
  })
})

describe('a person', () => {
  it('who finishes keeps the best epoch, with early stopping or without', async () => {
    const whole = await trainSmall(engine, restless)
    for (const job of [restless, withStopping({ patience: 100, restoreBest: false })]) {
      const run = await trainSmall(engine, job, new Person({ beforeStep: { 50: 'finish' } }))
      const { best } = kerasEarlyStopping(lossesOf(whole, 'validation').slice(0, 16), { patience: 100, minimumChange: 0 })
      expect(best).toBeLessThan(16)
      expect(run.outcome).toMatchObject({ reason: 'finishedByPerson', step: 50, epoch: 16, bestEpoch: best, weightsEpoch: best })
      expect(bitsOf(run.outcome.weights)).toEqual(atEndOf(whole, best))
    }
  })

  it('who finishes in the first epoch keeps the weights as they are, of no epoch', async () => {
    const whole = await trainSmall(engine, restless)
    const run = await trainSmall(engine, restless, new Person({ beforeStep: { 2: 'finish' } }))
    expect(run.outcome).toMatchObject({ reason: 'finishedByPerson', step: 2, epoch: 0, bestEpoch: null, weightsEpoch: null })
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(whole.watched.weightsBefore[2] ?? []))
    expect(run.losses).toEqual(whole.losses.slice(0, 2))
  })

  it('who finishes or discards while it is paused ends it there', async () => {
    const finished = await trainSmall(engine, restless, new Person({ beforeStep: { 4: 'pause' }, afterPause: ['finish'] }))
    expect(finished.outcome).toMatchObject({ reason: 'finishedByPerson', step: 4, epoch: 1, weightsEpoch: 1 })
    const discarded = await trainSmall(engine, restless, new Person({ beforeStep: { 4: 'pause' }, afterPause: ['discard'] }))
    expect(discarded.outcome).toMatchObject({ reason: 'discarded', step: 4, epoch: 1 })
  })

  it('who finishes before the first step gets the starting weights', async () => {
    const whole = await trainSmall(engine, restless)
    const run = await trainSmall(engine, restless, new Person({ atFirst: 'finish' }))
    expect(run.outcome).toMatchObject({ reason: 'finishedByPerson', step: 0, epoch: 0, weightsEpoch: null, seconds: 0 })
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(whole.watched.weightsBefore[0] ?? []))
  })
})

describe('a run whose loss stops being a number', () => {
  const steep: SmallJob = { task: 'regression', layers: [{ id: 'layer-1', type: 'dense', units: 5, activation: 'relu' }], training: { epochs: 50, optimizer: { type: 'sgd', learningRate: 1000 } } }
  const isNumber = ({ watched }: Finished, step: number) => (watched.weightsBefore[step - 1] ?? []).every(({ values }) => values.every(Number.isFinite))

  it('stops at that step, names the cause and keeps the weights of the step before', async () => {
    const run = await trainSmall(engine, steep)
    const at = run.losses.findIndex((loss) => !Number.isFinite(loss)) + 1
    expect(at).toBeGreaterThan(1)
    expect(run.losses).toHaveLength(at)
    expect(run.outcome).toMatchObject({ reason: 'diverged', divergedAt: at, step: at, cause: 'learningRate', weightsEpoch: null })
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(run.watched.weightsBefore[at - 2] ?? []))
    expect(isNumber(run, at - 1)).toBe(true)
  })

  it('keeps those weights even where an earlier epoch was better and early stopping would restore it', async () => {
    const job: SmallJob = { ...steep, training: { ...steep.training, batchSize: 27, earlyStopping: { enabled: true, patience: 40 } } }
    const run = await trainSmall(engine, job)
    const at = run.outcome.divergedAt ?? NaN
    expect(run.outcome).toMatchObject({ reason: 'diverged', bestEpoch: 1, weightsEpoch: null })
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(run.watched.weightsBefore[at - 1] ?? []))
    expect(isNumber(run, at)).toBe(true)
  })

  it('diverges too where the last update of all goes wrong, which no further step would show', async () => {
    const oneBatch = { ...steep, training: { ...steep.training, batchSize: 27 } }
    const at = (await trainSmall(engine, oneBatch)).outcome.divergedAt ?? NaN
    const run = await trainSmall(engine, { ...oneBatch, training: { ...oneBatch.training, epochs: at } })
    expect(run.losses.every(Number.isFinite)).toBe(true)
    expect(run.outcome).toMatchObject({ reason: 'diverged', step: at, divergedAt: at, weightsEpoch: null })
    expect(run.told.epochs).toHaveLength(at - 1)
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(run.watched.weightsBefore[at - 1] ?? []))
  })

  it('is stopped at the first step by inputs that are no numbers, with the starting weights', async () => {
    const run = await trainSmall(engine, { inputScale: NaN })
    expect(run.outcome).toMatchObject({ reason: 'diverged', divergedAt: 1, step: 1, epoch: 0, cause: 'inputsNotNumbers', bestEpoch: null })
    expect(run.losses).toEqual([NaN])
    expect(bitsOf(run.outcome.weights)).toEqual(bitsOf(run.watched.weightsBefore[0] ?? []))
  })

  it('never ends with moving statistics that are no numbers, which a normalization would hide', async () => {
    const job: SmallJob = { layers: [{ id: 'layer-1', type: 'batchNormalization' }], inputScale: 1e25 }
    for (const own of [job, { ...job, rows: 8, training: { epochs: 1 } }]) {
      const { outcome } = await trainSmall(engine, own)
      expect(outcome).toMatchObject({ reason: 'diverged', cause: 'inputsHuge' })
      expect(outcome.weights.every(({ values }) => values.every(Number.isFinite))).toBe(true)
    }
  })
})
