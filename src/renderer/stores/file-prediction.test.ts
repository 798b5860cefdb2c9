import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { StudioError } from '#contract/errors.ts'
import type { FilePrediction, FilePredictionEvent } from '#contract/prediction.ts'
import { useFilePrediction } from './file-prediction.ts'

const project = reactive({ current: { id: 'p' } })
const runs = reactive({ selectedId: 'one' })
const studio = vi.hoisted(() => ({ file: vi.fn(), save: vi.fn() }))
const desktop = vi.hoisted(() => ({ chooseSavePath: vi.fn(), pathOf: vi.fn() }))

vi.mock('#renderer/app/window-shell.ts', () => ({ shell: desktop }))
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./runs.ts', () => ({ useRuns: () => runs }))
vi.mock('./connection.ts', () => ({ useConnection: () => ({ studio: { paths: true }, client: { predict: studio } }) }))

const prediction = (predictionId: string): FilePrediction => ({ predictionId, fileName: 'new.csv', rows: 2, matched: [], extra: [], findings: [], preview: { header: [], cells: [] } })
const answers = (...events: (FilePredictionEvent | Error)[]) =>
  (async function* () {
    for (const event of events) {
      if (event instanceof Error) throw event
      yield await Promise.resolve(event)
    }
  })()
const done = (id: string): FilePredictionEvent => ({ kind: 'done', prediction: prediction(id) })
const file = { path: '/home/ada/new.csv' }
const wasSavedAs = () => studio.save.mock.calls.map(([{ predictionId, format, path }]) => [predictionId, format, path])

async function predicted() {
  studio.file.mockResolvedValueOnce(answers(done('a')))
  const store = useFilePrediction()
  await store.predict(file)
  return store
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  runs.selectedId = 'one'
})

describe('a file of new rows', () => {
  it('is read where it is, and its answers belong to the run that was asked', async () => {
    const store = await predicted()
    expect(studio.file.mock.calls[0]?.[0]).toEqual({ projectId: 'p', runId: 'one', language: 'en', source: { kind: 'path', path: file.path }, reading: {} })
    expect(store.answered?.prediction.predictionId).toBe('a')
    expect(store.work).toBeNull()
    runs.selectedId = 'two'
    expect(store.answered).toBeNull()
    runs.selectedId = 'one'
    expect(store.answered?.prediction.predictionId).toBe('a')
  })

  it('that is refused says why and leaves the answers of before', async () => {
    const store = await predicted()
    studio.file.mockResolvedValueOnce(answers(new StudioError('file.binary')))
    await store.predict({ path: 'C:\\data\\book.xlsx' })
    expect(store.failure).toEqual({ code: 'file.binary', details: {}, fileName: 'book.xlsx', byPath: true })
    expect(store.answered?.prediction.predictionId).toBe('a')
  })

  it('can be left while it is under way, without a complaint', async () => {
    const store = await predicted()
    studio.file.mockImplementationOnce(async (_: unknown, { signal }: { signal: AbortSignal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const under = store.predict({ path: '/other.csv' })
    await vi.waitFor(() => expect(studio.file).toHaveBeenCalledTimes(2))
    expect(store.work).toMatchObject({ fileName: 'other.csv' })
    store.cancel()
    await under
    expect([store.work, store.failure, store.answered?.prediction.predictionId]).toEqual([null, null, 'a'])
  })
})

describe('saving the answers', () => {
  it('asks where to, and says where they are afterwards', async () => {
    const store = await predicted()
    desktop.chooseSavePath.mockResolvedValueOnce('/home/ada/new-predictions.csv')
    studio.save.mockResolvedValueOnce({ kind: 'path', path: '/home/ada/new-predictions.csv' })
    await store.save('excel')
    expect(desktop.chooseSavePath).toHaveBeenCalledWith('new-predictions.csv')
    expect(wasSavedAs()).toEqual([['a', 'excel', '/home/ada/new-predictions.csv']])
    expect(store.answered?.saved).toEqual({ kind: 'path', place: '/home/ada/new-predictions.csv' })
  })

  it('does nothing where the person changed their mind', async () => {
    const store = await predicted()
    desktop.chooseSavePath.mockResolvedValueOnce(null)
    await store.save('excel')
    expect(studio.save).not.toHaveBeenCalled()
  })

  it('can be tried again under the same name, as after closing the file in another program', async () => {
    const store = await predicted()
    desktop.chooseSavePath.mockResolvedValueOnce('/x.csv')
    studio.save.mockRejectedValueOnce(new StudioError('disk.readOnly', { file: '/x.csv' })).mockResolvedValueOnce({ kind: 'path', path: '/x.csv' })
    await store.save('exact')
    expect(store.saveFailure).toMatchObject({ code: 'disk.readOnly' })
    await store.saveAgain()
    expect(wasSavedAs()).toEqual([['a', 'exact', '/x.csv'], ['a', 'exact', '/x.csv']])
    expect(store.saveFailure).toBeNull()
    expect(store.answered?.saved?.place).toBe('/x.csv')
  })

  it('predicts the file anew first where the studio has forgotten it', async () => {
    const store = await predicted()
    desktop.chooseSavePath.mockResolvedValueOnce('/x.csv')
    studio.save.mockRejectedValueOnce(new StudioError('predict.noRows')).mockResolvedValueOnce({ kind: 'path', path: '/x.csv' })
    await store.save('excel')
    studio.file.mockResolvedValueOnce(answers(done('b')))
    await store.saveAgain()
    expect(wasSavedAs()).toEqual([['a', 'excel', '/x.csv'], ['b', 'excel', '/x.csv']])
    expect(store.answered).toMatchObject({ prediction: { predictionId: 'b' }, saved: { place: '/x.csv' } })
  })
})
