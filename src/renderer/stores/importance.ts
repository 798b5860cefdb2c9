/** Which columns the shown run relies on: asked for when it is looked at. The studio does the work. */
import { defineStore } from 'pinia'
import type { Importance } from '#contract/importance.ts'
import { useConnection } from './connection.ts'
import { workOnRun } from './work-on-run.ts'

export interface ImportanceWork {
  /** Of `performance.now()`. */
  startedAt: number
  columns: number
  /** 0: not known yet. */
  of: number
}

export const useImportance = defineStore('importance', () => {
  const { client } = useConnection()
  const { work, result, failure, start, cancel } = workOnRun<ImportanceWork, Importance>()

  /** Nothing where it is known or under way. */
  async function load(): Promise<void> {
    if (result.value !== null || work.value !== null) return
    const startedAt = performance.now()
    await start({ startedAt, columns: 0, of: 0 }, async function* (run, signal) {
      for await (const event of await client.run.importance(run, { signal })) {
        yield event.kind === 'progress' ? { progress: { startedAt, columns: event.columns, of: event.of } } : { result: event.importance }
      }
    })
  }

  return { work, result, failure, load, cancel }
})
