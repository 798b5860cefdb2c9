import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import type { Importance, ImportanceEvent } from '#contract/importance.ts'
import { StudioError } from '#contract/errors.ts'
import { useImportance } from './importance.ts'

const ask = vi.fn()
const project = reactive({ current: { id: 'p' } })
const runs = reactive({ selectedId: 'run-1' })
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: { run: { importance: ask } } }) }))
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./runs.ts', () => ({ useRuns: () => runs }))

const found: Importance = { measure: 'accuracy', part: 'validation', rows: 9, total: 9, score: 1, repeats: 10, columns: [] }

function answer(events: ImportanceEvent[]): void {
  ask.mockImplementation(async function* () {
    yield* events
  })
}

beforeEach(() => {
  setActivePinia(createPinia())
  ask.mockReset()
  runs.selectedId = 'run-1'
  project.current = { id: 'p' }
})

describe('the columns that the shown run relies on', () => {
  it('are asked for once, and are of that run alone', async () => {
    const store = useImportance()
    answer([{ kind: 'progress', columns: 1, of: 2 }, { kind: 'done', importance: found }])
    await store.load()
    await store.load()
    expect([ask.mock.calls.length, store.result, store.work]).toEqual([1, found, null])
    runs.selectedId = 'run-2'
    expect(store.result).toBeNull()
    project.current = { id: 'q' }
    await nextTick()
    runs.selectedId = 'run-1'
    expect(store.result).toBeNull()
  })

  it('can be left, which is no failure, and asked for again', async () => {
    const store = useImportance()
    ask.mockImplementation((_, { signal }: { signal: AbortSignal }) =>
      (async function* () {
        yield { kind: 'progress', columns: 1, of: 9 } satisfies ImportanceEvent
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      })(),
    )
    const over = store.load()
    await vi.waitFor(() => expect(store.work).toMatchObject({ columns: 1, of: 9 }))
    store.cancel()
    await over
    expect([store.work, store.result, store.failure]).toEqual([null, null, null])
    answer([{ kind: 'done', importance: found }])
    await store.load()
    expect(store.result).toEqual(found)
  })

  it('say of the run why they can not be found', async () => {
    const store = useImportance()
    ask.mockRejectedValue(new StudioError('run.otherData', { file: 'a.csv' }))
    await store.load()
    expect(store.failure).toMatchObject({ code: 'run.otherData' })
    runs.selectedId = 'run-2'
    expect(store.failure).toBeNull()
  })
})
