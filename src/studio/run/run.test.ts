import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { EpochRecord, Report, RunEvent, RunSummary } from '#contract/run.ts'
import { runFolder } from '../project/project-folder.ts'
import { follow } from './follow.ts'
import { Run } from './run.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-run-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const plan = Plan.parse({ version: 1 })
const summary: RunSummary = {
  id: '1-a', number: 1, name: '', startedAt: '2026-11-24T00:00:00.000Z', state: { kind: 'queued' }, task: 'binary', engine: 'tfjs', parameters: 10,
  epochs: { done: 0, planned: 2 }, steps: { done: 0, planned: 20 }, bestEpoch: null, hasModel: false, figure: null,
}

function epoch(number: number): EpochRecord {
  return { epoch: number, step: number * 10, seconds: number, learningRate: 0.001, training: { loss: 1 / number }, validation: {}, layers: [] }
}

async function newRun(): Promise<Run> {
  return await Run.create(runFolder(folder, '1-a'), summary, plan, plan)
}

async function reload(): Promise<Run> {
  const run = await Run.load(runFolder(folder, '1-a'))
  if (run === null) throw new Error('not loaded')
  return run
}

async function train(run: Run, epochs: number): Promise<void> {
  await run.advance({ kind: 'begun' })
  await run.note({ kind: 'started', engine: 'tfjs', parameters: 12, plannedSteps: 20 })
  await run.advance({ kind: 'trainingStarted' })
  for (let number = 1; number <= epochs; number++) {
    await run.appendSteps(new Float32Array(10).fill(number), new Float32Array(10).fill(0.001))
    await run.note({ kind: 'epoch', record: epoch(number) })
  }
}

async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const list: RunEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('a run on the disk', () => {
  it('comes back as it was: summary, epochs, steps, plan', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.keepWeights(new Uint8Array([1]), 2)
    await run.note({ kind: 'name', name: 'first try' })
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    const again = await reload()
    await again.steps()
    expect(again.summary).toEqual(run.summary)
    expect(again.summary).toMatchObject({ name: 'first try', hasModel: true, bestEpoch: 2, parameters: 12, epochs: { done: 2 }, steps: { done: 20 } })
    expect(again.epochs).toEqual([epoch(1), epoch(2)])
    expect((await again.steps()).from(10, 100).loss).toEqual(Float32Array.from([1, ...new Array<number>(10).fill(2)]))
    expect(await again.plan()).toEqual(plan)
  })

  it('goes back to a checkpoint and on from there, and comes back from the disk as it went', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.keepCheckpoint({ step: 15, epoch: 1 }, new Uint8Array([1]))
    await train(run, 0)
    await run.keepWeights(new Uint8Array([1]), 2)
    await run.appendSteps(new Float32Array(3).fill(9), new Float32Array(3).fill(0.001))
    const cutOff = await reload()
    expect(cutOff.summary.resumesAt).toBeUndefined()
    await cutOff.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })
    await run.release()
    expect(cutOff.summary.resumesAt).toEqual({ step: 15, epoch: 1 })
    expect(await cutOff.known()).toEqual({ step: 23, epoch: 2 })
    const [first, second] = [cutOff.revive({ step: 15, epoch: 1 }, 1, 1), cutOff.revive({ step: 15, epoch: 1 }, 0, 1)]
    await expect(second).rejects.toMatchObject({ code: 'run.busy' })
    await first
    expect(cutOff.summary).toMatchObject({ state: { kind: 'queued' }, epochs: { done: 1 }, steps: { done: 15 }, bestEpoch: 1, hasModel: true, resumed: { step: 15, epoch: 1, damaged: 1 } })
    await cutOff.appendSteps(new Float32Array(5).fill(7), new Float32Array(5).fill(0.001))
    await cutOff.note({ kind: 'epoch', record: epoch(2) })
    await cutOff.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    const again = await reload()
    await again.steps()
    expect(again.summary).toEqual(cutOff.summary)
    expect(again.epochs).toEqual([epoch(1), epoch(2)])
    expect((await again.steps()).from(11, 100).loss).toEqual(Float32Array.from([2, 2, 2, 2, 2, 7, 7, 7, 7, 7]))
    await expect(again.revive({ step: 15, epoch: 1 }, 0, 1)).rejects.toMatchObject({ code: 'run.ended' })
  })

  it('goes back to its beginning where it has no checkpoint', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })
    const again = await reload()
    expect(again.summary.resumesAt).toEqual({ step: 0, epoch: 0 })
    await again.revive({ step: 0, epoch: 0 }, 0, null)
    expect([again.epochs, (await again.steps()).count, again.summary.hasModel]).toEqual([[], 0, false])
    await again.appendSteps(Float32Array.of(5), Float32Array.of(0.001))
    await again.release()
    expect((await (await reload()).steps()).from(1, 100).loss).toEqual(Float32Array.of(5))
  })

  it('keeps everything up to a line that a crash cut off', async () => {
    const run = await newRun()
    await train(run, 1)
    await appendFile(run.place.events, '{"kind":"epoch","record":{"epo')
    const again = await reload()
    expect(again.epochs).toEqual([epoch(1)])
    expect(again.live).toBe(true)
    await run.release()
  })

  it('can be written to again after a cut-off line', async () => {
    const run = await newRun()
    await train(run, 1)
    await appendFile(run.place.events, '{"kind":"epo')
    await run.release()
    const again = await reload()
    await again.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })
    expect((await reload()).summary.state).toEqual({ kind: 'finished', reason: 'interrupted' })
  })

  it('writes one JSON line an event', async () => {
    const run = await newRun()
    await train(run, 1)
    await run.release()
    const lines = (await readFile(run.place.events, 'utf8')).trim().split('\n')
    expect(lines.map((line): unknown => JSON.parse(line)).length).toBe(5)
  })
})

