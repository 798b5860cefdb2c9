import { availableParallelism } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import type { Plan } from '#contract/plan.ts'
import { upTo } from '#test/tables/columns.ts'
import { cleanUp, failure, followed, journalOf, opened, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'
import type { Client, Studio } from './studio-driver.ts'

afterEach(cleanUp)

/** A run too long to end by itself. */
async function startLongRun(studio: Studio): Promise<{ projectId: string; runId: string; plan: Plan }> {
  const { project } = await projectWith(studio.client, sample('breast_cancer'))
  const suggested = await studio.client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'target') })
  const plan = { ...suggested, training: { ...suggested.training, epochs: 100_000, earlyStopping: { ...suggested.training.earlyStopping, enabled: false } } }
  const { id } = await studio.client.run.start({ projectId: project.id, plan })
  return { projectId: project.id, runId: id, plan }
}

async function until(client: Client, projectId: string, runId: string, wanted: (run: Awaited<ReturnType<Client['run']['detail']>>['summary']) => boolean): Promise<void> {
  await expect.poll(async () => wanted((await client.run.detail({ projectId, runId })).summary), { timeout: 30_000, interval: 30 }).toBe(true)
}

describe('a run that is interrupted', () => {
  it('by SIGKILL is kept up to its last epoch, with its best weights, and the project is intact', async () => {
    const studio = await startStudio()
    const { projectId, runId, plan } = await startLongRun(studio)
    await until(studio.client, projectId, runId, ({ hasModel, epochs }) => hasModel && epochs.done >= 5)
    await expect.poll(async () => (await journalOf(studio, projectId, runId)).filter((line) => line.startsWith('{"kind":"epoch"')).length, { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(5)
    await expect.poll(async () => (await journalOf(studio, projectId, runId)).some((line) => line.startsWith('{"kind":"kept"')), { timeout: 10_000, interval: 10 }).toBe(true)
    const following = followed(studio.client, projectId, runId)
    await studio.kill()
    await expect(following).rejects.toBeDefined()

    const again = await startStudio({ home: studio.home })
    const project = await again.client.project.open({ projectId })
    expect(project).toMatchObject({ hasDataset: true, interruptedRuns: [runId] })
    expect(project.runs[0]).toMatchObject({ state: { kind: 'finished', reason: 'interrupted' }, hasModel: true })
    expect(project.runs[0]?.epochs.done).toBeGreaterThanOrEqual(5)
    expect((await again.client.project.open({ projectId })).interruptedRuns).toEqual([])
    const replay = await followed(again.client, projectId, runId)
    expect(replay.epochs).toBe(replay.summary.epochs.done)
    expect(replay.loss.length).toBeGreaterThan(0)
    expect((await opened(await again.client.dataset.view({ projectId }))).rows).toBe(569)
    const form = await again.client.predict.form({ projectId, runId })
    const row = await again.client.predict.row({ projectId, runId, values: form.fields.map(({ column, start }) => ({ column, value: start })) })
    expect(row.answer.kind).toBe('class')
    const next = await again.client.run.start({ projectId, plan: { ...plan, training: { ...plan.training, epochs: 2 } } })
    expect((await followed(again.client, projectId, next.id)).summary).toMatchObject({ number: 2, state: { reason: 'completed' } })
  })

  it('by the host leaving is written down before the process ends', async () => {
    const studio = await startStudio()
    const { projectId, runId } = await startLongRun(studio)
    await until(studio.client, projectId, runId, ({ epochs }) => epochs.done >= 2)
    await studio.stop()
    const again = await startStudio({ home: studio.home })
    const { runs, interruptedRuns } = await again.client.project.open({ projectId })
    expect(runs[0]).toMatchObject({ state: { kind: 'finished', reason: 'interrupted' } })
    expect(interruptedRuns).toEqual([])
  })
})

describe('steering a run', () => {
  it('pauses, goes on for one epoch, resumes, and finishes with the best weights', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { projectId, runId } = await startLongRun(studio)
    const ids = { projectId, runId }
    await until(client, projectId, runId, ({ epochs }) => epochs.done >= 2)
    const second = followed(studio.connect(), projectId, runId)

    expect((await client.run.pause(ids)).state).toEqual({ kind: 'paused' })
    await expect.poll(async () => (await journalOf(studio, projectId, runId)).some((line) => line.startsWith('{"kind":"checkpoint"')), { timeout: 10_000, interval: 10 }).toBe(true)
    const pausedAt = await settledEpochs(client, projectId, runId)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect((await client.run.detail(ids)).summary.epochs.done).toBe(pausedAt)

    await client.run.oneEpoch(ids)
    await until(client, projectId, runId, ({ state }) => state.kind === 'paused')
    const { epochs, steps } = (await client.run.detail(ids)).summary
    expect(epochs.done).toBe(pausedAt + 1)
    expect(steps.done % (steps.planned / epochs.planned)).toBe(0)

    expect((await client.run.resume(ids)).state).toEqual({ kind: 'training' })
    await until(client, projectId, runId, (summary) => summary.epochs.done > pausedAt + 3)
    await client.run.finish(ids)
    const { summary } = await second
    expect(summary).toMatchObject({ state: { kind: 'finished', reason: 'finishedByPerson' }, hasModel: true })
    expect((await client.run.detail(ids)).report?.answer).not.toBeNull()
    expect(await failure(client.run.pause(ids))).toMatchObject({ code: 'run.ended' })
  })

  it('trains as many runs at once as there are cores, queues one more, and discards live ones without a trace', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { projectId, runId, plan } = await startLongRun(studio)
    const others = await Promise.all(upTo(availableParallelism() - 1).map(() => client.run.start({ projectId, plan })))
    for (const { id } of others) await until(client, projectId, id, ({ epochs }) => epochs.done >= 1)
    const waiting = await client.run.start({ projectId, plan: { ...plan, training: { ...plan.training, epochs: 2 } } })
    expect(waiting.state).toEqual({ kind: 'queued' })
    expect(await failure(client.project.remove({ projectId }))).toMatchObject({ code: 'project.busy' })
    const watching = client.run.follow({ projectId, runId }).then(async (events) => {
      let count = 0
      for await (const event of events) count += event.kind === 'summary' ? 1 : 0
      return count
    })
    await until(client, projectId, runId, ({ epochs }) => epochs.done >= 1)
    await client.run.discard({ projectId, runId })
    expect(await watching).toBeGreaterThan(0)
    expect(await failure(client.run.detail({ projectId, runId }))).toMatchObject({ code: 'run.unknown' })
    expect((await followed(client, projectId, waiting.id)).summary).toMatchObject({ number: 2 + others.length, state: { kind: 'finished', reason: 'completed' } })
    for (const { id } of others) {
      expect((await client.run.detail({ projectId, runId: id })).summary.state).toEqual({ kind: 'training' })
      await client.run.discard({ projectId, runId: id })
    }
    expect((await client.run.list({ projectId })).map(({ id }) => id)).toEqual([waiting.id])
    await client.project.remove({ projectId })
    expect(await client.project.list({})).toEqual([])
  })

  it('answers other calls within 50 ms while a run trains', async () => {
    const studio = await startStudio()
    const { client } = studio
    // How long they take on this computer as busy as it is with something else.
    const before = await slowOf(client)
    const { projectId, runId } = await startLongRun(studio)
    await until(client, projectId, runId, ({ epochs }) => epochs.done >= 1)
    expect((await slowOf(client)) - before).toBeLessThan(50)
  })
})

/** Milliseconds within which nine of ten calls are answered. */
async function slowOf(client: Client): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < 40; call++) {
    const start = performance.now()
    await client.studio.describe({})
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.9)] ?? Infinity
}

/** A pause takes effect at the end of a step; the last reports may still be on their way. */
async function settledEpochs(client: Client, projectId: string, runId: string): Promise<number> {
  let last = -1
  for (;;) {
    const { done } = (await client.run.detail({ projectId, runId })).summary.steps
    if (done === last) return (await client.run.detail({ projectId, runId })).summary.epochs.done
    last = done
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
