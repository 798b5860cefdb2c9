/** What the shown run said row by row, fetched when a view needs it, and the cut-off that its predictions use. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ChosenCutOff } from '#contract/run.ts'
import type { RunScores } from '#contract/scores.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useFilePrediction } from './file-prediction.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'

interface OfRun {
  runId: string
  /** null: it kept none. */
  scores: RunScores | null
}

export const useRunScores = defineStore('runScores', () => {
  const { client } = useConnection()
  const project = useProject()
  const runs = useRuns()
  const file = useFilePrediction()

  /** Of one run: they can be many megabytes. */
  const fetched = shallowRef<OfRun | null>(null)
  const failed = shallowRef<(Failure & { runId: string }) | null>(null)
  const keeping = ref(false)
  /** undefined: not here yet. */
  const scores = computed(() => (fetched.value?.runId === runs.selectedId ? fetched.value?.scores : undefined))
  const failure = computed(() => (failed.value?.runId === runs.selectedId ? failed.value : null))
  let asked: string | null = null

  watch(
    () => project.current?.id,
    () => {
      fetched.value = null
      failed.value = null
    },
  )

  async function load(): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null || scores.value !== undefined || asked === runId) return
    asked = runId
    failed.value = null
    try {
      const found = await client.run.scores({ projectId, runId })
      if (runs.selectedId === runId) fetched.value = { runId, scores: found }
    } catch (error) {
      failed.value = { ...failureOf(error), runId }
    } finally {
      if (asked === runId) asked = null
    }
  }

  /** Test rows are shown for one cut-off after another: counted before it is forgotten. */
  async function lookAtTest(): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null) return
    try {
      await client.run.lookAtTest({ projectId, runId })
      await runs.loadDetail(runId)
    } catch (error) {
      failed.value = { ...failureOf(error), runId }
    }
  }

  /** For predictions from now on; null: the one that was judged. */
  async function useCutOff(cutOff: ChosenCutOff | null): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null || keeping.value) return
    keeping.value = true
    failed.value = null
    try {
      await client.run.useCutOff({ projectId, runId, cutOff })
      await runs.loadDetail(runId)
      // Answers of a file that were made with another cut-off must not be saved as if they were made with this one.
      if (file.answered !== null) void file.predict(file.answered.chosen, file.answered.reading)
    } catch (error) {
      failed.value = { ...failureOf(error), runId }
    } finally {
      keeping.value = false
    }
  }

  return { scores, failure, keeping, load, lookAtTest, useCutOff }
})
