/** A search for a learning rate in a thread of its own, which ends with it. Writes nothing. */
import type { Worker } from 'node:worker_threads'
import type { Plan } from '#contract/plan.ts'
import type { RateSearch, RateSearchEvent } from '#contract/rate-search.ts'
import type { Table } from '#engine/table/table.ts'
import type { EngineOptions } from '../engines/create-engine.ts'
import { Thread } from '../threads/thread.ts'
import { EventQueue } from './event-queue.ts'

export interface RateQuestion {
  /** Columns lie in shared memory. */
  table: Table
  plan: Plan
  /** Folder with the `.wasm` files. */
  wasm: string
  tensorflow: EngineOptions['tensorflow']
}

export interface RateProgress {
  done: number
  of: number
}

/** Milliseconds between two words about how far it is. */
const telling = 50

/** Rejects with the signal's reason when it aborts; the thread is gone then. */
export function findRate(createWorker: () => Worker, question: RateQuestion, signal: AbortSignal | undefined): AsyncGenerator<RateSearchEvent, void> {
  return new EventQueue<RateSearchEvent>(async (push, stop) => {
    const thread = new Thread<RateQuestion, RateSearch, RateProgress>(createWorker)
    let told = 0
    try {
      const search = await thread.ask(question, stop, (progress) => {
        const now = performance.now()
        if (now - told < telling && progress.done < progress.of) return
        told = now
        push({ kind: 'progress', ...progress })
      })
      push({ kind: 'found', search })
    } finally {
      await thread.close()
    }
  }).read(signal)
}
