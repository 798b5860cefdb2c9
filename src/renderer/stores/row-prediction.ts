/** One row asked of the shown run: the form, what stands in it, and the answer, asked again while the person types. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { PredictionForm, RowPrediction } from '#contract/prediction.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'

/** Milliseconds after the last keystroke. */
const pause = 150

export type RowValues = ReadonlyMap<string, string | null>

export interface Sheet {
  form: PredictionForm
  values: RowValues
  prediction: RowPrediction | null
  /** Another one whenever the values are set from a row of the data. */
  version: number
}

export const useRowPrediction = defineStore('rowPrediction', () => {
  const { client } = useConnection()
  const project = useProject()
  const runs = useRuns()

  /** By run: what was typed is still there after a look at another run or stage. */
  const sheets = shallowRef<ReadonlyMap<string, Sheet>>(new Map())
  const failure = shallowRef<Failure | null>(null)
  /** What is shown is older than what was typed. */
  const pending = ref(false)
  const sheet = computed(() => (runs.selectedId === null ? null : (sheets.value.get(runs.selectedId) ?? null)))

  let timer: ReturnType<typeof setTimeout> | undefined
  let stopLoading: AbortController | null = null
  /** A question is under way; another one waits for it. */
  let asking = false
  let askAgain = false

  watch(
    () => project.current?.id,
    () => (sheets.value = new Map()),
  )

  function put(runId: string, next: Sheet): void {
    sheets.value = new Map(sheets.value).set(runId, next)
  }

  /** With the stage, with another run, and after a lost connection. */
  async function refresh(): Promise<void> {
    failure.value = null
    if (sheet.value === null) await load()
    else await ask()
  }

  /** From a row of the data; absent: the row that was kept with the run. */
  async function load(row?: number): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null) return
    stopLoading?.abort()
    clearTimeout(timer)
    const mine = new AbortController()
    stopLoading = mine
    pending.value = true
    try {
      const form = await client.predict.form({ projectId, runId, ...(row === undefined ? {} : { row }) }, { signal: mine.signal })
      if (mine.signal.aborted || project.current?.id !== projectId) return
      failure.value = null
      const before = sheets.value.get(runId)
      put(runId, { form, values: startOf(form), prediction: before?.prediction ?? null, version: (before?.version ?? 0) + 1 })
      await ask()
    } catch (error) {
      if (mine.signal.aborted) return
      pending.value = false
      failure.value = failureOf(error)
    }
  }

  function set(column: string, value: string | null): void {
    const [runId, now] = [runs.selectedId, sheet.value]
    if (runId === null || now === null) return
    put(runId, { ...now, values: new Map(now.values).set(column, value) })
    pending.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), pause)
  }

  function reset(): void {
    const [runId, now] = [runs.selectedId, sheet.value]
    if (runId === null || now === null) return
    put(runId, { ...now, values: startOf(now.form), version: now.version + 1 })
    void ask()
  }

  /**
   * One question at a time, the latest next. An older one is not aborted, only left unheard: its answer is a moment away,
   * while the studio's thread would have to load the model anew.
   */
  async function ask(): Promise<void> {
    clearTimeout(timer)
    askAgain = true
    if (asking) return
    asking = true
    try {
      while (askAgain) {
        askAgain = false
        await askOnce()
      }
    } finally {
      asking = false
    }
  }

  async function askOnce(): Promise<void> {
    const [projectId, runId, now] = [project.current?.id, runs.selectedId, sheet.value]
    if (projectId === undefined || runId === null || now === null) return
    pending.value = true
    const isLatest = (): boolean => runs.selectedId === runId && sheets.value.get(runId)?.values === now.values
    try {
      const values = [...now.values].map(([column, value]) => ({ column, value }))
      const prediction = await client.predict.row({ projectId, runId, values })
      if (!isLatest()) return
      put(runId, { ...now, prediction })
      failure.value = null
    } catch (error) {
      if (!isLatest()) return
      failure.value = failureOf(error)
    }
    pending.value = false
  }

  return { sheet, failure, pending, refresh, load, set, reset }
})

function startOf({ fields }: PredictionForm): RowValues {
  return new Map(fields.map(({ column, start }) => [column, start]))
}
