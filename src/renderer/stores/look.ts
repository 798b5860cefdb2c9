/** The careful look at the open table, taken as soon as it is read, and the pair of columns that is shown. */
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { CarefulLook, ColumnPair } from '#contract/look.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useDataset } from './dataset.ts'
import { useProject } from './project.ts'

export const useLook = defineStore('look', () => {
  const { client } = useConnection()
  const project = useProject()
  const dataset = useDataset()

  const look = shallowRef<CarefulLook | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const pair = shallowRef<ColumnPair | null>(null)
  const pairFailure = shallowRef<Failure | null>(null)
  let stop = new AbortController()
  let stopPair = new AbortController()

  async function take(): Promise<void> {
    stop.abort()
    stopPair.abort()
    look.value = failure.value = pair.value = pairFailure.value = null
    const projectId = project.current?.id
    if (dataset.view === null || projectId === undefined) return
    const mine = (stop = new AbortController())
    try {
      const taken = await client.dataset.look({ projectId }, { signal: mine.signal })
      if (!mine.signal.aborted) look.value = taken
    } catch (error) {
      if (!mine.signal.aborted) failure.value = failureOf(error)
    }
  }

  async function showPair(x: string, y: string): Promise<void> {
    stopPair.abort()
    pairFailure.value = null
    const projectId = project.current?.id
    if (projectId === undefined) return
    const mine = (stopPair = new AbortController())
    try {
      const shown = await client.dataset.pair({ projectId, x, y }, { signal: mine.signal })
      if (!mine.signal.aborted) pair.value = shown
    } catch (error) {
      if (!mine.signal.aborted) pairFailure.value = failureOf(error)
    }
  }

  watch(() => dataset.view, take, { immediate: true })

  return { look, failure, pair, pairFailure, take, showPair }
})
