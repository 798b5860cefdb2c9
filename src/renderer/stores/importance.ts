/** Which columns the shown run relies on: asked for when it is looked at, kept by run, and left by a click. The studio does the work. */
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Importance } from '#contract/importance.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'

export interface ImportanceWork {
  runId: string
  /** Of `performance.now()`. */
  startedAt: number
  columns: number
  /** 0: not known yet. */
  of: number
}

export const useImportance = defineStore('importance', () => {
  const { client } = useConnection()
  const project = useProject()
  const runs = useRuns()

  /** By run. */
  const results = shallowRef<ReadonlyMap<string, Importance>>(new Map())
  const failed = shallowRef<(Failure & { runId: string }) | null>(null)
  const anyWork = shallowRef<ImportanceWork | null>(null)
  const work = computed(() => (anyWork.value?.runId === runs.selectedId ? anyWork.value : null))
  const result = computed(() => (runs.selectedId === null ? null : (results.value.get(runs.selectedId) ?? null)))
  const failure = computed(() => (failed.value?.runId === runs.selectedId ? failed.value : null))
  let stop: AbortController | null = null

  watch(
    () => project.current?.id,
    () => {
      stop?.abort()
      results.value = new Map()
      failed.value = null
    },
  )

  /** Nothing where it is known or under way; the work for another run is left. */
  async function load(): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null || result.value !== null || work.value !== null) return
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    failed.value = null
    const startedAt = performance.now()
    anyWork.value = { runId, startedAt, columns: 0, of: 0 }
    try {
      for await (const event of await client.run.importance({ projectId, runId }, { signal: mine.signal })) {
        if (mine.signal.aborted) return
        if (event.kind === 'progress') anyWork.value = { runId, startedAt, columns: event.columns, of: event.of }
        else results.value = new Map(results.value).set(runId, event.importance)
      }
    } catch (error) {
      if (!mine.signal.aborted) failed.value = { ...failureOf(error), runId }
    } finally {
      if (stop === mine) {
        stop = null
        anyWork.value = null
      }
    }
  }

  return { work, result, failure, load, cancel: () => stop?.abort() }
})
