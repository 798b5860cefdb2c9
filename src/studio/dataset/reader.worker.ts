/** The thread that reads a file: one job, then its first rows, or its table, column by column, so that the other side never waits long. */
import { availableParallelism } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { StudioError } from '#contract/errors.ts'
import { openFileSource } from './byte-source.ts'
import { columnPortOf } from './column-port.ts'
import createColumnWorker from './column.worker.ts?nodeWorker'
import { firstRowsOf } from './first-rows.ts'
import { readTable } from './read-table.ts'
import type { ReaderAnswer, ReaderJob } from './reader-messages.ts'
import { readingHeap } from './reading-heap.ts'

/** With more, finding the rows takes longer than reading them. */
const mostHelpers = 3

// Outside the bundle this module is imported as it is, without a thread: then there is nothing to do.
parentPort?.once('message', (job: ReaderJob) => {
  void answer(job)
})

async function answer(job: ReaderJob): Promise<void> {
  const post = (message: ReaderAnswer): void => parentPort?.postMessage(message)
  try {
    const { path, fileName, reading } = job
    const source = await openFileSource(path, fileName)
    if (job.firstRows !== null) {
      post({ kind: 'firstRows', rows: await firstRowsOf(source, job) })
      return await source.close()
    }
    const { view, columns, marks } = await readTable(source, fileName, reading, {
      onProgress: (progress) => post({ kind: 'progress', progress }),
      signal: new AbortController().signal,
      helpers: { count: Math.min(mostHelpers, availableParallelism() - 1), start: () => columnPortOf(createColumnWorker({ name: 'column reader', resourceLimits: readingHeap })) },
    })
    for (const column of columns) post({ kind: 'column', column })
    post({ kind: 'read', view, marks })
    await source.close()
  } catch (problem) {
    if (problem instanceof StudioError) post({ kind: 'refused', code: problem.code, details: problem.details })
    else post({ kind: 'broken', stack: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) })
  }
}
