import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { DatasetEvent, DatasetView, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { datasetOf, planOf, projectOf } from '#test/answers/answers.ts'
import { useDataset } from './dataset.ts'
import { useProject } from './project.ts'
import { useSelection } from './selection.ts'

const studio = vi.hoisted(() => ({ project: { open: vi.fn(), savePlan: vi.fn() }, dataset: { open: vi.fn(), read: vi.fn(), view: vi.fn(), rows: vi.fn() } }))
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: studio }) }))

const source = { kind: 'path', path: '/a.csv' } as const
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
const progress: DatasetEvent = { kind: 'progress', bytes: 5, totalBytes: 10, rows: 1 }
const reading = (...events: (DatasetEvent | Error)[]) =>
  (async function* () {
    for (const event of events) {
      if (event instanceof Error) throw event
      yield await Promise.resolve(event)
    }
  })()
const opened = (dataset: DatasetView): DatasetEvent => ({ kind: 'opened', dataset })
/** A reading that goes on until it is stopped. */
async function endless(_: object, { signal }: { signal: AbortSignal }) {
  return (async function* () {
    yield progress
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })()
}
const columns = (): string[] | undefined => useDataset().view?.columns.map(({ name }) => name)

/** A project whose table has been read. */
async function withTable(...names: string[]) {
  studio.dataset.open.mockResolvedValueOnce(reading(progress, opened(datasetOf(names, { rows: 1, firstRows: { from: 0, cells: [names.map(() => '1')] } }))))
  const [project, dataset] = [useProject(), useDataset()]
  await project.open('p')
  expect(await dataset.open(source, 'a.csv')).toBe(true)
  return { project, dataset }
}
function choose(choices: ReadingChoices): Promise<void> {
  useProject().edit('reading', (plan) => ({ ...plan, dataset: { ...plan.dataset, reading: choices } }))
  return settled()
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  studio.project.open.mockImplementation(() => Promise.resolve(projectOf({ plan: planOf({ recipe: { target: 'y', columns: [{ column: 'a', use: false }] } }) })))
  studio.project.savePlan.mockResolvedValue({})
})

describe('a table', () => {
  it('is read with progress, and its first rows are there with it', async () => {
    studio.dataset.open.mockImplementationOnce(endless)
    const [project, dataset] = [useProject(), useDataset()]
    await project.open('p')
    const under = dataset.open(source, 'a.csv')
    await settled()
    expect(dataset.progress).toMatchObject({ fileName: 'a.csv', bytes: 5, totalBytes: 10, rows: 1 })
    dataset.cancel()
    expect([await under, dataset.progress, dataset.view]).toEqual([false, null, null])
    await withTable('a', 'y')
    expect([columns(), dataset.row(0), studio.dataset.rows.mock.calls.length]).toEqual([['a', 'y'], ['1', '1'], 0])
  })

  it('is written into the plan, which keeps a target that the table has', async () => {
    const { project } = await withTable('a', 'y')
    expect([project.plan.dataset, project.plan.recipe.target, project.plan.recipe.columns.length, project.current?.hasDataset]).toEqual([{ fileName: 'a.csv', sha256: 'abc', reading: {} }, 'y', 1, true])
  })

  it('without the target starts the recipe afresh', async () => {
    const { project } = await withTable('a', 'z')
    expect(project.plan.recipe).toMatchObject({ target: null, columns: [] })
  })

  it('that can not be read leaves the one of before', async () => {
    const { dataset } = await withTable('a', 'y')
    studio.dataset.open.mockResolvedValueOnce(reading(new StudioError('file.empty')))
    await expect(dataset.open(source, 'b.csv')).rejects.toMatchObject({ code: 'file.empty' })
    expect([columns(), dataset.progress]).toEqual([['a', 'y'], null])
  })

  it('asks for rows that did not come with it', async () => {
    studio.dataset.view.mockResolvedValueOnce(reading(opened(datasetOf(['a'], { rows: 500 }))))
    studio.project.open.mockResolvedValue(projectOf({ hasDataset: true }))
    const dataset = useDataset()
    await useProject().open('p')
    await dataset.load()
    studio.dataset.rows.mockImplementation(({ from, count }) => Promise.resolve({ from, cells: Array.from({ length: count }, (_, at) => [String(from + at)]) }))
    const before = dataset.version
    expect(dataset.row(450)).toBeUndefined()
    await settled()
    expect([dataset.row(450), dataset.version - before, studio.dataset.rows.mock.calls.map(([asked]) => asked)]).toEqual([['450'], 1, [{ projectId: 'p', from: 400, count: 100 }]])
  })

  it('of a project that was read before says why it is not there any more', async () => {
    studio.dataset.view.mockResolvedValueOnce(reading(new StudioError('file.notFound')))
    studio.project.open.mockResolvedValue(projectOf({ hasDataset: true, plan: planOf({ dataset: { fileName: 'a.csv' } }) }))
    const dataset = useDataset()
    await useProject().open('p')
    await dataset.load()
    expect([dataset.failure, dataset.view]).toEqual([{ code: 'file.notFound', details: {}, fileName: 'a.csv' }, null])
  })

  it('is gone with its project: the next one shows its own or none', async () => {
    const { dataset } = await withTable('a', 'y')
    await useProject().open('other')
    await dataset.load()
    expect([dataset.view, studio.dataset.view.mock.calls.length]).toEqual([null, 0])
  })
})

