/** A file read in a thread of its own: all of it, or its first rows. Outside the bundle there are no threads: then it is read here. */
import type { FirstRows } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Column } from '#engine/table/table.ts'
import { openFileSource, type ByteSource } from './byte-source.ts'
import { firstRowsOf } from './first-rows.ts'
import type { ReadOptions } from './read-columns.ts'
import { readTable, type ReadTable } from './read-table.ts'
import type { ReaderAnswer, ReaderJob, ReadFile } from './reader-messages.ts'
import { readingHeap } from './reading-heap.ts'
import createReader from './reader.worker.ts?nodeWorker'

// In unit tests the import is the module itself.
const hasThreads = typeof createReader === 'function'

/** Throws `StudioError` with a `file.*` code; when aborted, the signal's reason, with the thread gone and its memory free. */
export async function readWhole(file: ReadFile, options: ReadOptions): Promise<ReadTable> {
  if (!hasThreads) return await withSource(file, (source) => readTable(source, file.fileName, file.reading, options))
  const columns: Column[] = []
  return await askReader({ ...file, firstRows: null, quick: false }, options.signal, (answer) => {
    if (answer.kind === 'progress') options.onProgress(answer.progress)
    else if (answer.kind === 'column') columns.push(answer.column)
    return answer.kind === 'read' ? { view: answer.view, columns, marks: answer.marks } : null
  })
}

/** The first rows as they look under other choices. It takes a moment, in which the studio's loop stays free. */
export async function readBeginning(file: ReadFile): Promise<FirstRows> {
  return await readFirst({ ...file, firstRows: 8, quick: false })
}

/** The first rows by the beginning of the file alone: soon, whatever its size. */
export async function readQuickly(file: ReadFile, rowsWanted: number): Promise<FirstRows> {
  return await readFirst({ ...file, firstRows: rowsWanted, quick: true })
}

async function readFirst(job: ReaderJob): Promise<FirstRows> {
  if (!hasThreads) return await withSource(job, (source) => firstRowsOf(source, job))
  return await askReader(job, null, (answer) => (answer.kind === 'firstRows' ? answer.rows : null), true)
}

async function withSource<Result>({ path, fileName }: ReadFile, read: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const source = await openFileSource(path, fileName)
  try {
    return await read(source)
  } finally {
    await source.close()
  }
}

/** `resultOf`: null until the answer that is the last one. `isSoon`: it is given before the thread is gone. */
function askReader<Result>(job: ReaderJob, signal: AbortSignal | null, resultOf: (answer: ReaderAnswer) => Result | null, isSoon = false): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = createReader({ name: 'dataset reader', resourceLimits: readingHeap })
    const end = (settle: () => void): void => {
      signal?.removeEventListener('abort', abort)
      worker.removeAllListeners()
      void worker.terminate().then(settle)
    }
    const abort = (): void => end(() => reject(signal?.reason))
    signal?.addEventListener('abort', abort)
    worker.on('error', (problem) => end(() => reject(problem)))
    worker.on('exit', (code) => end(() => reject(new Error(`the reading thread ended with code ${code}`))))
    worker.on('message', (answer: ReaderAnswer) => {
      if (answer.kind === 'refused') return end(() => reject(new StudioError(answer.code, answer.details)))
      if (answer.kind === 'broken') return end(() => reject(new Error(`the reading thread failed: ${answer.stack}`)))
      const result = resultOf(answer)
      if (result === null) return
      if (isSoon) resolve(result)
      end(() => resolve(result))
    })
    worker.postMessage(job)
  })
}
