/** TensorFlow behind the built studio, in a process of its own. Only where it is installed: CANDOR_TENSORFLOW names the addon, else the person's own is taken. */
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { studioEnvironment } from '#contract/channel.ts'
import type { Plan } from '#contract/plan.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { installedEngines, whyNoTensorflow } from '#test/parity/tensorflow.ts'
import { cleanUp, failure, fileWith, followed, projectWith, sample, startStudio, trained, withTarget } from './studio-driver.ts'
import type { Client } from './studio-driver.ts'

beforeEach(() => void vi.stubEnv(studioEnvironment.engines, installedEngines))
afterEach(async () => {
  vi.unstubAllEnvs()
  await cleanUp()
})

async function startLongRun(client: Client, engine: Plan['training']['engine'] = 'tensorflow'): Promise<{ projectId: string; runId: string }> {
  const { project } = await projectWith(client, sample('breast_cancer'))
  const suggested = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'target') })
  const { id } = await client.run.start({ projectId: project.id, plan: { ...suggested, training: { ...suggested.training, engine, epochs: 100_000, earlyStopping: { ...suggested.training.earlyStopping, enabled: false } } } })
  return { projectId: project.id, runId: id }
}

async function untilEpoch(client: Client, ids: { projectId: string; runId: string }, epoch: number): Promise<void> {
  await expect.poll(async () => (await client.run.detail(ids)).summary.epochs.done, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(epoch)
}

/** Process numbers of those that run TensorFlow for this very test. */
function processes(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes('tensorflow.process') && line.includes(installedEngines)).map((line) => Number.parseInt(line, 10))
}

it('is refused by name where it is not installed', async () => {
  vi.stubEnv(studioEnvironment.engines, '/nowhere')
  const { client } = await startStudio()
  expect((await client.studio.describe({})).engines.find(({ name }) => name === 'tensorflow')).toMatchObject({ available: false, reason: 'notInstalled' })
  expect(await failure(startLongRun(client))).toMatchObject({ code: 'engine.unavailable', details: { value: 'tensorflow' } })
})

