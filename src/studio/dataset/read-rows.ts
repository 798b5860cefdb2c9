/**
 * One pass over a file: blocks, records, rows. Tells a listener the header and each row, and keeps account of what
 * was odd about the records. Knows nothing of types. The pages of rows are read by the same rules.
 */
import type { Encoding } from '#contract/dataset.ts'
import { readBlocks, type BlockPlace } from './blocks.ts'
import type { ByteSource } from './byte-source.ts'
import type { Dialect } from './guess-dialect.ts'
import { limits } from './limits.ts'
import { type ScannedRecord } from './cell-text.ts'
import { isBlank, RecordScanner } from './scan-records.ts'

export interface FileLayout {
  fileName: string
  encoding: Encoding
  markBytes: number
  dialect: Dialect
}

export interface PassOptions {
  blockBytes: number
  signal: AbortSignal
  onBlock?(progress: { bytes: number; rows: number; raw: Uint8Array; replaced: number }): void
}

/** Lines on which something happened: all counted, some listed. */
export interface LineCount {
  count: number
  lines: number[]
}

/** What one pass saw beside the rows. */
export interface PassAccount {
  rows: number
  blocks: BlockPlace[]
  /** Where every `rowsPerMark`-th row begins. */
  rowMarks: number[]
  textQuotes: number[]
  replaced: LineCount
  unclosedQuotes: LineCount
  strayQuotes: LineCount
  /** Lines inside quotes that look like rows. */
  linesLikeRows: LineCount
  short: LineCount
  long: LineCount
  /** Rows with more delimiters than columns, but nothing behind them. */
  longEmpty: number
  blankLines: number
  comments: LineCount
  nulCharacters: LineCount
}

export const rowsPerMark = 256

export interface RowListener {
  header(record: ScannedRecord): void
  row(record: ScannedRecord): void
  /** The first non-empty cell beyond the last column. */
  extra?(record: ScannedRecord, cell: number): void
  /** Where the listener wants the bytes of a block to lie, with `room` bytes before them that may be written over. */
  place?(bytes: Uint8Array): { bytes: Uint8Array; room: number }
  /**
   * Asked after the header, where a record begins: the listener may take rows itself if each is one line of as many cells as
   * there are columns, without quotes. Gives how many it took, where each begins in `bytes`, and where the next one does.
   */
  plainRows?(bytes: Uint8Array, at: number, line: number): { count: number; next: number; start(row: number): number }
  /** All rows that end in the block have been told. */
  blockRead?(): void
}

export async function readRows(source: ByteSource, layout: FileLayout, listener: RowListener, options: PassOptions): Promise<PassAccount> {
  const account = newAccount()
  const { dialect } = layout
  let headerDue = dialect.headerRows
  const scanner = new RecordScanner(
    dialect,
    {
      record(record) {
        if (isBlank(record) && (dialect.columns > 1 || headerDue > 0)) {
          account.blankLines++
        } else if (headerDue > 0) {
          headerDue--
          listener.header(record)
        } else {
          if (account.rows % rowsPerMark === 0) {
            account.rowMarks.push(record.offset)
          }
          account.rows++
          if (record.cells !== dialect.columns) countRagged(record, dialect.columns, account, listener)
          listener.row(record)
        }
      },
      unclosedQuote(line, offset) {
        note(account.unclosedQuotes, line)
        account.textQuotes.push(offset)
      },
      strayQuote: (line) => note(account.strayQuotes, line),
      linesLikeRows: (line, count) => noteAll(account.linesLikeRows, count, [line]),
      comment: (line) => note(account.comments, line),
      ...(listener.plainRows && { plainRecords: (bytes, at, offset, line) => (headerDue > 0 ? { count: 0, next: at } : takePlainRows(bytes, at, offset, line)) }),
    },
    { fileName: layout.fileName, offset: dialect.skippedBytes, line: 1 + dialect.skippedLines },
  )
  let toSkip = dialect.skippedBytes
  const blocks = readBlocks(source, {
    encoding: layout.encoding,
    from: layout.markBytes,
    fileName: layout.fileName,
    blockBytes: options.blockBytes,
    signal: options.signal,
    line: () => scanner.line,
  })
  for await (const { place, raw, bytes, replaced } of blocks) {
    account.blocks.push(place)
    const skipped = Math.min(toSkip, bytes.length)
    toSkip -= skipped
    const nuls = positionsOf(0, bytes)
    const marks = [...replaced.slice(0, limits.listedLines), ...nuls.slice(0, limits.listedLines)].map((offset) => offset - skipped)
    options.onBlock?.({ bytes: place.position + place.length, rows: account.rows, raw, replaced: replaced.length })
    const scanned = bytes.subarray(skipped)
    const placed = listener.place?.(scanned) ?? { bytes: scanned, room: 0 }
    const lines = scanner.push(placed.bytes, marks, placed.room)
    listener.blockRead?.()
    noteAll(account.replaced, replaced.length, lines.slice(0, Math.min(replaced.length, limits.listedLines)))
    noteAll(account.nulCharacters, nuls.length, lines.slice(Math.min(replaced.length, limits.listedLines)))
  }
  scanner.end()
  listener.blockRead?.()
  return account

  function takePlainRows(bytes: Uint8Array, at: number, offset: number, line: number): { count: number; next: number } {
    const taken = listener.plainRows?.(bytes, at, line)
    if (taken === undefined) return { count: 0, next: at }
    const toMark = (rowsPerMark - (account.rows % rowsPerMark)) % rowsPerMark
    for (let row = toMark; row < taken.count; row += rowsPerMark) account.rowMarks.push(offset + taken.start(row) - at)
    account.rows += taken.count
    return taken
  }
}

function countRagged(record: ScannedRecord, columns: number, account: PassAccount, listener: RowListener): void {
  if (record.cells < columns) return note(account.short, record.line)
  for (let cell = columns; cell < record.cells; cell++) {
    if (record.starts[cell] !== record.ends[cell]) {
      if (account.long.count === 0) listener.extra?.(record, cell)
      return note(account.long, record.line)
    }
  }
  account.longEmpty++
}

function note(lines: LineCount, line: number): void {
  lines.count++
  if (lines.lines.length < limits.listedLines) lines.lines.push(line)
}

function noteAll(to: LineCount, count: number, lines: number[]): void {
  to.count += count
  for (const line of lines) if (to.lines.length < limits.listedLines && to.lines.at(-1) !== line) to.lines.push(line)
}

function positionsOf(byte: number, bytes: Uint8Array): number[] {
  const positions: number[] = []
  // A buffer finds bytes faster than an array does.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf(byte); at !== -1; at = buffer.indexOf(byte, at + 1)) positions.push(at)
  return positions
}

function newAccount(): PassAccount {
  const none = (): LineCount => ({ count: 0, lines: [] })
  return {
    rows: 0,
    blocks: [],
    rowMarks: [],
    textQuotes: [],
    replaced: none(),
    unclosedQuotes: none(),
    strayQuotes: none(),
    linesLikeRows: none(),
    short: none(),
    long: none(),
    longEmpty: 0,
    blankLines: 0,
    comments: none(),
    nulCharacters: none(),
  }
}
