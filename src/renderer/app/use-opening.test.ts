import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type DatasetEvent, longBeginning } from '#contract/dataset.ts'
import type { ImportEvent } from '#contract/project.ts'
import { StudioError } from '#contract/errors.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { datasetOf, projectOf, runOf } from '#test/answers/answers.ts'
import { projectFileOutcome, projectFileWork } from './project-file-work.ts'
import { useOpening } from './use-opening.ts'

const studio = vi.hoisted(() => ({
  project: { list: vi.fn(), create: vi.fn(), open: vi.fn(), remove: vi.fn(), savePlan: vi.fn(), import: vi.fn() },
  dataset: { open: vi.fn(), view: vi.fn(), preview: vi.fn() },
  run: { follow: vi.fn(), detail: vi.fn() },
}))
const sendUpload = vi.hoisted(() => vi.fn())
vi.mock('./send-upload.ts', () => ({ sendUpload }))
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio, connections: 1, studio: { paths: true } }) }))

const source = { kind: 'path', path: '/a.csv' } as const
const reading = (...events: (DatasetEvent | ImportEvent | Error)[]) =>
  (async function* () {
    for (const event of events) {
      if (event instanceof Error) throw event
      yield await Promise.resolve(event)
    }
  })()
const opened = (...names: string[]): DatasetEvent => ({ kind: 'opened', dataset: datasetOf(names) })
/** Names of the projects that are there. */
let there: string[]

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  useOpening().failure.value = null
  there = []
  studio.project.list.mockImplementation(() => Promise.resolve(there.map((name) => ({ id: name, name, changedAt: '', fileName: null, runs: 0 }))))
  studio.project.create.mockImplementation(({ name }) => {
    there.push(name)
    return Promise.resolve(projectOf({ id: name, name }))
  })
  studio.project.open.mockImplementation(({ projectId }) => Promise.resolve(projectOf({ id: projectId, name: projectId, hasDataset: true, runs: [runOf({ id: `run of ${projectId}` })] })))
  studio.project.remove.mockImplementation(({ projectId }) => {
    there = there.filter((name) => name !== projectId)
    return Promise.resolve({})
  })
  studio.project.savePlan.mockResolvedValue({})
  studio.dataset.open.mockImplementation(() => Promise.resolve(reading(opened('a', 'y'))))
  studio.dataset.view.mockImplementation(() => Promise.resolve(reading(opened('old'))))
  studio.run.follow.mockImplementation(() => Promise.resolve(reading()))
  studio.run.detail.mockImplementation(() => new Promise(() => {}))
})

/** A window with a project that has a table and a run. */
async function withProject() {
  there = ['before']
  const opening = useOpening()
  await opening.openProject('before')
  return opening
}
const shown = () => ({ project: useProject().current?.id ?? null, columns: useDataset().view?.columns.map(({ name }) => name) ?? null, runs: useRuns().list.map(({ id }) => id) })

