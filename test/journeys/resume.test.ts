import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Plan } from '#contract/plan.ts'
import type { RunVerification } from '#contract/run.ts'
import { cleanUp, failure, fileWith, followed, journalOf, opened, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'
import type { Client, Studio } from './studio-driver.ts'

afterEach(cleanUp)

interface Ids {
  projectId: string
  runId: string
}

/** Long enough to be cut off in the middle, with everything in it that a run remembers or draws at random. */
async function preparedPlan(client: Client): Promise<{ projectId: string; plan: Plan }> {
  const { project } = await projectWith(client, sample('breast_cancer'))
  const suggested = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'target') })
  return {
    projectId: project.id,
    plan: {
      ...suggested,
      network: {
        ...suggested.network,
        layers: [
          { id: 'layer-1', type: 'dense', units: 64, activation: 'relu' },
          { id: 'layer-2', type: 'batchNormalization' },
          { id: 'layer-3', type: 'dropout', rate: 0.2 },
          { id: 'layer-4', type: 'dense', units: 32, activation: 'tanh' },
        ],
      },
      training: { ...suggested.training, epochs: 1500, optimizer: { type: 'adam', learningRate: 0.0003, amsgrad: true }, earlyStopping: { enabled: true, patience: 10_000, minimumChange: 0, restoreBest: true } },
    },
  }
}

async function until(client: Client, ids: Ids, wanted: (run: Awaited<ReturnType<Client['run']['detail']>>['summary']) => boolean): Promise<void> {
  await expect.poll(async () => wanted((await client.run.detail(ids)).summary), { timeout: 30_000, interval: 10 }).toBe(true)
}

/** Pauses, so that a checkpoint is written, and goes on. */
async function pauseOnce(client: Client, ids: Ids, folder: string): Promise<number> {
  const before = await checkpointsIn(folder)
  await client.run.pause(ids)
  await expect.poll(async () => (await checkpointsIn(folder)).filter((step) => !before.includes(step)).length, { timeout: 10_000, interval: 10 }).toBe(1)
  const [step = 0] = await checkpointsIn(folder)
  await client.run.resume(ids)
  return step
}

const folderOf = (studio: Studio, { projectId, runId }: Ids): string => path.join(studio.home, 'home', 'projects', projectId, 'runs', runId)

/** Their steps, newest first. */
async function checkpointsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => /^checkpoint-(\d+)\.safetensors$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => b - a)
}

async function resultOf(client: Client, ids: Ids) {
  const { loss } = await followed(client, ids.projectId, ids.runId)
  const { summary, report } = await client.run.detail(ids)
  return { state: summary.state, bestEpoch: summary.bestEpoch, epochs: summary.epochs, steps: summary.steps, history: report?.historySha256, weights: report?.weightsSha256, answer: report?.answer, loss }
}

async function verified(client: Client, ids: Ids): Promise<RunVerification> {
  for await (const event of await client.run.verify(ids)) if (event.kind === 'done') return event.verification
  throw new Error('verify ended without a result')
}

