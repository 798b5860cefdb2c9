/** A course that one engine began goes on with another: both keep the same numbers. Equal within rounding, not to the bit. */
import { describe, expect, it } from 'vitest'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { tensorflowEngine, whyNoTensorflow } from '#test/parity/tensorflow.ts'
import { relativeDifference } from '#test/parity/keras-cases.ts'
import { Person, trainSmall } from '#test/training/small-job.ts'
import type { SmallJob } from '#test/training/small-job.ts'

const jobs: { name: string; job: SmallJob }[] = [
  { name: 'adam with dropout', job: { layers: [{ id: 'layer-1', type: 'dense', units: 8, activation: 'tanh' }, { id: 'layer-2', type: 'dropout', rate: 0.3 }] } },
  // A bias before it would have no gradient but rounding.
  { name: 'nadam with batch normalization', job: { layers: [{ id: 'layer-1', type: 'dense', units: 8, useBias: false }, { id: 'layer-2', type: 'batchNormalization' }], training: { optimizer: { type: 'nadam' } } } },
  { name: 'an average of the weights', job: { training: { optimizer: { type: 'adamw', useEma: true } } } },
]

/** Of three trainings on a busy computer. */
const patience = 60_000

describe.skipIf(whyNoTensorflow !== null).each(jobs)(`a course of $name${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, ({ job }) => {
  it.each(['compiled', 'tensorflow'] as const)('that the engine %s began is ended by the other', async (first) => {
    const engineOf = (name: 'compiled' | 'tensorflow') => (name === 'compiled' ? createCompiledEngine() : tensorflowEngine(false))
    const whole = await trainSmall(engineOf(first), job)
    // Finished by a person in the second epoch: its last checkpoint is what the other goes on from.
    const begun = await trainSmall(engineOf(first), { ...job, checkpointMilliseconds: 0 }, new Person({ beforeStep: { 6: 'finish' } }))
    const resumeFrom = begun.told.checkpoints.at(-1)
    if (resumeFrom === undefined) throw new Error('no checkpoint')
    expect(resumeFrom.step).toBeGreaterThan(3)
    const ended = await trainSmall(engineOf(first === 'compiled' ? 'tensorflow' : 'compiled'), { ...job, resumeFrom })
    expect(ended.outcome.step).toBe(whole.outcome.step)
    for (const [at, { name, values }] of whole.outcome.weights.entries()) expect(relativeDifference(ended.outcome.weights[at]?.values ?? [], values), name).toBeLessThan(1e-4)
  }, patience)
})
