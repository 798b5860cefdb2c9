/** A worker thread as a port of column threads. */
import type { Worker } from 'node:worker_threads'
import type { ColumnPort } from './column-threads.ts'

export function columnPortOf(worker: Worker): ColumnPort {
  return {
    tell: (question) => worker.postMessage(question),
    listen(onAnswer, onError) {
      worker.on('message', onAnswer)
      worker.on('error', onError)
    },
    end: () => void worker.terminate(),
  }
}
