import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import type { RateSearchEvent } from '#contract/rate-search.ts'
import { useRateSearch } from './use-rate-search.ts'

const findLearningRate = vi.fn()
const project = reactive({ current: { id: 'p1' } as { id: string } | null, plan: { version: 1 } })
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: { plan: { findLearningRate } } }) }))
vi.mock('#renderer/stores/project.ts', () => ({ useProject: () => project }))

const search = { points: [{ rate: 0.1, loss: 1 }], end: 'complete' as const, suggestion: 0.003 }

/** A stream that goes on when the test says so, and notices that it is left. */
function stream() {
  const waiting: ((event: RateSearchEvent | Error) => void)[] = []
  let signal: AbortSignal | null = null
  findLearningRate.mockImplementationOnce(async (_input: unknown, options: { signal: AbortSignal }) => {
    signal = options.signal
    return (async function* () {
      for (;;) {
        const event = await new Promise<RateSearchEvent | Error>((resolve) => {
          waiting.push(resolve)
          options.signal.addEventListener('abort', () => resolve(new Error('left')))
        })
        if (event instanceof Error) throw event
        yield event
        if (event.kind === 'found') return
      }
    })()
  })
  const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve))
  return {
    settle,
    left: () => signal?.aborted === true,
    async say(event: RateSearchEvent | Error) {
      await settle()
      waiting.shift()?.(event)
      await settle()
    },
  }
}

/** Of a screen that is shown until the next test. */
let scope = effectScope()
const inScreen = () => scope.run(useRateSearch) ?? useRateSearch()

beforeEach(() => {
  scope.stop()
  scope = effectScope()
  findLearningRate.mockReset()
  project.current = { id: 'p1' }
})

describe('a search for a learning rate', () => {
  it('tells how far it is, and what it found for the plan as it is', async () => {
    const { state, start } = inScreen()
    const { say } = stream()
    void start()
    expect(state.value).toMatchObject({ kind: 'searching', done: 0 })
    await say({ kind: 'progress', done: 30, of: 100 })
    expect(state.value).toMatchObject({ kind: 'searching', done: 30, of: 100 })
    await say({ kind: 'found', search })
    expect(state.value).toEqual({ kind: 'found', search })
    expect(findLearningRate.mock.calls[0]?.[0]).toEqual({ projectId: 'p1', plan: { version: 1 } })
  })

  it('is left when it is closed, when another begins, and with its project', async () => {
    const { state, start, close } = inScreen()
    const first = stream()
    void start()
    await first.settle()
    const second = stream()
    void start()
    await second.settle()
    expect([first.left(), second.left()]).toEqual([true, false])
    await first.say({ kind: 'found', search })
    expect(state.value?.kind).toBe('searching')
    close()
    expect([second.left(), state.value]).toEqual([true, null])
    const third = stream()
    void start()
    await third.settle()
    project.current = { id: 'p2' }
    await nextTick()
    expect([third.left(), state.value]).toEqual([true, null])
    await third.settle()
    expect(state.value).toBeNull()
  })

  it('ends with the screen', async () => {
    const { start } = inScreen()
    const { left, settle } = stream()
    void start()
    await settle()
    scope.stop()
    expect(left()).toBe(true)
  })

  it('says why it could not be done', async () => {
    const { state, start } = inScreen()
    const { say } = stream()
    void start()
    await say(new Error('broken'))
    expect(state.value?.kind).toBe('failed')
  })

  it('asks nothing without a project', async () => {
    project.current = null
    const { state, start } = inScreen()
    await start()
    expect([state.value, findLearningRate.mock.calls.length]).toEqual([null, 0])
  })
})
