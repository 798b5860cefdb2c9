/** The shown run trained once more to compare: how far it is, what came out, and leaving it. The studio does the work. */
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { RunVerification } from '#contract/run.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'

interface Work {
  runId: string
  /** Epochs that are the same so far. */
  epoch: number
  epochs: number
}

export const useVerification = defineStore('verification', () => {
  const { client } = useConnection()
  const project = useProject()
  const runs = useRuns()

  /** By run. */
  const results = shallowRef<ReadonlyMap<string, RunVerification>>(new Map())
  const failures = shallowRef<ReadonlyMap<string, Failure>>(new Map())
  const anyWork = shallowRef<Work | null>(null)
  const ofShown = <T>(byRun: ReadonlyMap<string, T>): T | null => (runs.selectedId === null ? null : (byRun.get(runs.selectedId) ?? null))
  const work = computed(() => (anyWork.value?.runId === runs.selectedId ? anyWork.value : null))
  const result = computed(() => ofShown(results.value))
  const failure = computed(() => ofShown(failures.value))

  let stop: AbortController | null = null

  watch(
    () => project.current?.id,
    () => {
      stop?.abort()
      results.value = new Map()
      failures.value = new Map()
    },
  )

  /** One at a time: the one before is left. */
  async function verify(): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null) return
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    results.value = without(results.value, runId)
    failures.value = without(failures.value, runId)
    anyWork.value = { runId, epoch: 0, epochs: runs.selected?.epochs.planned ?? 0 }
    try {
      for await (const event of await client.run.verify({ projectId, runId }, { signal: mine.signal })) {
        if (mine.signal.aborted) return
        if (event.kind === 'progress') anyWork.value = { runId, epoch: event.epoch, epochs: event.epochs }
        else results.value = new Map(results.value).set(runId, event.verification)
      }
    } catch (error) {
      if (!mine.signal.aborted) failures.value = new Map(failures.value).set(runId, failureOf(error))
    } finally {
      if (stop === mine) {
        stop = null
        anyWork.value = null
      }
    }
  }

  return { work, result, failure, verify, cancel: () => stop?.abort() }
})

function without<T>(byRun: ReadonlyMap<string, T>, runId: string): Map<string, T> {
  return new Map([...byRun].filter(([id]) => id !== runId))
}
