/** Work of the studio on the shown run, one at a time: how far it is, what came out of it for each run, and leaving it. Knows no call. */
import { type ComputedRef, computed, shallowRef, watch } from 'vue'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'

export interface WorkOnRun<Progress, Result> {
  /** Of the shown run; null where none is under way. */
  work: ComputedRef<Progress | null>
  result: ComputedRef<Result | null>
  failure: ComputedRef<Failure | null>
  /**
   * Leaves the work of before, for whichever run, and forgets what came out for this one. `ask` gives what to tell after each event:
   * how far it is, or what came out.
   */
  start(begin: Progress, ask: (run: { projectId: string; runId: string }, signal: AbortSignal) => AsyncIterable<{ progress: Progress } | { result: Result }>): Promise<void>
  cancel(): void
}

export function workOnRun<Progress, Result>(): WorkOnRun<Progress, Result> {
  const project = useProject()
  const runs = useRuns()
  const results = shallowRef<ReadonlyMap<string, Result>>(new Map())
  const failures = shallowRef<ReadonlyMap<string, Failure>>(new Map())
  const anyWork = shallowRef<{ runId: string; progress: Progress } | null>(null)
  const ofShown = <T>(byRun: ReadonlyMap<string, T>): T | null => (runs.selectedId === null ? null : (byRun.get(runs.selectedId) ?? null))
  let stop: AbortController | null = null

  watch(
    () => project.current?.id,
    () => {
      stop?.abort()
      results.value = new Map()
      failures.value = new Map()
    },
  )

  return {
    work: computed(() => (anyWork.value?.runId === runs.selectedId ? anyWork.value.progress : null)),
    result: computed(() => ofShown(results.value)),
    failure: computed(() => ofShown(failures.value)),
    async start(begin, ask) {
      const [projectId, runId] = [project.current?.id, runs.selectedId]
      if (projectId === undefined || runId === null) return
      stop?.abort()
      const mine = new AbortController()
      stop = mine
      results.value = without(results.value, runId)
      failures.value = without(failures.value, runId)
      anyWork.value = { runId, progress: begin }
      try {
        for await (const told of ask({ projectId, runId }, mine.signal)) {
          if (mine.signal.aborted) return
          if ('progress' in told) anyWork.value = { runId, progress: told.progress }
          else results.value = new Map(results.value).set(runId, told.result)
        }
      } catch (error) {
        if (!mine.signal.aborted) failures.value = new Map(failures.value).set(runId, failureOf(error))
      } finally {
        if (stop === mine) {
          stop = null
          anyWork.value = null
        }
      }
    },
    cancel: () => stop?.abort(),
  }
}

function without<T>(byRun: ReadonlyMap<string, T>, runId: string): Map<string, T> {
  return new Map([...byRun].filter(([id]) => id !== runId))
}