describe.skipIf(whyNoTensorflow !== null)(`a run with TensorFlow${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, () => {
  it('learns what the compiled engine learns, is judged and answers', async () => {
    const { client } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const [own, other] = [await trained(client, project, 'species', { engine: 'tensorflow', epochs: 10 }), await trained(client, project, 'species', { engine: 'compiled', epochs: 10 })]
    expect(own.summary).toMatchObject({ engine: 'tensorflow', state: { kind: 'finished', reason: other.summary.state.kind === 'finished' ? other.summary.state.reason : '' } })
    expect(own.loss).toHaveLength(other.loss.length)
    for (const [at, loss] of other.loss.entries()) expect(Math.abs((own.loss[at] ?? NaN) - loss)).toBeLessThan(1e-4)
    const form = await client.predict.form({ projectId: project.id, runId: own.summary.id })
    const values = form.fields.map(({ column, start }) => ({ column, value: start }))
    expect((await client.predict.row({ projectId: project.id, runId: own.summary.id, values })).answer).toMatchObject({ kind: 'class' })
  })

  it('pauses, goes on and finishes within a moment', async () => {
    const { client } = await startStudio()
    const ids = await startLongRun(client)
    await untilEpoch(client, ids, 2)
    await client.run.pause(ids)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const paused = (await client.run.detail(ids)).summary
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect((await client.run.detail(ids)).summary.steps.done).toBe(paused.steps.done)
    await client.run.resume(ids)
    await untilEpoch(client, ids, paused.epochs.done + 2)
    await client.run.finish(ids)
    expect((await followed(client, ids.projectId, ids.runId)).summary).toMatchObject({ state: { kind: 'finished', reason: 'finishedByPerson' }, hasModel: true })
    await expect.poll(processes, { timeout: 10_000 }).toEqual([])
  })

  it('keeps what TensorFlow says in a log of the run, out of sight', async () => {
    const { client, home, log } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const { summary } = await trained(client, project, 'species', { engine: 'tensorflow', epochs: 2 })
    const written = await readFile(path.join(home, 'home', 'projects', project.id, 'runs', summary.id, 'engine.log'), 'utf8')
    expect(written).toContain('absl::InitializeLog')
    expect(log()).toBe('')
  })

  it('ends with a reason where the process dies, and nothing else does', async () => {
    const { client } = await startStudio()
    const ids = await startLongRun(client)
    await untilEpoch(client, ids, 2)
    const [one, ...others] = processes()
    expect(others).toEqual([])
    process.kill(one ?? 0, 'SIGSEGV')
    expect((await followed(client, ids.projectId, ids.runId)).summary).toMatchObject({ state: { kind: 'finished', reason: 'failed', error: { code: 'engine.stopped', details: { value: expect.stringContaining('SIGSEGV') } } }, hasModel: true })
    const project = await client.project.open({ projectId: ids.projectId })
    const { id } = await client.run.start({ projectId: ids.projectId, plan: { ...project.plan, ...withTarget(project.plan, 'target', { engine: 'tensorflow', epochs: 1 }) } })
    expect((await followed(client, ids.projectId, id)).summary).toMatchObject({ state: { kind: 'finished', reason: 'completed' } })
  })

  it('goes on with the compiled engine where TensorFlow is gone when it is resumed, and says so', async () => {
    const studio = await startStudio()
    const ids = await startLongRun(studio.client)
    await untilEpoch(studio.client, ids, 2)
    // Stopped as a host does it: where the run stands is written down.
    await studio.stop()
    vi.stubEnv(studioEnvironment.engines, '/nowhere')
    const second = await startStudio({ home: studio.home })
    await second.client.project.open({ projectId: ids.projectId })
    const { resumed } = await second.client.run.resume(ids)
    expect(resumed).toMatchObject({ engine: 'compiled' })
    expect(resumed?.step).toBeGreaterThan(0)
    await untilEpoch(second.client, ids, (resumed?.epoch ?? 0) + 1)
    // Cut off once more, it goes on as what it is by now.
    await second.kill()
    const third = (await startStudio({ home: studio.home })).client
    await third.project.open({ projectId: ids.projectId })
    await third.run.resume(ids)
    await untilEpoch(third, ids, (resumed?.epoch ?? 0) + 1)
    await third.run.finish(ids)
    expect((await followed(third, ids.projectId, ids.runId)).summary).toMatchObject({ engine: 'compiled', state: { kind: 'finished', reason: 'finishedByPerson' }, hasModel: true })
  })

  it('leaves no process behind where it is discarded in the middle', async () => {
    const { client } = await startStudio()
    const ids = await startLongRun(client)
    await untilEpoch(client, ids, 1)
    expect(processes()).toHaveLength(1)
    await client.run.discard(ids)
    await expect.poll(processes, { timeout: 10_000 }).toEqual([])
  })
})

describe.skipIf(whyNoTensorflow !== null)(`an engine that is left open${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, () => {
  it('is the compiled one for a short training, and nothing else is started', async () => {
    const { client } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const { summary } = await trained(client, project, 'species', { engine: 'auto', epochs: 10 })
    expect(summary).toMatchObject({ engine: 'compiled', choice: { chosen: 0, reason: 'short', trials: [{ engine: 'compiled', skipped: null }, { engine: 'tensorflow', skipped: 'short', milliseconds: null }] } })
    expect(processes()).toEqual([])
  })

  it('is the one that is measured to be faster, kept with the run, and the same when it goes on', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { project } = await projectWith(client, await fileWith(studio, 'wide.csv', wideTable(4000, 60)))
    const suggested = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'answer') })
    const plan: Plan = {
      ...suggested,
      network: { ...suggested.network, layers: [512, 512].map((units, at) => ({ id: `layer-${at + 1}`, type: 'dense', units, activation: 'relu' })) },
      training: { ...suggested.training, engine: 'auto', batchSize: 256, epochs: 10_000, earlyStopping: { ...suggested.training.earlyStopping, enabled: false } },
    }
    const { id } = await client.run.start({ projectId: project.id, plan })
    const ids = { projectId: project.id, runId: id }
    await untilEpoch(client, ids, 2)
    const { engine, choice } = (await client.run.detail(ids)).summary
    const taken = choice?.trials[choice.chosen]
    expect(taken).toMatchObject({ engine, skipped: null })
    expect(choice?.trials.map(({ engine: name, jitCompile, seconds }) => [name, jitCompile, seconds !== null])).toEqual([['compiled', false, true], ['tensorflow', false, true], ['tensorflow', true, true]])
    // The first stays where the others save too little; else the fastest is taken.
    const seconds = choice?.trials.map((trial) => trial.seconds ?? Infinity) ?? []
    if (choice?.reason === 'faster') expect(taken?.seconds).toBe(Math.min(...seconds))
    else expect(choice).toMatchObject({ chosen: 0, reason: 'close' })
    // Of the others' processes none is left.
    expect(processes().length).toBeLessThanOrEqual(engine === 'tensorflow' ? 1 : 0)
    // Stopped as a host does it: where the run stands is written down.
    await studio.stop()
    const again = (await startStudio({ home: studio.home })).client
    await again.project.open({ projectId: project.id })
    expect((await again.run.resume(ids)).resumed?.step).toBeGreaterThan(0)
    await untilEpoch(again, ids, 3)
    await again.run.finish(ids)
    const { summary } = await followed(again, ids.projectId, ids.runId)
    expect(summary).toMatchObject({ engine, choice: { chosen: choice?.chosen }, state: { kind: 'finished', reason: 'finishedByPerson' }, hasModel: true })
  })
})

