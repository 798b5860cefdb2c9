/** A CSV file to a typed table, everything the first screen shows, and the marks to read pages by. Runs in any thread. */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { DatasetView, DecimalMark, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Column } from '#engine/table/table.ts'
import { endOfLines } from './blocks.ts'
import type { ByteSource } from './byte-source.ts'
import { collectColumns, recollect, type CollectedTable } from './collect-columns.ts'
import { markOfColumn, markOfFile, orderOfColumn } from './decide-conventions.ts'
import type { KnownConventions } from './decide-type.ts'
import { findingsOf } from './dataset-findings.ts'
import { decodeBlock } from './decode-block.ts'
import { detectEncoding, type DetectedEncoding } from './detect-encoding.ts'
import { plainConventions, type ColumnForm, type Conventions } from './column-collector.ts'
import { finishColumn, isIdentifierByNumbers, toReread } from './finish-column.ts'
import { SharedPool } from './growing-column.ts'
import { guessDialect } from './guess-dialect.ts'
import { rankEncodings } from './rank-encodings.ts'
import type { FileLayout, PassOptions } from './read-rows.ts'
import { RowPages, type PageMarks } from './row-pages.ts'
import { sampleFile, type FileSample } from './sample-file.ts'
import { suggestTarget } from './suggest-target.ts'

export interface ReadTable {
  view: DatasetView
  columns: Column[]
  marks: PageMarks
}

export interface ReadOptions {
  onProgress(progress: { bytes: number; totalBytes: number; rows: number }): void
  signal: AbortSignal
  blockBytes?: number
}

const standardBlockBytes = 1 << 20

/** Throws `StudioError` with a `file.*` code, or the signal's reason. */
export async function readTable(source: ByteSource, fileName: string, reading: ReadingChoices, options: ReadOptions): Promise<ReadTable> {
  const sample = await sampleFile(source)
  if (source.totalBytes === 0) throw new StudioError('file.empty', { file: fileName })
  const first = detectEncoding(sample, reading.encoding, fileName)
  const { collected, layout, detected, sha256 } = await collect(source, fileName, reading, sample, first, options)
  if (collected.account.rows === 0) {
    throw new StudioError(collected.headerCells > 0 ? 'file.headerOnly' : 'file.empty', { file: fileName })
  }
  const marked = collected.columns.map(({ collector }) => collector.tally)
  const fileMark = reading.decimalMark ?? markOfFile(marked)
  const conventions = collected.columns.map(({ collector: { tally }, dateOrder }): KnownConventions => ({
    decimalMark: reading.decimalMark ?? markOfColumn(tally, fileMark),
    dateOrder: dateOrder ?? orderOfColumn(tally),
  }))
  const forms = new Map<number, { form: ColumnForm; conventions: Conventions }>()
  for (const [index, column] of collected.columns.entries()) {
    const known = conventions[index] ?? plainConventions
    const form = isIdentifierByNumbers(column, index, collected.columns.length) ? { form: 'codes' as const, conventions: plainConventions } : toReread(column, known)
    if (form) forms.set(index, form)
  }
  const again = forms.size > 0 ? await recollect(source, layout, collected, forms, passOptions(options)) : new Map<number, never>()
  await source.assertUnchanged()
  const { rows, blocks, rowMarks, textQuotes } = collected.account
  const pool = new SharedPool()
  const finished = collected.columns.map((column, index) => finishColumn(column, conventions[index] ?? plainConventions, again.get(index), index, collected.columns.length, rows, pool))
  const marks = { layout, rows, blocks, rowMarks, textQuotes, missingMarkers: collected.markers.inForce }
  const columns = finished.map(({ summary }) => summary)
  const view: DatasetView = {
    fileName,
    sha256,
    bytes: source.totalBytes,
    rows,
    reading: readingOf(collected, layout, reading, detected, fileMark),
    columns,
    findings: findingsOf(collected, finished, layout, detected),
    firstRows: await new RowPages(source, marks).page(0, Math.max(5, Math.min(200, Math.floor(20_000 / columns.length)))),
    suggestedTarget: suggestTarget(columns),
  }
  return { view, columns: finished.map(({ column }) => column), marks }
}

/** The first rows as they look under `reading`, names first; nothing but the beginning of the file is read. */
export async function readFirstRows(source: ByteSource, fileName: string, reading: ReadingChoices): Promise<{ header: string[]; cells: (string | null)[][] }> {
  if (source.totalBytes === 0) throw new StudioError('file.empty', { file: fileName })
  const sample = await sampleFile(source)
  const layout = layoutOf(sample, detectEncoding(sample, reading.encoding, fileName), reading, fileName)
  const head = sample.complete ? sample.head : wholeLines(sample.head, layout.encoding)
  const beginning: ByteSource = {
    totalBytes: head.length,
    read: (position, target) => {
      const part = head.subarray(position, position + target.length)
      target.set(part)
      return Promise.resolve(part.length)
    },
    assertUnchanged: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const collected = await collectColumns(beginning, layout, reading, { blockBytes: standardBlockBytes, signal: new AbortController().signal })
  const { rows, blocks, rowMarks, textQuotes } = collected.account
  const pages = new RowPages(beginning, { layout, rows, blocks, rowMarks, textQuotes, missingMarkers: collected.markers.inForce })
  return { header: collected.names.names, cells: (await pages.page(0, 8)).cells }
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

async function collect(source: ByteSource, fileName: string, reading: ReadingChoices, sample: FileSample, detected: DetectedEncoding, options: ReadOptions): Promise<Collected> {
  const layout = layoutOf(sample, detected, reading, fileName)
  const hash = createHash('sha256')
  if (detected.markBytes > 0) hash.update(sample.head.subarray(0, detected.markBytes))
  const guessed = reading.encoding === undefined && detected.encoding === 'utf-8' && detected.markBytes === 0
  let sawCharacters = false
  let reported = 0
  try {
    const collected = await collectColumns(source, layout, reading, {
      ...passOptions(options),
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
    if (!(problem instanceof OtherEncoding)) throw problem
    const guesses = rankEncodings([problem.sample])
    const [encoding = 'windows-1252'] = guesses
    return collect(source, fileName, reading, sample, { encoding, markBytes: 0, certain: false, guesses: guesses.slice(0, 2) }, options)
  }
}

function isMostlyBroken(raw: Uint8Array, replaced: number): boolean {
  let high = 0
  for (const byte of raw) if (byte >= 0xc2) high++
  return replaced * 3 > high
}

function layoutOf(sample: FileSample, { encoding, markBytes }: DetectedEncoding, reading: ReadingChoices, fileName: string): FileLayout {
  const head = sample.head.subarray(markBytes)
  const texts = [sample.complete ? head : wholeLines(head, encoding)]
  for (const piece of sample.pieces) {
    const lines = wholeLines(piece, encoding)
    const beginning = firstLineEnd(lines, encoding)
    texts.push(lines.subarray(beginning))
  }
  const dialect = guessDialect(texts.map((text) => decodeBlock(encoding, text).bytes), reading, fileName)
  if (dialect.columns === 0) throw new StudioError('file.empty', { file: fileName })
  return { fileName, encoding, markBytes, dialect }
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

function passOptions({ signal, blockBytes }: ReadOptions): PassOptions {
  return { signal, blockBytes: blockBytes ?? standardBlockBytes }
}
