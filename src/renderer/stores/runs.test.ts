import { type Pinia, createPinia, disposePinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { StudioError } from '#contract/errors.ts'
import type { RunEvent, RunState, RunSummary } from '#contract/run.ts'
import { epochOf, planOf, runOf } from '#test/answers/answers.ts'
import { useRuns } from './runs.ts'

/** What one `follow` is told, event by event. */
interface Followed {
  runId: string
  signal: AbortSignal
  tell: (event: RunEvent) => Promise<void>
  end: () => Promise<void>
  fail: (error: unknown) => Promise<void>
}

let pinia: Pinia
let followed: Followed[]
let frames: FrameRequestCallback[]
const studio = vi.hoisted(() => ({ start: vi.fn(), list: vi.fn(), detail: vi.fn(), follow: vi.fn(), pause: vi.fn(), resume: vi.fn(), finish: vi.fn(), discard: vi.fn(), rename: vi.fn() }))
const connection = reactive({ connections: 1, client: { run: studio } })
const project = reactive({ current: { id: 'p' }, plan: planOf(), flush: vi.fn() })
vi.mock('./connection.ts', () => ({ useConnection: () => connection }))
vi.mock('./project.ts', () => ({ useProject: () => project }))

/** Calls and watchers. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
const frame = (): void => frames.splice(0).forEach((draw) => draw(0))

async function follow({ runId }: { runId: string }, { signal }: { signal: AbortSignal }) {
  const { readable, writable } = new TransformStream<RunEvent, RunEvent>(undefined, undefined, { highWaterMark: 10 })
  const writer = writable.getWriter()
  const after = async (done: Promise<unknown>): Promise<void> => {
    await done.catch(() => {})
    await settled()
  }
  followed.push({ runId, signal, tell: (event) => after(writer.write(event)), end: () => after(writer.close()), fail: (error) => after(writer.abort(error)) })
  return (async function* () {
    const reader = readable.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  })()
}

const run = (number: number, state: RunState, part: Partial<RunSummary> = {}): RunSummary => runOf({ id: `run-${number}`, number, state, ...part })
const over = (number: number): RunSummary => run(number, { kind: 'finished', reason: 'completed' })
const living = (number: number): RunSummary => run(number, { kind: 'training' })
const summary = (of: RunSummary): RunEvent => ({ kind: 'summary', summary: of })
const steps = (from: number, ...loss: number[]): RunEvent => ({ kind: 'steps', from, stride: 1, loss: Float32Array.from(loss), learningRate: Float32Array.from(loss), rate: 250 })
const following = () => followed.filter(({ signal }) => !signal.aborted).map(({ runId }) => runId)

async function adopted(...list: RunSummary[]) {
  const runs = useRuns()
  runs.adopt(list, [])
  await settled()
  const [first] = followed
  if (first === undefined) throw new Error('nothing is followed')
  return { runs, first }
}

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  vi.resetAllMocks()
  followed = []
  frames = []
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw))
  connection.connections = 1
  studio.follow.mockImplementation(follow)
  studio.detail.mockImplementation(({ runId }) => Promise.resolve({ summary: runOf({ id: runId }), plan: planOf(), report: null }))
})
afterEach(() => {
  disposePinia(pinia)
  vi.unstubAllGlobals()
})

describe('the runs of a project', () => {
  it('come with it: the newest is shown, and followed with the one before it', async () => {
    const { runs } = await adopted(living(3), over(2), over(1))
    expect([runs.selectedId, runs.live?.id, runs.earlier?.summary.id, following()]).toEqual(['run-3', 'run-3', 'run-2', ['run-3', 'run-2']])
    expect(runs.detail?.summary.id).toBe('run-3')
  })

  it('are left without a word when another project comes', async () => {
    const { runs, first } = await adopted(living(1))
    runs.adopt([over(7)], ['run-7'])
    await settled()
    await first.fail(first.signal.reason)
    expect([first.signal.aborted, runs.failure, following(), runs.interrupted]).toEqual([true, null, ['run-7'], ['run-7']])
  })

  it('are watched again where the same project is opened again', async () => {
    const { runs } = await adopted(over(1))
    runs.adopt([over(1)], [])
    await settled()
    expect([following(), runs.detail?.summary.id]).toEqual([['run-1'], 'run-1'])
  })
})

describe('runs that another window started or discarded', () => {
  it('come and go, and the shown one stays shown as it was watched', async () => {
    const { runs, first } = await adopted(living(1))
    await first.tell(steps(1, 0.9))
    runs.renew([living(2), over(1)], [])
    await settled()
    frame()
    expect([runs.selectedId, runs.shown?.series.step.length, first.signal.aborted]).toEqual(['run-1', 1, false])
    runs.renew([living(2)], [])
    await settled()
    expect([runs.selectedId, following()]).toEqual(['run-2', ['run-1', 'run-2']])
  })

  it('are looked for where events end before the run has finished', async () => {
    const { runs, first } = await adopted(living(2), over(1))
    studio.list.mockResolvedValue([over(1)])
    await first.end()
    expect([runs.list.map(({ id }) => id), runs.selectedId, runs.justFinished]).toEqual([['run-1'], 'run-1', null])
    connection.connections++
    await settled()
    expect(followed.slice(2).map(({ runId }) => runId)).not.toContain('run-2')
  })

  it('leave what was interrupted to be read here', async () => {
    const { runs } = await adopted(over(1))
    runs.renew([over(1)], ['run-1'])
    runs.renew([over(1)], [])
    expect(runs.interrupted).toEqual(['run-1'])
  })
})

describe('a watched run', () => {
  it('grows with what arrives, once a frame for whoever draws it', async () => {
    const { runs, first } = await adopted(living(1))
    await first.tell(steps(1, 0.9, 0.8))
    await first.tell({ kind: 'epochs', epochs: [epochOf(1)] })
    await first.tell({ kind: 'layers', layers: [{ id: 'output', outputs: null, weights: null, silentShare: null }] })
    await first.tell(steps(3, 0.7))
    expect([frames.length, runs.version]).toEqual([1, 0])
    frame()
    expect([runs.version, [...(runs.shown?.series.step ?? [])], runs.shown?.series.epochs.length, runs.shown?.series.looks.length, runs.rate]).toEqual([1, [1, 2, 3], 1, 1, 250])
  })

  it('is in the list as it is now, and its details are asked for once in each state', async () => {
    const { runs, first } = await adopted(living(1))
    expect(studio.detail).toHaveBeenCalledTimes(1)
    for (const done of [1, 2, 3]) await first.tell(summary(run(1, { kind: 'training' }, { epochs: { done, planned: 10 } })))
    expect([runs.selected?.epochs.done, studio.detail.mock.calls.length]).toEqual([3, 1])
    await first.tell(summary(run(1, { kind: 'judging' })))
    await first.tell(summary(over(1)))
    expect([runs.live, studio.detail.mock.calls.length]).toEqual([null, 3])
  })

  it('that ends while it is watched has just finished; one that was over before has not', async () => {
    const { runs, first } = await adopted(living(2), over(1))
    const [, before] = followed
    await before?.end()
    expect(runs.justFinished).toBeNull()
    await first.tell(summary(over(2)))
    await first.end()
    expect(runs.justFinished).toBe('run-2')
  })

  it('that can not be watched says why; a studio that went away is said elsewhere', async () => {
    const { runs, first } = await adopted(living(2), over(1))
    await followed[1]?.fail(new DOMException('closed', 'AbortError'))
    expect(runs.failure).toBeNull()
    await first.fail(new StudioError('project.damaged'))
    expect(runs.failure?.code).toBe('project.damaged')
  })
})

describe('a connection that was lost', () => {
  it('goes on with the list of now, from the first step of each run that was not over', async () => {
    const { runs, first } = await adopted(living(2), over(1))
    await first.tell(steps(1, 0.9, 0.8))
    await followed[1]?.end()
    studio.list.mockResolvedValue([run(2, { kind: 'finished', reason: 'interrupted' }), over(1)])
    connection.connections++
    await settled()
    expect(followed.slice(2).map(({ runId }) => runId)).toEqual(['run-2'])
    expect(studio.follow.mock.lastCall?.[0]).toEqual({ projectId: 'p', runId: 'run-2', fromStep: 1 })
    await followed[2]?.tell(steps(1, 0.5))
    frame()
    expect([[...(runs.shown?.series.step ?? [])], runs.selected?.state]).toEqual([[1], { kind: 'finished', reason: 'interrupted' }])
  })

  it('is none where this is the first', async () => {
    connection.connections = 0
    await adopted(living(1))
    connection.connections++
    await settled()
    expect([studio.list.mock.calls.length, followed.length]).toEqual([0, 1])
  })
})

describe('an interrupted run', () => {
  const interrupted = run(1, { kind: 'finished', reason: 'interrupted' }, { resumesAt: { step: 2, epoch: 0 } })

  it('goes on, and is watched anew from its first step: what came after the checkpoint is gone', async () => {
    const { runs, first } = await adopted(over(2), interrupted)
    await followed[1]?.tell(steps(1, 0.9, 0.8, 0.7, 0.6))
    studio.resume.mockResolvedValue(run(1, { kind: 'queued' }, { resumed: { step: 2, epoch: 0, damaged: 0 } }))
    await runs.goOn('run-1')
    await settled()
    expect(studio.resume).toHaveBeenCalledWith({ projectId: 'p', runId: 'run-1' })
    expect([runs.selectedId, runs.live?.id, first.signal.aborted, followed[1]?.signal.aborted]).toEqual(['run-1', 'run-1', false, true])
    await followed[2]?.tell(steps(1, 0.9, 0.8))
    frame()
    expect([...(runs.shown?.series.step ?? [])]).toEqual([1, 2])
    await followed[2]?.tell(summary(over(1)))
    await followed[2]?.end()
    expect(runs.justFinished).toBe('run-1')
  })

  it('that can not go on stays as it was, and says why', async () => {
    const { runs } = await adopted(interrupted)
    studio.resume.mockRejectedValue(new StudioError('checkpoint.damaged'))
    await runs.goOn('run-1')
    expect([runs.failure?.code, runs.selected?.state, following()]).toEqual(['checkpoint.damaged', interrupted.state, ['run-1']])
  })
})

describe('steering', () => {
  it('starts the saved plan and shows the run', async () => {
    const { runs } = await adopted(over(1))
    studio.start.mockImplementation(() => {
      expect(project.flush).toHaveBeenCalled()
      return Promise.resolve(run(2, { kind: 'queued' }))
    })
    await runs.start()
    await settled()
    expect([runs.list.map(({ id }) => id), runs.selectedId, following()]).toEqual([['run-2', 'run-1'], 'run-2', ['run-1', 'run-2']])
  })

  it('is one call at a time, and says what was refused', async () => {
    const { runs } = await adopted(living(1))
    studio.pause.mockRejectedValue(new StudioError('run.ended'))
    const first = runs.pause()
    expect(runs.busy).toBe(true)
    await Promise.all([first, runs.finish()])
    expect([runs.busy, runs.failure?.code, studio.finish.mock.calls.length]).toEqual([false, 'run.ended', 0])
  })

  it('reaches the run that lives, not the one that is shown; a name reaches any', async () => {
    const { runs } = await adopted(living(2), over(1))
    runs.selectedId = 'run-1'
    studio.finish.mockImplementation(({ runId }) => Promise.resolve(run(2, { kind: 'stopping' }, { id: runId })))
    await runs.finish()
    expect([runs.live?.id, runs.live?.state.kind]).toEqual(['run-2', 'stopping'])
    studio.rename.mockImplementation(({ runId, name }) => Promise.resolve(run(1, { kind: 'finished', reason: 'completed' }, { id: runId, name })))
    await runs.rename('run-1', 'small')
    expect(runs.list.map(({ name }) => name)).toEqual(['', 'small'])
  })
})

describe('a discarded run', () => {
  it('is gone, no longer watched, and the one before is shown', async () => {
    const { runs, first } = await adopted(living(2), over(1))
    studio.discard.mockResolvedValue({})
    await runs.discard()
    await first.end()
    await settled()
    expect([first.signal.aborted, runs.list.map(({ id }) => id), runs.selectedId, runs.justFinished]).toEqual([true, ['run-1'], 'run-1', null])
  })

  it('is watched on where the studio refused', async () => {
    const { runs } = await adopted(living(1))
    studio.discard.mockRejectedValue(new StudioError('disk.readOnly'))
    await runs.discard()
    await settled()
    expect([runs.failure?.code, runs.list.length, following()]).toEqual(['disk.readOnly', 1, ['run-1']])
  })
})
