import { expect, it } from 'vitest'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { Person, trainSmall } from '#test/training/small-job.ts'
import { checkCounts } from './course-state.ts'

it('a place in a run is one that the run comes to', () => {
  const at = (step: number, epoch: number, rowsDone: number) => () => checkCounts({ step, epoch, rowsDone }, 27, 8, 3)
  for (const [step, epoch, rowsDone] of [[0, 0, 0], [3, 0, 24], [4, 1, 0], [6, 1, 16], [12, 3, 0]] as const) expect(at(step, epoch, rowsDone)).not.toThrow()
  for (const [step, epoch, rowsDone] of [[5, 1, 0], [4, 1, 8], [4, 0, 32], [16, 4, 0], [3, 0, 27], [3.5, 0, 28], [-1, 0, -8], [NaN, 0, 0]] as const) expect(at(step, epoch, rowsDone)).toThrow(/is no place in a run/)
})

it('a job refuses to go on from a state of another one, and leaves nothing of its model behind', async () => {
  const engine = await tfjsEngine()
  const { told } = await trainSmall(engine, {}, new Person({ beforeStep: { 5: 'pause' } }))
  const [resumeFrom] = told.checkpoints
  if (resumeFrom === undefined) throw new Error('no checkpoint')
  await expect(trainSmall(engine, { resumeFrom, rows: 40 })).rejects.toThrow(/is no place/)
  await expect(trainSmall(engine, { resumeFrom, layers: [{ id: 'layer-1', type: 'dense', units: 6 }] })).rejects.toThrow(/no weights/)
  await expect(trainSmall(engine, { resumeFrom, training: { optimizer: { type: 'rmsprop', centered: true } } })).rejects.toThrow(/stored state/)
})

it('a checkpoint is told on time, in the middle of epochs too, after all steps before it', async () => {
  const { told } = await trainSmall(await tfjsEngine(), { checkpointMilliseconds: 1, training: { epochs: 3 } }, new Person({ slowSteps: [2, 6, 7] }))
  const steps = told.checkpoints.map(({ step }) => step)
  expect(steps).toContain(2)
  expect(steps.at(-1)).toBe(12)
  expect(new Set(steps).size).toBe(steps.length)
  for (const { step, epoch, rowsDone } of told.checkpoints) expect(step).toBe(epoch * 4 + Math.ceil(rowsDone / 8))
})

it('a run that diverged tells no checkpoint at its end: there is nothing to go on from', async () => {
  const { outcome, told } = await trainSmall(await tfjsEngine(), { task: 'regression', training: { optimizer: { type: 'sgd', learningRate: 1e9 } } })
  expect([outcome.reason, told.checkpoints]).toEqual(['diverged', []])
})