/** Starts a run, writes `pauses` checkpoints, and kills the studio a little later. */
async function killedRun(studio: Studio, projectId: string, plan: Plan, pauses: number): Promise<{ ids: Ids; folder: string; steps: number[] }> {
  const { client } = studio
  const { id: runId } = await client.run.start({ projectId, plan })
  const ids = { projectId, runId }
  const folder = folderOf(studio, ids)
  await until(client, ids, ({ epochs }) => epochs.done >= 20)
  const steps: number[] = []
  for (let pause = 0; pause < pauses; pause++) {
    steps.unshift(await pauseOnce(client, ids, folder))
    const { epochs } = (await client.run.detail(ids)).summary
    await until(client, ids, (now) => now.epochs.done >= epochs.done + 20)
    // On the disk, too: a kill leaves no more of it.
    await expect.poll(async () => epochsIn(await journalOf(studio, projectId, runId)), { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(epochs.done + 20)
  }
  await studio.kill()
  return { ids, folder, steps }
}

/** The last epoch that a journal tells of. */
function epochsIn(lines: string[]): number {
  return Math.max(0, ...lines.map((line) => Number(/^\{"kind":"epoch","record":\{"epoch":(\d+)/.exec(line)?.[1] ?? 0)))
}

async function spoil(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[bytes.length - 7] = (bytes[bytes.length - 7] ?? 0) ^ 4
  await writeFile(file, bytes)
}

describe('a run killed with the studio', () => {
  it('and resumed ends as the run that was not: same history, weights and answer', { timeout: 90_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const { id } = await first.client.run.start({ projectId, plan })
    const whole = await resultOf(first.client, { projectId, runId: id })
    expect(whole).toMatchObject({ state: { reason: 'completed' }, history: expect.stringMatching(/^[0-9a-f]{64}$/), weights: expect.stringMatching(/^[0-9a-f]{64}$/) })

    const { ids, steps } = await killedRun(first, projectId, plan, 1)
    const second = await startStudio({ home: first.home })
    const { runs } = await second.client.project.open({ projectId })
    const interrupted = runs.find((run) => run.id === ids.runId)
    expect(interrupted).toMatchObject({ state: { kind: 'finished', reason: 'interrupted' }, resumesAt: { step: steps[0] } })
    expect(interrupted?.epochs.done).toBeGreaterThan(interrupted?.resumesAt?.epoch ?? Infinity)
    expect(await second.client.run.resume(ids)).toMatchObject({ resumed: { step: steps[0], damaged: 0 } })
    expect(await resultOf(second.client, ids)).toEqual(whole)
    expect((await second.client.run.detail(ids)).summary.resumesAt).toBeUndefined()
    expect(await failure(second.client.run.resume(ids))).toMatchObject({ code: 'run.ended' })

    // What was said while it trained is what is on the disk.
    await second.stop()
    const third = await startStudio({ home: first.home })
    expect(await resultOf(third.client, ids)).toEqual(whole)
  })

  it('before its first checkpoint begins anew, to the same end', { timeout: 60_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const shorter = { ...plan, training: { ...plan.training, epochs: 1000 } }
    const { ids } = await killedRun(first, projectId, shorter, 0)
    const second = await startStudio({ home: first.home })
    expect((await second.client.project.open({ projectId })).runs[0]).toMatchObject({ resumesAt: { step: 0, epoch: 0 } })
    await second.client.run.resume(ids)
    const resumed = await resultOf(second.client, ids)
    const { id } = await second.client.run.start({ projectId, plan: shorter })
    expect(resumed).toEqual(await resultOf(second.client, { projectId, runId: id }))
  })

  it('goes on from the checkpoint before where the last is damaged, and says in one sentence why it can’t otherwise', { timeout: 90_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const { ids, folder, steps } = await killedRun(first, projectId, plan, 2)
    expect(await checkpointsIn(folder)).toEqual(steps)
    const [newest = 0, older = 0] = steps
    const kept = await readFile(path.join(folder, `checkpoint-${older}.safetensors`))
    await spoil(path.join(folder, `checkpoint-${newest}.safetensors`))
    await spoil(path.join(folder, `checkpoint-${older}.safetensors`))

    const second = await startStudio({ home: first.home })
    const { client } = second
    await client.project.open({ projectId })
    expect(await failure(client.run.resume(ids))).toMatchObject({ code: 'checkpoint.damaged' })
    expect((await client.run.detail(ids)).summary).toMatchObject({ state: { kind: 'finished', reason: 'interrupted' } })

    await writeFile(path.join(folder, `checkpoint-${older}.safetensors`), kept)
    await opened(await client.dataset.open({ projectId, source: sample('iris') }))
    expect(await failure(client.run.resume(ids))).toMatchObject({ code: 'run.otherData' })
    await opened(await client.dataset.open({ projectId, source: sample('breast_cancer') }))

    const asRun = await readFile(path.join(folder, 'plan.json'), 'utf8')
    await writeFile(path.join(folder, 'plan.json'), asRun.replace('"seed": 1', '"seed": 2'))
    expect(await failure(client.run.resume(ids))).toMatchObject({ code: 'checkpoint.otherPlan' })
    await writeFile(path.join(folder, 'plan.json'), asRun)

    expect(await client.run.resume(ids)).toMatchObject({ resumed: { step: older, damaged: 1 } })
    expect(await failure(client.run.resume(ids))).toMatchObject({ code: 'run.busy' })
    const { loss } = await followed(client, projectId, ids.runId)
    const { summary } = await client.run.detail(ids)
    expect(loss.length).toBe(summary.steps.done)
    expect(await verified(client, ids)).toMatchObject({ equal: true, epochs: 1500, difference: null, madeBy: null })
  })
})

describe('a run cut off by the host leaving', () => {
  it('goes on from the very step it had reached', { timeout: 60_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const { id: runId } = await first.client.run.start({ projectId, plan })
    const ids = { projectId, runId }
    await until(first.client, ids, ({ epochs }) => epochs.done >= 20)
    await first.stop()
    const { client } = await startStudio({ home: first.home })
    const [run] = (await client.project.open({ projectId })).runs
    expect(run).toMatchObject({ state: { kind: 'finished', reason: 'interrupted' } })
    expect(run?.epochs.done).toBeGreaterThanOrEqual(20)
    expect(run?.resumesAt?.epoch).toBe(run?.epochs.done)
    await client.run.resume(ids)
    await resultOf(client, ids)
    expect(await verified(client, ids)).toMatchObject({ equal: true })
  })
})

describe('verifying a run', () => {
  const short = (plan: Plan): Plan => ({ ...plan, training: { ...plan.training, epochs: 12 } })

  it('finds it equal: completed, or finished by a person in the middle of an epoch', { timeout: 60_000 }, async () => {
    const studio = await startStudio()
    const { client } = studio
    const { projectId, plan } = await preparedPlan(client)
    const { id } = await client.run.start({ projectId, plan: short(plan) })
    const { weights } = await resultOf(client, { projectId, runId: id })
    expect(await verified(client, { projectId, runId: id })).toEqual({ equal: true, epochs: 12, weights: { before: weights, now: weights }, difference: null, madeBy: null })

    const cut = await client.run.start({ projectId, plan })
    const ids = { projectId, runId: cut.id }
    expect(await failure(verified(client, ids))).toMatchObject({ code: 'run.busy' })
    await until(client, ids, ({ epochs }) => epochs.done >= 5)
    await client.run.finish(ids)
    const finished = await resultOf(client, ids)
    expect(finished.state).toMatchObject({ reason: 'finishedByPerson' })
    expect(await verified(client, ids)).toMatchObject({ equal: true, epochs: finished.epochs.done, weights: { now: finished.weights } })
  })

  it('says in which epoch and number it first differs, and writes nothing', { timeout: 60_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const { id: runId } = await first.client.run.start({ projectId, plan: short(plan) })
    const ids = { projectId, runId }
    await followed(first.client, projectId, runId)
    await first.stop()
    // The smallest change there is: one unit in the last place of one loss.
    const events = path.join(folderOf(first, ids), 'events.jsonl')
    const lines = (await readFile(events, 'utf8')).split('\n')
    const at = lines.findIndex((line) => line.includes('"epoch":4,'))
    const loss = Number(/"training":\{[^}]*"loss":([\d.e-]+)/.exec(lines[at] ?? '')?.[1])
    const changed = loss + 2 ** (Math.floor(Math.log2(loss)) - 52)
    lines[at] = (lines[at] ?? '').replace(String(loss), String(changed))
    await writeFile(events, lines.join('\n'))

    const second = await startStudio({ home: first.home })
    const before = await contentsOf(folderOf(second, ids))
    expect(await verified(second.client, ids)).toEqual({ equal: false, epochs: 3, weights: { before: expect.any(String), now: null }, difference: { epoch: 4, part: 'training', name: 'loss', before: changed, now: loss }, madeBy: null })
    expect(await contentsOf(folderOf(second, ids))).toEqual(before)
  })

  it('needs a run that came to its end, and the data it learned from', { timeout: 60_000 }, async () => {
    const first = await startStudio()
    const { projectId, plan } = await preparedPlan(first.client)
    const done = await first.client.run.start({ projectId, plan: short(plan) })
    await followed(first.client, projectId, done.id)
    const { ids } = await killedRun(first, projectId, plan, 0)
    const { client } = await startStudio({ home: first.home })
    await client.project.open({ projectId })
    expect(await failure(verified(client, ids))).toMatchObject({ code: 'run.unfinished' })
    await opened(await client.dataset.open({ projectId, source: await fileWith(first, 'other.csv', 'a,target\n1,0\n2,1\n') }))
    expect(await failure(verified(client, { projectId, runId: done.id }))).toMatchObject({ code: 'run.otherData' })
  })
})

/** Every file's bytes. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder)
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await readFile(path.join(folder, name))).toString('hex')] as const)))
}
