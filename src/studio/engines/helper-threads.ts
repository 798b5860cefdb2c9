/** Threads that help the one that trains, as many as there are other cores. */
import { availableParallelism } from 'node:os'
import type { Helpers } from '#engine/compiled/helpers.ts'
import createHelperWorker from './helper.worker.ts?nodeWorker'

/** More share hardly anything of a step, and wait for each other longer. */
const most = 3

export function helperThreads(): Helpers {
  return {
    count: Math.min(most, availableParallelism() - 1),
    start(job) {
      const worker = createHelperWorker({ workerData: job })
      // The run goes on with one thread where another can't be had.
      worker.on('error', (error) => console.error('helper thread:', error))
      worker.unref()
    },
  }
}
