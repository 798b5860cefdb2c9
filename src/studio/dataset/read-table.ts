/** A CSV file to a typed table, everything the first screen shows, and the marks to read pages by. Runs in any thread. */
import type { DatasetView, DecimalMark, FirstRows, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Numbers } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { memorySource, type ByteSource } from './byte-source.ts'
import { CellMemory, shareCells } from './cell-memory.ts'
import { collectColumns, type CollectedColumn, type CollectedTable } from './collect-columns.ts'
import { plainConventions } from './column-collector.ts'
import { ColumnThreads } from './column-threads.ts'
import { countingModule } from './counting-memory.ts'
import { findingsOf } from './dataset-findings.ts'
import { detectEncoding, type DetectedEncoding } from './detect-encoding.ts'
import { layoutOf, wholeLines } from './expect-columns.ts'
import { finishColumn, numbersOf } from './finish-column.ts'
import type { NumberSummary } from './number-summary.ts'
import { isLarge, readColumns, standardBlockBytes, type ReadOptions } from './read-columns.ts'
import type { FileLayout } from './read-rows.ts'
import { RowPages, type PageMarks } from './row-pages.ts'
import { sampleFile } from './sample-file.ts'
import { SharedPool } from './shared-pool.ts'
import { suggestTarget } from './suggest-target.ts'
import { NumberSummarizer } from './summarize-column.ts'

export interface ReadTable {
  view: DatasetView
  columns: Column[]
  marks: PageMarks
}

/** Throws `StudioError` with a `file.*` code, or the signal's reason. */
export async function readTable(source: ByteSource, fileName: string, reading: ReadingChoices, options: ReadOptions): Promise<ReadTable> {
  const helpers = isLarge(source, options) ? options.helpers : undefined
  const threads = helpers && helpers.count > 0 ? new ColumnThreads(helpers) : null
  try {
    return await readWith(threads, source, fileName, reading, options)
  } finally {
    threads?.end()
  }
}

async function readWith(threads: ColumnThreads | null, source: ByteSource, fileName: string, reading: ReadingChoices, options: ReadOptions): Promise<ReadTable> {
  const { collected, layout, detected, sha256, known, pool } = await readColumns(threads, source, fileName, reading, options)
  const { rows, blocks, rowMarks, textQuotes } = collected.account
  const numbers = await summarizeAll(collected.columns, rows, threads)
  const finished = collected.columns.map((column, index) => finishColumn(column, known.ofColumns[index] ?? plainConventions, numbers[index] ?? null, index, collected.columns.length, rows, pool))
  const marks = { layout, rows, blocks, rowMarks, textQuotes, missingMarkers: collected.markers.inForce }
  const columns = finished.map(({ summary }) => summary)
  const view: DatasetView = {
    fileName,
    sha256,
    bytes: source.totalBytes,
    rows,
    reading: readingOf(collected, layout, reading, detected, known.decimalMark),
    columns,
    findings: findingsOf(collected, finished, layout, detected),
    firstRows: await new RowPages(source, marks).page(0, Math.max(5, Math.min(200, Math.floor(20_000 / columns.length)))),
    suggestedTarget: suggestTarget(columns),
  }
  return { view, columns: finished.map(({ column }) => column), marks }
}

async function summarizeAll(columns: readonly CollectedColumn[], rows: number, threads: ColumnThreads | null): Promise<({ values: Numbers; summary: NumberSummary } | null)[]> {
  const all = columns.map((column) => numbersOf(column, rows))
  const present = all.flatMap((values, index) => (values ? [{ index, values }] : []))
  if (present.length === 0) return all.map(() => null)
  const summarizer = new NumberSummarizer(countingModule())
  const here = (values: Numbers): NumberSummary => summarizer.summarize(values)
  const numbers = present.map(({ values }) => values)
  const summaries = threads ? await threads.summarize(numbers, countingModule(), here) : numbers.map(here)
  const summaryOf = new Map(present.map(({ index }, at) => [index, summaries[at]]))
  return all.map((values, index) => {
    const summary = summaryOf.get(index)
    return values && summary ? { values, summary } : null
  })
}

/** The first rows as they look under `reading`, names first; nothing but the beginning of the file is read. */
export async function readFirstRows(source: ByteSource, fileName: string, reading: ReadingChoices, rowsWanted = 8): Promise<FirstRows> {
  if (source.totalBytes === 0) throw new StudioError('file.empty', { file: fileName })
  const sample = await sampleFile(source)
  const layout = layoutOf(sample, detectEncoding(sample, reading.encoding, fileName), reading, fileName)
  const head = sample.complete ? sample.head : wholeLines(sample.head, layout.encoding)
  const beginning = memorySource(head)
  const memory = new CellMemory(shareCells(head.length * 2, 1), 0)
  const collected = await collectColumns(beginning, layout, reading, null, { blockBytes: standardBlockBytes, signal: new AbortController().signal, threads: null, memory, pool: new SharedPool() })
  const { rows, blocks, rowMarks, textQuotes } = collected.account
  const pages = new RowPages(beginning, { layout, rows, blocks, rowMarks, textQuotes, missingMarkers: collected.markers.inForce })
  return { header: collected.names.names, cells: (await pages.page(0, rowsWanted)).cells }
}

function readingOf(collected: CollectedTable, layout: FileLayout, reading: ReadingChoices, detected: DetectedEncoding, decimalMark: DecimalMark | null): DatasetView['reading'] {
  const parts = ['encoding', 'delimiter', 'quote', 'escape', 'comment', 'skippedLines', 'headerRows', 'decimalMark', 'missingMarkers', 'types'] as const
  const { delimiter, quote, escape, comment, skippedLines, headerRows } = layout.dialect
  return {
    encoding: layout.encoding,
    encodingGuesses: detected.guesses,
    byteOrderMark: layout.markBytes > 0,
    delimiter,
    quote,
    escape,
    comment: comment === '#' || comment === '%' ? comment : '',
    skippedLines,
    headerRows,
    decimalMark,
    missingMarkers: collected.markers.inForce,
    missingCandidates: collected.markers.found.map(({ marker, count }) => ({ marker, count })),
    decidedByPerson: parts.filter((part) => reading[part] !== undefined),
  }
}
