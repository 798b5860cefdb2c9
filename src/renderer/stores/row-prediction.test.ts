import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { PredictionForm, RowPrediction } from '#contract/prediction.ts'
import { StudioError } from '#contract/errors.ts'
import { useRowPrediction } from './row-prediction.ts'

type Asked = { values: { column: string; value: string | null }[]; answer: (prediction: RowPrediction) => void; refuse: (error: unknown) => void }

const asked: Asked[] = []
const project = reactive({ current: { id: 'p' } })
const runs = reactive({ selectedId: 'one' })
const form = (runId: string, start: string): PredictionForm => ({ runId, task: 'regression', target: 'price', fields: [{ column: 'size', type: 'number', start, range: null, categories: null }], startRow: 7, actual: '3' })

vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./runs.ts', () => ({ useRuns: () => runs }))
vi.mock('./connection.ts', () => ({
  useConnection: () => ({
    client: {
      predict: {
        form: ({ runId, row }: { runId: string; row?: number }) => Promise.resolve(form(runId, row === undefined ? '1' : String(row))),
        row: ({ values }: { values: Asked['values'] }) => new Promise<RowPrediction>((answer, refuse) => asked.push({ values, answer, refuse })),
      },
    },
  }),
}))

const price = (value: number): RowPrediction => ({ answer: { kind: 'number', value }, notes: [] })
const settled = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  asked.length = 0
  runs.selectedId = 'one'
})
afterEach(() => vi.useRealTimers())

/** A form whose first answer has arrived. */
async function answeredForm() {
  const store = useRowPrediction()
  void store.refresh()
  await settled()
  asked[0]?.answer(price(10))
  await settled()
  return store
}

describe('one row', () => {
  it('is asked as soon as its form is there', async () => {
    const store = await answeredForm()
    expect(asked.map(({ values }) => values)).toEqual([[{ column: 'size', value: '1' }]])
    expect(store.sheet?.prediction).toEqual(price(10))
    expect(store.pending).toBe(false)
  })

  it('is asked once for a burst of keystrokes, a moment after the last', async () => {
    const store = await answeredForm()
    for (const text of ['2', '25', '250']) {
      store.set('size', text)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(asked.length).toBe(1)
    expect(store.pending).toBe(true)
    await vi.advanceTimersByTimeAsync(50)
    expect(asked.slice(1).map(({ values }) => values[0]?.value)).toEqual(['250'])
  })

  it('never shows the answer to what stood there before, and asks for the latest next', async () => {
    const store = await answeredForm()
    store.set('size', '2')
    await vi.advanceTimersByTimeAsync(150)
    store.set('size', '3')
    await vi.advanceTimersByTimeAsync(150)
    store.set('size', '4')
    await vi.advanceTimersByTimeAsync(150)
    expect(asked.length).toBe(2)
    asked[1]?.answer(price(20))
    await settled()
    expect(store.sheet?.prediction).toEqual(price(10))
    expect(asked[2]?.values[0]?.value).toBe('4')
    asked[2]?.answer(price(40))
    await settled()
    expect(store.sheet?.prediction).toEqual(price(40))
    expect(store.pending).toBe(false)
  })

  it('keeps what was typed for each run', async () => {
    const store = await answeredForm()
    store.set('size', '2')
    runs.selectedId = 'two'
    void store.refresh()
    await settled()
    expect(store.sheet?.values.get('size')).toBe('1')
    runs.selectedId = 'one'
    expect(store.sheet?.values.get('size')).toBe('2')
  })

  it('starts anew from another row, and goes back to it', async () => {
    const store = await answeredForm()
    void store.load(99)
    await settled()
    store.set('size', '5')
    store.reset()
    expect(store.sheet?.values.get('size')).toBe('99')
  })

  it('says what the studio refuses, and keeps the values', async () => {
    const store = await answeredForm()
    store.set('size', '2')
    await vi.advanceTimersByTimeAsync(150)
    asked[1]?.refuse(new StudioError('run.noModel'))
    await settled()
    expect(store.failure).toEqual({ code: 'run.noModel', details: {} })
    expect(store.sheet?.values.get('size')).toBe('2')
    expect(store.pending).toBe(false)
  })
})
