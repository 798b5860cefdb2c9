/** The search for a learning rate that was asked for on the Train stage: how far it is, what it found, how to stop it. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { RateSearch } from '#contract/rate-search.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useProject } from '#renderer/stores/project.ts'

export type SearchState =
  | { kind: 'searching'; done: number; of: number; startedAt: number }
  | { kind: 'found'; search: RateSearch }
  | { kind: 'failed'; failure: Failure }

export function useRateSearch() {
  const { client } = useConnection()
  const project = useProject()
  /** null: none was asked for, or it was closed. */
  const state = shallowRef<SearchState | null>(null)
  let stop: AbortController | null = null

  function close(): void {
    stop?.abort()
    stop = null
    state.value = null
  }
  watch(() => project.current?.id, close)
  onScopeDispose(close)

  /** With the plan as it is now. A search under way ends. */
  async function start(): Promise<void> {
    const projectId = project.current?.id
    close()
    if (projectId === undefined) return
    const mine = new AbortController()
    stop = mine
    const startedAt = performance.now()
    const show = (next: SearchState): void => {
      if (stop === mine) state.value = next
    }
    show({ kind: 'searching', done: 0, of: 1, startedAt })
    try {
      for await (const event of await client.plan.findLearningRate({ projectId, plan: project.plan }, { signal: mine.signal })) {
        if (event.kind === 'progress') show({ kind: 'searching', done: event.done, of: event.of, startedAt })
        else show({ kind: 'found', search: event.search })
      }
    } catch (error) {
      if (!mine.signal.aborted) show({ kind: 'failed', failure: failureOf(error) })
    }
  }

  return { state, start, close }
}
