import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { Person, trainSmall } from '#test/training/small-job.ts'
import type { Finished, SmallJob } from '#test/training/small-job.ts'
import { historyOf } from '#test/training/history-of.ts'
import { optimizers } from '../catalogue/optimizers.ts'
import { schedules } from '../catalogue/schedules.ts'
import type { Typed } from '#contract/training.ts'
import { createCompiledEngine } from '../compiled/engine.ts'
import type { Engine } from './engine.ts'

const engines: Record<'compiled' | 'tfjs', Engine | null> = { compiled: null, tfjs: null }
beforeAll(async () => {
  engines.compiled = await createCompiledEngine()
  engines.tfjs = await tfjsEngine()
})
leavesNoTensors()

const epochs = 5

/** Every optimizer with and without its switches, its momentum, decay and one way of clipping. */
const optimizer = fc
  .record({ type: fc.constantFrom(...optimizers.map(({ type }) => type)), on: fc.boolean(), learningRate: fc.constantFrom(0.01, 0.1, 1e6), momentum: fc.constantFrom(0, 0.9), clip: fc.constantFrom('clipvalue', 'clipnorm', 'globalClipnorm', null) })
  .map(({ type, on, learningRate, momentum, clip }) => {
    const given: Record<string, number | boolean> = { learningRate, momentum, weightDecay: on ? 0.01 : 0, emaMomentum: 0.8, ...(clip === null ? {} : { [clip]: 0.5 }) }
    const settings: { name: string; kind: string }[] = [...(optimizers.find((entry) => entry.type === type)?.settings ?? [])]
    return { type, ...Object.fromEntries(settings.flatMap(({ name, kind }) => (kind === 'switch' ? [[name, on]] : given[name] === undefined ? [] : [[name, given[name]]]))) }
  })

/** So that something changes within the few epochs. */
function scheduleWithin({ type, settings }: (typeof schedules)[number]): Typed {
  const short: Record<string, number> = { patience: 1, cooldown: 1, minimumChange: 0.02, everyEpochs: 1.5, decayEpochs: 1.5, firstDecayEpochs: 1.5, warmupEpochs: 0.5 }
  return { type, ...Object.fromEntries(settings.flatMap(({ name }) => (short[name] === undefined ? [] : [[name, short[name]]]))) }
}

const job = fc
  .record({
    task: fc.constantFrom('binary', 'multiclass', 'regression'),
    optimizer,
    schedule: fc.constantFrom(...schedules.map(scheduleWithin)),
    dropout: fc.boolean(),
    noise: fc.boolean(),
    normalization: fc.boolean(),
    earlyStopping: fc.record({ enabled: fc.boolean(), patience: fc.integer({ min: 0, max: 2 }), restoreBest: fc.boolean() }),
    classWeights: fc.constantFrom('none', 'balanced'),
    validationRows: fc.constantFrom(0, 12),
    batchSize: fc.constantFrom(5, 8, 27),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(
    ({ task, dropout, noise, normalization, validationRows, ...training }): SmallJob => ({
      task,
      validationRows,
      layers: [
        { id: 'layer-1', type: 'dense', units: 5, activation: 'tanh' },
        ...(normalization ? [{ id: 'layer-2', type: 'batchNormalization' }] : []),
        ...(dropout ? [{ id: 'layer-3', type: 'dropout', rate: 0.3 }] : []),
        ...(noise ? [{ id: 'layer-4', type: 'gaussianNoise', stddev: 0.1 }] : []),
        { id: 'layer-5', type: 'dense', units: 4, activation: 'relu', kernelRegularizer: { type: 'l2', l2: 0.01 } },
      ],
      training: { epochs, ...training },
    }),
  )

/** Trains until after step `cut`, says where it stood, and trains on from there in another model. */
async function cutAndResumed(engine: Engine, of: SmallJob, cut: number): Promise<Finished> {
  const before = await trainSmall(engine, of, new Person({ beforeStep: { [cut]: 'pause' }, afterPause: ['discard'] }))
  const resumeFrom = before.told.checkpoints.at(-1)
  if (resumeFrom === undefined) return before
  expect(resumeFrom.step).toBe(before.outcome.step)
  const after = await trainSmall(engine, { ...of, resumeFrom })
  return { ...after, losses: [...before.losses, ...after.losses], told: { ...after.told, epochs: [...before.told.epochs, ...after.told.epochs], checkpoints: [...before.told.checkpoints, ...after.told.checkpoints] } }
}

it.each([
  { name: 'compiled' as const, numRuns: 150 },
  { name: 'tfjs' as const, numRuns: 60 },
])('a run cut anywhere and resumed from its checkpoint is the run that was not, bit for bit (seeded): $name', { timeout: 120_000 }, async ({ name, numRuns }) => {
  const engine = engines[name]
  if (engine === null) throw new Error('no engine')
  await fc.assert(
    fc.asyncProperty(job, fc.array(fc.nat(), { minLength: 2, maxLength: 2 }), async (of, cuts) => {
      const whole = await trainSmall(engine, of)
      for (const cut of cuts) expect(historyOf(await cutAndResumed(engine, of, 1 + (cut % Math.max(1, whole.outcome.step))))).toEqual(historyOf(whole))
    }),
    { numRuns, seed: 42 },
  )
})