describe('a file', () => {
  it('gets a project of its own, named after it, and nothing is replaced', async () => {
    const opening = await withProject()
    expect(await opening.openSource(source, 'a.b.csv')).toBe(true)
    expect(shown()).toEqual({ project: 'a.b', columns: ['a', 'y'], runs: [] })
    expect(there).toEqual(['before', 'a.b'])
  })

  it('gets a name that no other project has', async () => {
    there = ['a', 'a 2']
    await useOpening().openSource(source, 'a.csv')
    expect(shown().project).toBe('a 3')
  })

  it('goes into the open project where that has no table yet', async () => {
    const project = useProject()
    await project.create('empty')
    await useOpening().openSource(source, 'a.csv')
    expect([shown().project, there]).toEqual(['empty', ['empty']])
  })

  it('that can not be read leaves everything as it was, and says why', async () => {
    const opening = await withProject()
    studio.dataset.open.mockImplementation(() => Promise.resolve(reading(new StudioError('file.format', { file: 'a.xlsx' }))))
    expect(await opening.openSource(source, 'a.xlsx')).toBe(false)
    expect(shown()).toEqual({ project: 'before', columns: ['old'], runs: ['run of before'] })
    expect([there, opening.failure.value, opening.busy.value]).toEqual([['before'], { code: 'file.format', details: { file: 'a.xlsx' }, fileName: 'a.xlsx', byPath: true, again: expect.any(Function) }, false])
  })

  it('that was the first leaves an empty window behind where it can not be read', async () => {
    studio.dataset.open.mockImplementation(() => Promise.resolve(reading(new StudioError('file.empty'))))
    await useOpening().openSource(source, 'a.csv')
    expect([shown(), there]).toEqual([{ project: null, columns: null, runs: [] }, []])
  })

  it('that was cancelled goes without a complaint', async () => {
    const opening = await withProject()
    studio.dataset.open.mockImplementation(async (_: object, { signal }: { signal: AbortSignal }) => {
      queueMicrotask(() => useDataset().cancel())
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    expect(await opening.openSource(source, 'a.csv')).toBe(false)
    expect([shown().project, there, opening.failure.value]).toEqual(['before', ['before'], null])
  })

  it('waits for no second one: what is asked meanwhile is not opened', async () => {
    const opening = useOpening()
    const first = opening.openSource(source, 'a.csv')
    expect([await opening.openSource(source, 'b.csv'), await first, there]).toEqual([false, true, ['a']])
  })
})

describe('a file of a browser', () => {
  const file = new File(['a,y\n'], 'a.csv')
  const large = new File([new Uint8Array(9_000_000)], 'large.csv')
  const rows = { header: ['a'], cells: [['1']] }

  it('shows its first rows before all of it is sent', async () => {
    const opening = useOpening()
    let show = (): void => {}
    const shownAtSending: unknown[] = []
    sendUpload.mockImplementation((sent: File) => {
      shownAtSending.push(opening.firstRows.value)
      return Promise.resolve(sent === large ? 'all' : 'beginning')
    })
    studio.dataset.preview.mockImplementation(() => new Promise((done) => (show = () => done(rows))))
    const opened = opening.openFile(large)
    await vi.waitFor(() => expect(studio.dataset.preview).toHaveBeenCalledOnce())
    expect([sendUpload.mock.calls.length, opening.sending.value?.totalBytes]).toEqual([1, 9_000_000])
    show()
    expect(await opened).toBe(true)
    expect(shownAtSending).toEqual([null, rows])
    expect([studio.dataset.open.mock.calls[0]?.[0].source.uploadId, opening.firstRows.value]).toEqual(['all', null])
  })

  it('is sent soon where its first rows do not come', async () => {
    sendUpload.mockImplementation((sent: File) => Promise.resolve(sent === large ? 'all' : 'beginning'))
    studio.dataset.preview.mockImplementation(() => new Promise(() => {}))
    expect(await useOpening().openFile(large)).toBe(true)
  })

  it('is sent no further once its beginning shows that it can not be read, and says why and what else there is', async () => {
    const opening = await withProject()
    const endless = new File(['a,b\n1,2\n3,4\n', new Uint8Array(60_000_000).fill(0x0a, 100_000)], 'endless.csv')
    const sent: number[] = []
    let signalOfAll: AbortSignal | undefined
    sendUpload.mockImplementation((file: File, signal: AbortSignal) => {
      sent.push(file.size)
      if (file !== endless) return Promise.resolve(file.size === longBeginning ? 'long' : 'short')
      signalOfAll = signal
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    studio.dataset.preview.mockImplementation(async ({ source }: { source: { uploadId: string } }) => {
      if (source.uploadId === 'short') return null
      await vi.waitFor(() => expect(signalOfAll).toBeDefined())
      throw new StudioError('file.limit', { file: 'endless.csv', line: 4, limit: 'record' })
    })
    expect(await opening.openFile(endless)).toBe(false)
    expect([sent, signalOfAll?.aborted, shown().project, opening.sending.value]).toEqual([[1 << 18, longBeginning, endless.size], true, 'before', null])
    expect(opening.failure.value).toMatchObject({ code: 'file.limit', details: { line: 4 }, byPath: false, before: { lines: 3 } })
    studio.dataset.preview.mockReset()
    sendUpload.mockResolvedValue('all')
    opening.failure.value?.before?.read()
    await vi.waitFor(() => expect(studio.dataset.open.mock.calls.at(-1)?.[0]).toMatchObject({ source: { uploadId: 'all' }, reading: { part: { lines: 3 } } }))
    expect(studio.dataset.preview).not.toHaveBeenCalled()
  })

  it('that may have a line beyond all limits is not sent before its beginning has been looked at', async () => {
    const sent: number[] = []
    sendUpload.mockImplementation((file: File) => (sent.push(file.size), Promise.resolve('beginning')))
    studio.dataset.preview.mockRejectedValue(new StudioError('file.limit', { file: 'endless.csv', line: 2, limit: 'record' }))
    const opening = useOpening()
    expect(await opening.openFile(new File(['a,b\n', new Uint8Array(60_000_000)], 'endless.csv'))).toBe(false)
    // All of it is larger.
    expect([Math.max(...sent), opening.failure.value?.details.line]).toEqual([longBeginning, 2])
  })

  it('is sent to its end where the look at its beginning fails for another reason', async () => {
    sendUpload.mockImplementation((sent: File) => Promise.resolve(sent === large ? 'all' : 'beginning'))
    studio.dataset.preview.mockRejectedValue(new StudioError('file.changed', { file: 'large.csv' }))
    expect(await useOpening().openFile(large)).toBe(true)
  })

  it('that is stopped before it is sent is not sent', async () => {
    const opening = await withProject()
    sendUpload.mockResolvedValue('beginning')
    studio.dataset.preview.mockImplementation(() => {
      opening.sending.value?.cancel()
      return Promise.resolve(rows)
    })
    expect(await opening.openFile(large)).toBe(false)
    expect([sendUpload.mock.calls.length, shown().project, opening.failure.value, opening.sending.value, opening.firstRows.value]).toEqual([1, 'before', null, null, null])
  })

  it('is sent with its progress, then opened', async () => {
    const opening = useOpening()
    sendUpload.mockImplementation(async (_: File, _signal: AbortSignal, onProgress: (bytes: number) => void) => {
      onProgress(2)
      expect(opening.sending.value).toMatchObject({ fileName: 'a.csv', bytes: 2, totalBytes: 4 })
      return await Promise.resolve('u1')
    })
    expect(await opening.openFile(file)).toBe(true)
    expect([studio.dataset.open.mock.calls[0]?.[0].source, opening.sending.value]).toEqual([{ kind: 'upload', uploadId: 'u1', fileName: 'a.csv' }, null])
  })

  it('that can not be sent says why; one that was stopped does not', async () => {
    const opening = useOpening()
    sendUpload.mockRejectedValueOnce(new StudioError('file.limit'))
    expect([await opening.openFile(file), opening.failure.value, opening.sending.value]).toEqual([false, { code: 'file.limit', details: {}, fileName: 'a.csv', byPath: false, again: expect.any(Function) }, null])
    sendUpload.mockImplementationOnce(async () => {
      opening.sending.value?.cancel()
      return await Promise.reject(new DOMException('stopped', 'AbortError'))
    })
    expect([await opening.openFile(file), opening.failure.value, there]).toEqual([false, null, []])
  })
})

describe('a project', () => {
  it('comes with its runs and its table', async () => {
    await withProject()
    expect([shown(), useSettings().projectId]).toEqual([{ project: 'before', columns: ['old'], runs: ['run of before'] }, 'before'])
  })

  it('that can not be opened leaves none open, nothing of the one before, and says which', async () => {
    const opening = await withProject()
    there = ['before', 'broken']
    await useProject().loadEntries()
    studio.project.open.mockRejectedValue(new StudioError('project.damaged'))
    await opening.openProject('broken')
    expect([shown(), useSettings().projectId]).toEqual([{ project: null, columns: null, runs: [] }, null])
    expect(opening.failure.value).toEqual({ code: 'project.damaged', details: {}, fileName: 'broken', byPath: false, again: expect.any(Function) })
  })

  it('is closed with all that belongs to it', async () => {
    const opening = await withProject()
    await opening.closeProject()
    expect(shown()).toEqual({ project: null, columns: null, runs: [] })
  })
})

describe('a project saved as one file', () => {
  const file = new File(['PK'], 'iris.candor')
  const done = (name: string, savedAs: string): ImportEvent => ({ kind: 'done', project: projectOf({ id: name, name }), savedAs })
  const onTheWay: ImportEvent = { kind: 'progress', bytes: 1, totalBytes: 2 }
  beforeEach(() => sendUpload.mockResolvedValue('u1'))

  it.each([
    ['dropped', () => useOpening().openFile(file)],
    ['named at the start', () => useOpening().openSource({ kind: 'upload', uploadId: 'u1', fileName: 'iris.candor' }, 'iris.candor')],
  ])('is opened where it is %s, with its runs and its table, under the name that was free', async (_, open) => {
    await withProject()
    studio.project.import.mockResolvedValue(reading(onTheWay, done('iris 2', 'iris')))
    expect(await open()).toBe(true)
    expect(studio.project.import.mock.calls[0]?.[0]).toEqual({ source: { kind: 'upload', uploadId: 'u1', fileName: 'iris.candor' } })
    expect(shown()).toEqual({ project: 'iris 2', columns: ['old'], runs: ['run of iris 2'] })
    expect([projectFileOutcome.value, projectFileWork.value, studio.dataset.open.mock.calls.length]).toEqual([{ kind: 'opened', name: 'iris 2', savedAs: 'iris' }, null, 0])
    await useOpening().openProject('before')
    expect(projectFileOutcome.value).toBeNull()
  })

  it('that is refused leaves the open project as it was, and says why', async () => {
    const opening = await withProject()
    studio.project.import.mockResolvedValue(reading(new StudioError('archive.damaged', { file: 'iris.candor' })))
    expect(await opening.openFile(file)).toBe(false)
    expect([shown().project, opening.failure.value, projectFileWork.value, projectFileOutcome.value]).toEqual(['before', { code: 'archive.damaged', details: { file: 'iris.candor' }, fileName: 'iris.candor', byPath: false, again: expect.any(Function) }, null, null])
  })

  it('can be cancelled, without a complaint; a second one waits for nothing and is not begun', async () => {
    const opening = await withProject()
    studio.project.import.mockImplementation(async (_: object, { signal }: { signal: AbortSignal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const first = opening.openFile(file)
    await vi.waitFor(() => expect(studio.project.import).toHaveBeenCalledTimes(1))
    expect(projectFileWork.value).toMatchObject({ kind: 'opening', name: 'iris.candor' })
    expect(await opening.openFile(file)).toBe(false)
    projectFileWork.value?.cancel()
    expect([await first, shown().project, opening.failure.value, projectFileWork.value, studio.project.import.mock.calls.length]).toEqual([false, 'before', null, null, 1])
  })
})