describe('the figure of a run', () => {
  const none = { value: 0.1, low: 0, high: 0.2 }
  /** Of 100 test rows 10 were really “yes”; it found 7. */
  const report: Report = {
    rows: { training: 100, validation: 0, test: 100 }, metrics: { training: {}, validation: {}, test: {} }, looks: 1, bestEpoch: 2, seconds: 1, compileSeconds: 0, weightsSha256: '',
    answer: {
      kind: 'classification', rows: 100, right: 95, accuracy: { value: 0.95, low: 0.88, high: 0.98 }, guessing: { answer: 'no', right: 90 }, linear: null, overGuessing: none, overLinear: null,
      positive: { answer: 'yes', actual: 10, said: 9, hit: 7 }, classes: ['no', 'yes'], confusion: [], mistakes: [], cutOff: null,
    },
  }

  it('says how many rows of a rare answer were found, as its sentence does', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.keepReport(report)
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    expect((await reload()).summary).toMatchObject({ figure: { kind: 'foundInHundred', value: 70 }, seconds: 2 })
  })

  it('that an earlier version wrote down otherwise is taken from the report', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.keepReport(report)
    await run.note({ kind: 'figure', figure: { kind: 'rightInHundred', value: 95 } })
    await run.release()
    expect((await reload()).summary.figure).toMatchObject({ kind: 'foundInHundred', value: 70 })
    await rm(run.place.report)
    expect((await reload()).summary.figure).toEqual({ kind: 'rightInHundred', value: 95 })
  })
})

describe('following a run', () => {
  it('replays a finished run and ends with its summary', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    const events = await all(follow(await reload(), 1, undefined))
    expect(events.map(({ kind }) => kind)).toEqual(['summary', 'steps', 'epochs', 'summary'])
    expect(events.at(-1)).toMatchObject({ kind: 'summary', summary: { state: { kind: 'finished' }, steps: { done: 20 } } })
  })

  it('starts at the step it is asked for', async () => {
    const run = await newRun()
    await train(run, 2)
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    const steps = (await all(follow(run, 15, undefined))).find(({ kind }) => kind === 'steps')
    expect(steps).toMatchObject({ from: 15, stride: 1, loss: new Float32Array(6).fill(2) })
  })

  it('gives several followers every step of a live run once, at most ten events a second', async () => {
    const run = await newRun()
    await run.advance({ kind: 'begun' })
    await run.advance({ kind: 'trainingStarted' })
    const followers = [all(follow(run, 1, undefined)), all(follow(run, 1, undefined))]
    const start = performance.now()
    let step = 0
    while (performance.now() - start < 600) {
      await run.appendSteps(Float32Array.from([++step]), Float32Array.from([0.1]))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'completed' } })
    const ended = performance.now()
    for (const events of await Promise.all(followers)) {
      const seen = events.flatMap((event) => (event.kind === 'steps' ? [...event.loss] : []))
      expect(seen).toEqual(Array.from({ length: step }, (_, index) => index + 1))
      // Ten a second over 0.6 s, and the few at start and end that are not kept waiting.
      expect(events.length).toBeLessThanOrEqual(12)
      expect(events.length).toBeGreaterThanOrEqual(5)
    }
    expect(performance.now() - ended).toBeLessThan(150)
  })

  it('ends at once when its follower leaves, even while nothing happens', async () => {
    const run = await newRun()
    const leaving = new AbortController()
    const events = all(follow(run, 1, leaving.signal))
    setTimeout(() => leaving.abort(), 30)
    expect((await events).map(({ kind }) => kind)).toEqual(['summary'])
    await run.release()
  })

  it('ends when the run is discarded', async () => {
    const run = await newRun()
    const events = all(follow(run, 1, undefined))
    setTimeout(() => void run.release(), 30)
    expect((await events).length).toBe(1)
  })
})