describe.skipIf(whyNoTensorflow !== null)(`an installation that is not whole${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, () => {
  const library = path.join('tensorflow', 'lib', 'libtensorflow_cc.so.2')

  /** Looks like the real one; only this library is of this test. */
  async function installation(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'candor-broken-'))
    await mkdir(path.join(folder, 'tensorflow', 'lib'), { recursive: true })
    for (const name of ['installed.json', 'tensorflow.node']) await copyFile(path.join(installedEngines, 'tensorflow', name), path.join(folder, 'tensorflow', name))
    const framework = path.join('tensorflow', 'lib', 'libtensorflow_framework.so.2')
    await symlink(path.join(installedEngines, framework), path.join(folder, framework))
    return folder
  }

  it('is noticed before a run begins where a library is gone', async () => {
    const folder = await installation()
    vi.stubEnv(studioEnvironment.engines, folder)
    const { client } = await startStudio()
    expect((await client.studio.describe({})).engines.find(({ name }) => name === 'tensorflow')).toMatchObject({ available: false, reason: 'damaged' })
    expect(await failure(startLongRun(client))).toMatchObject({ code: 'engine.broken' })
    await rm(folder, { recursive: true })
  })

  it('ends the run with a reason where a library was changed, and is no obstacle where the engine is left open', async () => {
    const folder = await installation()
    const { size } = await stat(path.join(installedEngines, library))
    // As long as the real one, and empty.
    await writeFile(path.join(folder, library), '')
    await truncate(path.join(folder, library), size)
    vi.stubEnv(studioEnvironment.engines, folder)
    const { client } = await startStudio()
    const ids = await startLongRun(client)
    expect((await followed(client, ids.projectId, ids.runId)).summary).toMatchObject({ state: { kind: 'finished', reason: 'failed', error: { code: 'engine.broken', details: { value: expect.stringContaining('libtensorflow_cc.so.2') } } }, hasModel: false })
    const open = await startLongRun(client, 'auto')
    await untilEpoch(client, open, 1)
    expect((await client.run.detail(open)).summary).toMatchObject({ engine: 'compiled', choice: { reason: 'alone', trials: [{ engine: 'compiled' }, { engine: 'tensorflow', skipped: 'failed' }] } })
    await client.run.discard(open)
    await rm(folder, { recursive: true })
  })
})

/** Numbers that decide the answer together. */
function wideTable(rows: number, columns: number): string {
  const random = createMersenneTwister(7)
  const lines = Array.from({ length: rows }, () => {
    const values = Array.from({ length: columns }, () => random.next32() / 2 ** 32 - 0.5)
    return [...values.map((value) => value.toFixed(4)), values.reduce((sum, value, at) => sum + value * Math.cos(at), 0) > 0 ? 'yes' : 'no'].join(',')
  })
  return [[...Array.from({ length: columns }, (_, at) => `x${at}`), 'answer'].join(','), ...lines].join('\n')
}
