/** A CSV file to a typed table, everything the first screen shows, and the marks to read pages by. Runs in any thread. */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { DatasetView, FirstRows, DecimalMark, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { plainNumbers, type Numbers } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { endOfLines } from './blocks.ts'
import { memorySource, type ByteSource } from './byte-source.ts'
import { CellMemory, shareCells } from './cell-memory.ts'
import { chooseScale } from './choose-scale.ts'
import { collectColumns, MoreRows, recollect, type CollectedColumn, type CollectedTable, type CollectOptions, type ColumnPlan, type Expectation } from './collect-columns.ts'
import { plainConventions } from './column-collector.ts'
import type { ColumnStore } from './column-reader.ts'
import { mainUnit } from './column-tally.ts'
import { ColumnThreads, type ColumnHelpers } from './column-threads.ts'
import { countingModule } from './counting-memory.ts'
import { findingsOf } from './dataset-findings.ts'
import { decodeBlock } from './decode-block.ts'
import { markOfColumn, markOfFile, orderOfColumn } from './decide-conventions.ts'
import { formOfTally, type KnownConventions } from './decide-type.ts'
import { detectEncoding, type DetectedEncoding } from './detect-encoding.ts'
import { finishColumn, numbersOf, settled, toReread } from './finish-column.ts'
import { guessDialect } from './guess-dialect.ts'
import type { NumberSummary } from './number-summary.ts'
import { rankEncodings } from './rank-encodings.ts'
import type { FileLayout } from './read-rows.ts'
import { RowPages, type PageMarks } from './row-pages.ts'
import { sampleFile, type FileSample } from './sample-file.ts'
import { SharedPool } from './shared-pool.ts'
import { suggestTarget } from './suggest-target.ts'
import { NumberSummarizer } from './summarize-column.ts'

export interface ReadTable {
  view: DatasetView
  columns: Column[]
  marks: PageMarks
}

export interface ReadOptions {
  onProgress(progress: { bytes: number; totalBytes: number; rows: number }): void
  signal: AbortSignal
  blockBytes?: number
  /** Threads that help with a large file. */
  helpers?: ColumnHelpers
  /** A file of so many bytes is large. */
  largeBytes?: number
}

/** With what is found in it, it stays in the processor's cache. */
const standardBlockBytes = 192 * 1024
/** A smaller file is read before threads have started, and takes little memory anyhow. */
const largeBytes = 8 * 1024 * 1024
/** Rows for which there is room, beside those expected. Memory that is not written to costs nothing. */
const roomForMore = 1.1

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

function isLarge({ totalBytes }: ByteSource, options: ReadOptions): boolean {
  return totalBytes >= (options.largeBytes ?? largeBytes)
}

async function readWith(threads: ColumnThreads | null, source: ByteSource, fileName: string, reading: ReadingChoices, options: ReadOptions): Promise<ReadTable> {
  const sample = await sampleFile(source)
  if (source.totalBytes === 0) throw new StudioError('file.empty', { file: fileName })
  const first = detectEncoding(sample, reading.encoding, fileName)
  const blockBytes = options.blockBytes ?? standardBlockBytes
  const memory = new CellMemory(shareCells(Math.min(blockBytes, source.totalBytes * 2), 1 + (threads?.count ?? 0)), 0)
  const passOptions: CollectOptions = { signal: options.signal, blockBytes, threads, memory, pool: new SharedPool() }
  const { collected, layout, detected, sha256 } = await collect(source, fileName, reading, sample, first, options, passOptions)
  const { rows, blocks, rowMarks, textQuotes } = collected.account
  if (rows === 0) throw new StudioError(collected.headerCells > 0 ? 'file.headerOnly' : 'file.empty', { file: fileName })
  const known = knownConventions(collected.columns, reading)
  await readAgain(source, layout, collected, known.ofColumns, passOptions)
  await source.assertUnchanged()
  const numbers = await summarizeAll(collected.columns, rows, threads)
  const finished = collected.columns.map((column, index) => finishColumn(column, known.ofColumns[index] ?? plainConventions, numbers[index] ?? null, index, collected.columns.length, rows, passOptions.pool))
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

/** What the columns and the person say about marks and orders; `decimalMark`: of the file. */
function knownConventions(columns: readonly CollectedColumn[], reading: ReadingChoices): { decimalMark: DecimalMark | null; ofColumns: KnownConventions[] } {
  const decimalMark = reading.decimalMark ?? markOfFile(columns.map(({ tally }) => tally))
  const ofColumns = columns.map(({ tally, dateOrder, unit }) => ({
    decimalMark: reading.decimalMark ?? markOfColumn(tally, decimalMark),
    dateOrder: dateOrder ?? orderOfColumn(tally),
    unit: unit ?? mainUnit(tally),
  }))
  return { decimalMark, ofColumns }
}

/** The columns that the sample misled about; and by one thread alone those whose texts are too many for several. */
async function readAgain(source: ByteSource, layout: FileLayout, collected: CollectedTable, known: readonly KnownConventions[], options: CollectOptions): Promise<void> {
  const { rows } = collected.account
  const rounds = [
    { planOf: (column: CollectedColumn, index: number) => toReread(column, known[index] ?? plainConventions, rows), threads: options.threads },
    { planOf: ({ isIncomplete }: CollectedColumn): ColumnPlan | null => (isIncomplete ? { form: 'codes', conventions: plainConventions, scale: null, isShort: false } : null), threads: null },
  ]
  for (const { planOf, threads } of rounds) {
    const plans = new Map<number, ColumnPlan>()
    for (const [index, column] of collected.columns.entries()) {
      const plan = planOf(column, index)
      if (plan) plans.set(index, plan)
    }
    if (plans.size === 0) continue
    const again = await recollect(source, layout, collected, plans, { ...options, threads })
    for (const [index, { store, dictionary, isIncomplete, lost }] of again) Object.assign(collected.columns[index] ?? {}, { store, dictionary, isIncomplete, lost })
  }
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

interface Collected {
  collected: CollectedTable
  layout: FileLayout
  detected: DetectedEncoding
  sha256: string
}

/** Thrown inside a pass when a file sampled as ASCII turns out to be something else further on. */
class OtherEncoding extends Error {
  readonly sample: Uint8Array
  constructor(sample: Uint8Array) {
    super('the file is not in the encoding its sample showed')
    this.sample = sample
  }
}

async function collect(source: ByteSource, fileName: string, reading: ReadingChoices, sample: FileSample, detected: DetectedEncoding, options: ReadOptions, passOptions: CollectOptions): Promise<Collected> {
  const layout = layoutOf(sample, detected, reading, fileName)
  let expected = await expect(layout, reading, sample, detected, source.totalBytes, isLarge(source, options), passOptions)
  const guessed = reading.encoding === undefined && detected.encoding === 'utf-8' && detected.markBytes === 0
  for (;;) {
    const hash = createHash('sha256')
    if (detected.markBytes > 0) hash.update(sample.head.subarray(0, detected.markBytes))
    let sawCharacters = false
    let reported = 0
    try {
      const collected = await collectColumns(source, layout, reading, expected, {
        ...passOptions,
        onBlock({ bytes, rows, raw, replaced }) {
          if (guessed && replaced > 0 && !sawCharacters && isMostlyBroken(raw, replaced)) throw new OtherEncoding(raw.slice())
          if (guessed && !sawCharacters && replaced === 0) sawCharacters = !isAscii(raw)
          hash.update(raw)
          const now = Date.now()
          if (now - reported < 100) return
          reported = now
          options.onProgress({ bytes, totalBytes: source.totalBytes, rows })
        },
      })
      return { collected, layout, detected, sha256: hash.digest('hex') }
    } catch (problem) {
      // What the threads still have in hand is of a pass that is over.
      await passOptions.threads?.report()
      if (problem instanceof OtherEncoding) {
        const guesses = rankEncodings([problem.sample])
        const [encoding = 'windows-1252'] = guesses
        return await collect(source, fileName, reading, sample, { encoding, markBytes: 0, certain: false, guesses: guesses.slice(0, 2) }, options, passOptions)
      }
      if (!(problem instanceof MoreRows)) throw problem
      expected = { ...expected, rows: expected.rows * 2 }
    }
  }
}

function isMostlyBroken(raw: Uint8Array, replaced: number): boolean {
  let high = 0
  for (const byte of raw) if (byte >= 0xc2) high++
  return replaced * 3 > high
}

function layoutOf(sample: FileSample, detected: DetectedEncoding, reading: ReadingChoices, fileName: string): FileLayout {
  const { encoding, markBytes } = detected
  const dialect = guessDialect(linesOf(sample, detected).map((text) => decodeBlock(encoding, text).bytes), reading, fileName)
  if (dialect.columns === 0) throw new StudioError('file.empty', { file: fileName })
  return { fileName, encoding, markBytes, dialect }
}

/** What the sample lets expect of the whole file: rows as dense as in it, and columns of the forms they have in it. */
async function expect(layout: FileLayout, reading: ReadingChoices, sample: FileSample, detected: DetectedEncoding, totalBytes: number, isLarge: boolean, options: CollectOptions): Promise<Expectation> {
  const texts = linesOf(sample, detected)
  const lines = memorySource(Buffer.concat(texts.map((text) => decodeBlock(layout.encoding, text).bytes)))
  const ofLines: FileLayout = { ...layout, encoding: 'utf-8', markBytes: 0 }
  const alone: CollectOptions = { ...options, threads: null }
  const seen = await collectColumns(lines, ofLines, reading, null, alone).catch((problem: unknown) => {
    // Where pieces meet there may be quotes that never close. What is wrong with the file itself, the file will tell.
    if (problem instanceof StudioError) return null
    throw problem
  })
  const rows = seen?.account.rows ?? 0
  const sampled = texts.reduce((bytes, text) => bytes + text.length, 0)
  const known = knownConventions(seen?.columns ?? [], reading).ofColumns
  const planOf = ({ tally }: CollectedColumn, index: number): ColumnPlan => {
    const conventions = known[index] ?? plainConventions
    const form = tally.missing === rows ? 'numbers' : formOfTally(tally, conventions)
    return { form, conventions: settled(conventions), scale: null, isShort: isLarge && form === 'codes' }
  }
  const plans = seen?.columns.map(planOf) ?? []
  const ofNumbers = new Map([...plans.entries()].filter(([, { form }]) => form !== 'codes'))
  const again = seen && isLarge && rows > 0 ? await recollect(lines, ofLines, seen, ofNumbers, alone) : null
  return {
    plans: plans.map((plan, index) => ({ ...plan, ...keptAs(again?.get(index)?.store) })),
    rows: sample.complete && seen ? rows : Math.ceil(((rows + 1) / Math.max(1, sampled)) * totalBytes * roomForMore) + 1000,
  }
}

function keptAs(store: ColumnStore | undefined): Partial<Pick<ColumnPlan, 'scale' | 'isShort'>> {
  return store?.form === 'numbers' || store?.form === 'days' ? chooseScale(plainNumbers(store.values)) : {}
}

/** The sample's whole lines: its beginning, then each of its pieces. */
function linesOf(sample: FileSample, { encoding, markBytes }: DetectedEncoding): Uint8Array[] {
  const head = sample.head.subarray(markBytes)
  const texts = [sample.complete ? head : wholeLines(head, encoding)]
  for (const piece of sample.pieces) {
    const lines = wholeLines(piece, encoding)
    const beginning = firstLineEnd(lines, encoding)
    texts.push(lines.subarray(beginning))
  }
  return texts
}

function wholeLines(bytes: Uint8Array, encoding: FileLayout['encoding']): Uint8Array {
  return bytes.subarray(0, bytes.length === 0 ? 0 : endOfLines(encoding, bytes, bytes.length))
}

/** Pieces begin anywhere: their first line is cut. */
function firstLineEnd(bytes: Uint8Array, encoding: FileLayout['encoding']): number {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  for (let end = wide ? 2 : 1; end <= bytes.length; end += wide ? 2 : 1) {
    if (endOfLines(encoding, bytes.subarray(Math.max(0, end - 2), end), Math.min(2, end)) === Math.min(2, end)) return end
  }
  return bytes.length
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
