/** A file on disk to an open dataset: read in a thread of its own, its columns in shared memory, its rows by pages. */
import type { DatasetView, FirstRows, ReadingChoices, RowPage } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { readableText } from '../formats/readable-text.ts'
import { openFileSource } from './byte-source.ts'
import { readFirstRows, readTable, type ReadOptions, type ReadTable } from './read-table.ts'
import type { ReaderJob, ReaderMessage } from './reader-messages.ts'
import createReader from './reader.worker.ts?nodeWorker'
import { RowPages } from './row-pages.ts'

export interface DatasetFile {
  path: string
  fileName: string
}

export interface OpenDataset {
  view: DatasetView
  table: Table
  /** Rows `from` to `from + count`, counted from 0. Throws `file.changed`, `file.notFound`. */
  page(from: number, count: number): Promise<RowPage>
  /** The first rows under other choices. */
  tryReading(reading: ReadingChoices): Promise<FirstRows>
  close(): Promise<void>
}

export interface OpenOptions extends ReadOptions {
  /** Folder for what is made of a file that is no delimited text; it goes when the dataset is closed. */
  scratch: string
}

/** Throws `StudioError` with a `file.*` code; when aborted, the signal's reason, with the thread gone and its memory free. */
export async function openDataset(file: DatasetFile, reading: ReadingChoices, options: OpenOptions): Promise<OpenDataset> {
  options.signal.throwIfAborted()
  const text = await readableText(file, reading, options)
  const { fileName } = file
  try {
    // Outside the bundle (in unit tests) there is no thread to be had: the import is then the module itself.
    const inThread = typeof createReader === 'function'
    const [own, choices] = [{ path: text.path, fileName }, text.readingOf(reading)]
    const { view, columns, marks } = await (inThread ? readInThread({ ...own, reading: choices }, options) : readHere(own, choices, options))
    const source = await openFileSource(text.path, fileName)
    const pages = new RowPages(source, marks)
    return {
      view: text.viewOf(view, reading),
      table: { rows: view.rows, columns },
      page: (from, count) => pages.page(from, count),
      tryReading: (other) => readFirstRows(source, fileName, text.readingOf(other)),
      async close() {
        await source.close()
        await text.release()
      },
    }
  } catch (error) {
    await text.release()
    throw text.errorOf(error)
  }
}

async function readHere(file: DatasetFile, reading: ReadingChoices, options: ReadOptions): Promise<ReadTable> {
  const source = await openFileSource(file.path, file.fileName)
  try {
    return await readTable(source, file.fileName, reading, options)
  } finally {
    await source.close()
  }
}

function readInThread(job: ReaderJob, { onProgress, signal }: ReadOptions): Promise<ReadTable> {
  return new Promise((resolve, reject) => {
    const worker = createReader({ name: 'dataset reader' })
    const columns: Column[] = []
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', abort)
      worker.removeAllListeners()
      void worker.terminate().then(settle)
    }
    const abort = (): void => end(() => reject(signal.reason))
    signal.addEventListener('abort', abort)
    worker.on('error', (problem) => end(() => reject(problem)))
    worker.on('exit', (code) => end(() => reject(new Error(`the reading thread ended with code ${code}`))))
    worker.on('message', (message: ReaderMessage) => {
      switch (message.kind) {
        case 'progress':
          return onProgress(message.progress)
        case 'column':
          columns.push(message.column)
          return
        case 'read':
          return end(() => resolve({ view: message.view, columns, marks: message.marks }))
        case 'refused':
          return end(() => reject(new StudioError(message.code, message.details)))
        case 'broken':
          return end(() => reject(new Error(`the reading thread failed: ${message.stack}`)))
        default:
          message satisfies never
      }
    })
    worker.postMessage(job)
  })
}
