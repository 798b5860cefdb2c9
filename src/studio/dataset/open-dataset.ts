/** A file on disk to an open dataset: read in a thread of its own, its columns in shared memory, its rows by pages. */
import type { DatasetView, FirstRows, ReadingChoices, RowPage } from '#contract/dataset.ts'
import type { Table } from '#engine/table/table.ts'
import { readableText } from '../formats/readable-text.ts'
import { openFileSource } from './byte-source.ts'
import { readBeginning, readWhole } from './read-in-thread.ts'
import type { ReadOptions } from './read-columns.ts'
import type { ReadFile } from './reader-messages.ts'
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
    const readable = (choices: ReadingChoices): ReadFile => ({ path: text.path, fileName, reading: text.readingOf(choices) })
    const { view, columns, marks } = await readWhole(readable(reading), options)
    const source = await openFileSource(text.path, fileName)
    const pages = new RowPages(source, marks)
    return {
      view: text.viewOf(view, reading),
      table: { rows: view.rows, columns },
      page: (from, count) => pages.page(from, count),
      tryReading: (other) => (isSamePart(other, reading) ? readBeginning(readable(other)) : readOtherPart(file, other, options.scratch)),
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

function isSamePart(one: ReadingChoices, other: ReadingChoices): boolean {
  return JSON.stringify(one.part ?? {}) === JSON.stringify(other.part ?? {})
}

/** Another sheet, range, table or file of the same file is made into text of its own first. */
async function readOtherPart(file: DatasetFile, reading: ReadingChoices, scratch: string): Promise<FirstRows> {
  const text = await readableText(file, reading, { scratch, onProgress: () => {}, signal: new AbortController().signal })
  try {
    return await readBeginning({ path: text.path, fileName: file.fileName, reading: text.readingOf(reading) })
  } finally {
    await text.release()
  }
}