describe('a choice about reading', () => {
  it('reads the table again, and so does its undo', async () => {
    const { project } = await withTable('a', 'y')
    studio.dataset.read.mockImplementation(({ reading: choices }) => Promise.resolve(reading(opened(datasetOf(choices.header === false ? ['column 1', 'column 2'] : ['a', 'y'])))))
    await choose({ header: false })
    expect(columns()).toEqual(['column 1', 'column 2'])
    project.undo()
    await settled()
    expect(columns()).toEqual(['a', 'y'])
  })

  it('that is refused is taken back, and says why; the table stays', async () => {
    const { project, dataset } = await withTable('a', 'y')
    studio.dataset.read.mockResolvedValueOnce(reading(new StudioError('file.encoding')))
    await choose({ encoding: 'shift_jis' })
    expect([columns(), project.plan.dataset.reading, dataset.failure?.code]).toEqual([['a', 'y'], {}, 'file.encoding'])
  })

  it('that is stopped is taken back without a complaint', async () => {
    const { project, dataset } = await withTable('a', 'y')
    studio.dataset.read.mockImplementationOnce(endless)
    await choose({ header: false })
    dataset.cancel()
    await settled()
    expect([columns(), project.plan.dataset.reading, dataset.failure]).toEqual([['a', 'y'], {}, null])
  })

  it('gives way to the next one', async () => {
    const { project } = await withTable('a', 'y')
    studio.dataset.read.mockImplementationOnce(endless)
    await choose({ header: false })
    studio.dataset.read.mockResolvedValueOnce(reading(opened(datasetOf(['a;y']))))
    await choose({ delimiter: ';' })
    expect([columns(), project.plan.dataset.reading]).toEqual([['a;y'], { delimiter: ';' }])
  })
})

describe('what is selected', () => {
  it('is a column or the findings, and goes with a table that does not have it', async () => {
    await withTable('a', 'y')
    const selection = useSelection()
    selection.findings = true
    selection.column = 'a'
    await nextTick()
    expect(selection.findings).toBe(false)
    await withTable('a', 'b')
    await nextTick()
    expect(selection.column).toBe('a')
    await withTable('c')
    await nextTick()
    expect(selection.column).toBeNull()
    selection.findings = true
    useDataset().clear()
    await nextTick()
    expect(selection.findings).toBe(false)
  })
})
