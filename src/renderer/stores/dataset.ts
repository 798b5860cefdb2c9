/** The table of the open project: reading it with progress and cancel, its view, and its rows page by page. */
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { DatasetEvent, DatasetSource, DatasetView, ReadingChoices } from '#contract/dataset.ts'
import type { Plan } from '#contract/plan.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { type Row, createRowPages } from './row-pages.ts'

type PlanDataset = Plan['dataset']

export interface ReadingProgress {
  fileName: string
  bytes: number
  totalBytes: number
  rows: number
  /** performance.now() at its start. */
  startedAt: number
}

export const useDataset = defineStore('dataset', () => {
  const { client } = useConnection()
  const project = useProject()

  const view = shallowRef<DatasetView | null>(null)
  const progress = shallowRef<ReadingProgress | null>(null)
  const failure = shallowRef<(Failure & { fileName: string }) | null>(null)
  /** Counts arrivals of rows. */
  const version = ref(0)

  let stop: AbortController | null = null
  let pages = createRowPages(0, () => Promise.reject(new Error('no dataset')), () => {})
  /** The reading the view was made with; the plan's is compared with it, so that undo reads again. */
  let readWith: string | null = null

  function show(next: DatasetView | null): void {
    view.value = next
    const projectId = project.current?.id
    if (next === null || projectId === undefined) return
    pages = createRowPages(
      next.rows,
      (from, count) => client.dataset.rows({ projectId, from, count }),
      () => version.value++,
    )
    pages.put(next.firstRows)
    version.value++
  }

  /** Follows a reading to its end. Resolves to null where it was cancelled; throws what the studio says. */
  async function follow(fileName: string, start: (signal: AbortSignal) => Promise<AsyncIterable<DatasetEvent>>): Promise<DatasetView | null> {
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    failure.value = null
    progress.value = { fileName, bytes: 0, totalBytes: 0, rows: 0, startedAt: performance.now() }
    try {
      for await (const event of await start(mine.signal)) {
        if (mine.signal.aborted) return null
        if (event.kind === 'opened') return event.dataset
        progress.value = { ...progress.value, bytes: event.bytes, totalBytes: event.totalBytes, rows: event.rows }
      }
      return null
    } catch (error) {
      if (mine.signal.aborted) return null
      throw error
    } finally {
      if (stop === mine) {
        stop = null
        progress.value = null
      }
    }
  }

  /** A file into the open project. false: cancelled. Throws what the studio says; the table of before stays. */
  async function open(source: DatasetSource, fileName: string, reading: ReadingChoices = {}): Promise<boolean> {
    const current = project.current
    if (current === null) return false
    const opened = await follow(fileName, (signal) => client.dataset.open({ projectId: current.id, source, reading }, { signal }))
    if (opened === null) return false
    project.current = { ...current, hasDataset: true }
    readWith = keyOf({ sha256: opened.sha256, reading })
    project.amend((plan) => fitted({ ...plan, dataset: { fileName: opened.fileName, sha256: opened.sha256, reading } }, opened))
    project.forgetHistory()
    show(opened)
    return true
  }

  /** A newer file in place of the project's, read in the same way; the plan stays. false: cancelled. Throws what the studio says. */
  async function replace(source: DatasetSource, fileName: string): Promise<boolean> {
    const current = project.current
    if (current === null) return false
    const { reading } = project.plan.dataset
    const opened = await follow(fileName, (signal) => client.dataset.replace({ projectId: current.id, source, reading }, { signal }))
    if (opened === null) return false
    readWith = keyOf({ sha256: opened.sha256, reading })
    project.edit({ key: 'data.undo.file', params: { file: opened.fileName } }, (plan) => ({ ...plan, dataset: { fileName: opened.fileName, sha256: opened.sha256, reading } }))
    show(opened)
    return true
  }

  /** What was read last. */
  async function load(): Promise<void> {
    show(null)
    failure.value = null
    const current = project.current
    if (current === null || !current.hasDataset) return
    const fileName = project.plan.dataset.fileName ?? ''
    readWith = keyOf(project.plan.dataset)
    try {
      const opened = await follow(fileName, (signal) => client.dataset.view({ projectId: current.id }, { signal }))
      if (opened !== null) show(opened)
    } catch (error) {
      failure.value = { ...failureOf(error), fileName }
    }
  }

  // Undo of a choice about reading is a reading again, like the choice itself; so is undo of a newer file.
  watch(
    () => keyOf(project.plan.dataset),
    async (wanted) => {
      const current = project.current
      if (readWith === null || wanted === readWith || current === null || view.value === null) return
      const before = readWith
      readWith = wanted
      const { reading, fileName, sha256 } = project.plan.dataset
      try {
        const opened = await follow(fileName ?? '', (signal) => client.dataset.read({ projectId: current.id, reading, ...(sha256 === null ? {} : { sha256 }) }, { signal }))
        if (opened !== null) {
          project.amend((plan) => fitted(plan, opened))
          return show(opened)
        }
      } catch (error) {
        failure.value = { ...failureOf(error), fileName: fileName ?? '' }
      }
      // Stopped or refused: the table is still the one of before, and the plan says so again.
      if (readWith !== wanted) return
      readWith = before
      project.amend((plan) => ({ ...plan, dataset: { ...plan.dataset, ...partOf(before) } }))
    },
  )

  function row(index: number): Row | undefined {
    return pages.row(index)
  }

  async function tryReading(reading: ReadingChoices): Promise<{ header: string[]; cells: (string | null)[][] } | null> {
    const projectId = project.current?.id
    return projectId === undefined ? null : await client.dataset.tryReading({ projectId, reading })
  }

  function clear(): void {
    stop?.abort()
    readWith = null
    show(null)
    failure.value = null
  }

  return { view, progress, failure, version, open, replace, load, row, tryReading, cancel: () => stop?.abort(), clear }
})

/** Of a plan's dataset what makes the table: its bytes and how they are read. */
function keyOf({ sha256, reading }: Pick<PlanDataset, 'sha256' | 'reading'>): string {
  return JSON.stringify({ sha256, reading })
}

function partOf(key: string): Pick<PlanDataset, 'sha256' | 'reading'> {
  return JSON.parse(key)
}

/** A plan whose columns the new table does not have starts its recipe afresh; which file a row came from is nothing to learn from unless the person says so. */
function fitted(plan: Plan, dataset: DatasetView): Plan {
  const { target } = plan.recipe
  const kept = target === null || dataset.columns.some((column) => column.name === target)
  const recipe = kept ? plan.recipe : { ...plan.recipe, target: null, task: null, positive: null, classNames: [], columns: [] }
  const fileColumn = dataset.reading.source?.fileColumn
  if (fileColumn === undefined || recipe.columns.some(({ column }) => column === fileColumn)) return kept ? plan : { ...plan, recipe }
  return { ...plan, recipe: { ...recipe, columns: [...recipe.columns, { column: fileColumn, use: false }] } }
}
