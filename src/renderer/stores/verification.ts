/** The shown run trained once more to compare: how far it is and what came out. The studio does the work. */
import { defineStore } from 'pinia'
import type { RunVerification } from '#contract/run.ts'
import { useConnection } from './connection.ts'
import { useRuns } from './runs.ts'
import { workOnRun } from './work-on-run.ts'

interface VerificationWork {
  /** Epochs that are the same so far. */
  epoch: number
  epochs: number
}

export const useVerification = defineStore('verification', () => {
  const { client } = useConnection()
  const runs = useRuns()
  const { work, result, failure, start, cancel } = workOnRun<VerificationWork, RunVerification>()

  async function verify(): Promise<void> {
    await start({ epoch: 0, epochs: runs.selected?.epochs.planned ?? 0 }, async function* (run, signal) {
      for await (const event of await client.run.verify(run, { signal })) {
        yield event.kind === 'progress' ? { progress: { epoch: event.epoch, epochs: event.epochs } } : { result: event.verification }
      }
    })
  }

  return { work, result, failure, verify, cancel }
})
