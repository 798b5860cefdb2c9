/**
 * The CSV scanner: UTF-8 bytes in pieces of any size, records out, cells as byte ranges. Knows nothing of types,
 * headers or missing values. What it decides is the same for every way of cutting the bytes into pieces.
 */
import type { Escape, Quote } from '#contract/dataset.ts'
import { blankRuns } from '#contract/notation.ts'
import { StudioError } from '#contract/errors.ts'
import { cellForms, type ScannedRecord } from './cell-text.ts'
import { limits as standardLimits, type Limits } from './limits.ts'
import { linesLikeRows } from './lines-like-rows.ts'

/** How records are written. */
export interface RecordForm {
  /** Of one character or several, or `blankRuns`. */
  delimiter: string
  quote: Quote
  escape: Escape
  /** Lines that begin with it are no records. */
  comment: string
}

export function plainForm(delimiter: string): RecordForm {
  return { delimiter, quote: '"', escape: 'doubled', comment: '' }
}

export interface RecordListener {
  /** Returning false ends the scan. */
  record(record: ScannedRecord): boolean | void
  /** A quote that opens a cell and never closes: from here on it is text. */
  unclosedQuote?(line: number, offset: number): void
  /** A quoted cell goes on after its closing quote: the whole cell is kept as it is written. */
  strayQuote?(line: number): void
  /** Cells in quotes of the record that begins on `line` run over `count` lines that look like records: a quote may be missing. */
  linesLikeRows?(line: number, count: number): void
  /** A line that is a remark. */
  comment?(line: number): void
  /**
   * Asked where a record begins, at `bytes[at]`: the listener may take whole records itself if each is one line without quotes.
   * `offset`: of that record in the scanned stream. Gives how many it took and where the next one begins.
   */
  plainRecords?(bytes: Uint8Array, at: number, offset: number, line: number): { count: number; next: number }
}

const backslash = 0x5c
const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const tab = 0x09

const incomplete = -1
const fewRecords = 4
const longestPause = 63

export class RecordScanner {
  private readonly listener: RecordListener
  private readonly delimiterBytes: Uint8Array
  /** Its first byte, and those behind that. */
  private readonly delimiter: number
  private readonly delimiterRest: Uint8Array
  /** Of runs of blanks: the other byte that may begin one; -1 with any other delimiter. */
  private readonly otherBlank: number
  /** -1: no such mark. */
  private readonly quote: number
  private readonly escape: number
  private readonly comment: number
  private readonly limits: Limits
  private readonly fileName: string
  /** Offsets of opening quotes that are text. */
  private readonly textQuotes: Set<number>
  /** The same for the record being read, where a stray quote made them text. */
  private readonly strayCells = new Set<number>()
  private bytes: Uint8Array = new Uint8Array(0)
  /** Stream offset of `bytes[0]`. */
  private base: number
  private at = 0
  private lineNumber: number
  private stopped = false
  private starts = new Int32Array(64)
  private ends = new Int32Array(64)
  private forms = new Uint8Array(64)
  private cells = 0
  private linesInCells = 0
  /** A quoted cell whose end has not come yet: where it begins in the stream, and how far it has been read. */
  private open = { start: -1, position: 0, lines: 0, form: cellForms.quoted as number }
  /** Records until the listener is asked for plain ones again, and from how many that counted down. */
  private unasked = 0
  private pause = 0

  constructor(
    form: RecordForm,
    listener: RecordListener,
    options: { limits?: Limits; fileName?: string; offset?: number; line?: number; textQuotes?: Iterable<number> } = {},
  ) {
    this.delimiterBytes = new TextEncoder().encode(form.delimiter)
    this.delimiter = this.delimiterBytes[0] ?? -1
    this.delimiterRest = this.delimiterBytes.subarray(1)
    this.otherBlank = form.delimiter === blankRuns ? tab : -1
    this.quote = byteOf(form.quote)
    this.escape = form.escape === 'backslash' ? backslash : -1
    this.comment = byteOf(form.comment)
    this.listener = listener
    this.limits = options.limits ?? standardLimits
    this.fileName = options.fileName ?? ''
    this.base = options.offset ?? 0
    this.lineNumber = options.line ?? 1
    this.textQuotes = new Set(options.textQuotes)
  }

  /** The line on which the next record begins. */
  get line(): number {
    return this.lineNumber
  }

  /**
   * `chunk` may be reused by the caller afterwards. `marks`: offsets in `chunk` whose lines are wanted. `room`: bytes before
   * the chunk, in its buffer, that may be written over with what is left of the chunk before.
   */
  push(chunk: Uint8Array, marks: readonly number[] = [], room = 0): number[] {
    const lines = this.append(chunk, marks, room)
    this.scan(false)
    // The listener's bytes may be the caller's own: what is kept must be a copy.
    this.bytes = this.bytes.slice(this.at)
    this.base += this.at
    this.at = 0
    return lines
  }

  /** No more bytes: whatever is left is the last record. */
  end(): void {
    this.scan(true)
    this.bytes = new Uint8Array(0)
    this.at = 0
  }

  private append(chunk: Uint8Array, marks: readonly number[], room: number): number[] {
    const kept = this.bytes.length
    if (kept === 0) {
      this.bytes = chunk
    } else if (kept <= room) {
      const joined = new Uint8Array(chunk.buffer, chunk.byteOffset - kept, kept + chunk.length)
      joined.set(this.bytes)
      this.bytes = joined
    } else {
      const joined = new Uint8Array(kept + chunk.length)
      joined.set(this.bytes)
      joined.set(chunk, kept)
      this.bytes = joined
    }
    return marks.map((mark) => this.lineNumber + countLineEnds(this.bytes, kept + mark))
  }

  private scan(final: boolean): void {
    while (this.at < this.bytes.length && !this.stopped) {
      if (this.passPlainRecords()) continue
      this.cells = 0
      this.linesInCells = 0
      const isComment = this.bytes[this.at] === this.comment
      const next = isComment ? this.endOfLine(final) : this.scanRecord(final)
      if (next === incomplete) {
        if (this.bytes.length - this.at > this.limits.recordBytes + 1) this.refuse('record', this.limits.recordBytes)
        return
      }
      if (next - this.at > this.limits.recordBytes + 2) this.refuse('record', this.limits.recordBytes)
      if (isComment) {
        this.listener.comment?.(this.lineNumber)
        this.lineNumber++
        this.at = next
        continue
      }
      const record: ScannedRecord = {
        bytes: this.bytes,
        cells: this.cells,
        starts: this.starts,
        ends: this.ends,
        forms: this.forms,
        line: this.lineNumber,
        offset: this.base + this.at,
      }
      // Between words of prose there are blanks, too.
      if (this.linesInCells > 1 && this.otherBlank === -1 && this.listener.linesLikeRows) {
        const count = linesLikeRows(record, this.delimiterBytes)
        if (count > 0) this.listener.linesLikeRows(record.line, count)
      }
      if (this.listener.record(record) === false) this.stopped = true
      if (this.strayCells.size > 0) this.strayCells.clear()
      this.lineNumber += 1 + this.linesInCells
      this.at = next
    }
  }

  /** Whether the listener took records. Where it takes few it is asked less and less often. */
  private passPlainRecords(): boolean {
    if (this.listener.plainRecords === undefined || this.unasked-- > 0) return false
    const { count, next } = this.listener.plainRecords(this.bytes, this.at, this.base + this.at, this.lineNumber)
    this.pause = count > fewRecords ? 0 : Math.min(longestPause, this.pause * 2 + 1)
    this.unasked = this.pause
    this.lineNumber += count
    this.at = next
    return count > 0
  }

  /** The position after the line that begins at `at`, or `incomplete`. */
  private endOfLine(final: boolean): number {
    const { bytes } = this
    for (let at = this.at; at < bytes.length; at++) {
      if (bytes[at] === lineFeed) return at + 1
      if (bytes[at] === carriageReturn) return at + 1 < bytes.length ? (bytes[at + 1] === lineFeed ? at + 2 : at + 1) : final ? at + 1 : incomplete
    }
    return final ? bytes.length : incomplete
  }

  /** The position after the record that begins at `at`, or `incomplete`. */
  private scanRecord(final: boolean): number {
    const { bytes, delimiter, otherBlank, quote, escape } = this
    const length = bytes.length
    let position = otherBlank === -1 ? this.at : this.afterBlanks(this.at)
    if (position >= length && !final) return incomplete
    for (;;) {
      let after = -1
      let width = 0
      if (bytes[position] === quote && !this.isText(this.base + position)) {
        after = this.scanQuoted(position, final)
        if (after === incomplete) return incomplete
      }
      if (after < 0 || after === position) {
        let byte = 0
        let form: number = cellForms.bare
        after = position
        while (after < length) {
          byte = bytes[after] as number
          if ((byte === delimiter || byte === otherBlank) && (width = this.delimiterAt(after, final)) !== 0) break
          if (byte === lineFeed || byte === carriageReturn) break
          if (byte === escape && after + 1 < length && bytes[after + 1] !== lineFeed && bytes[after + 1] !== carriageReturn) {
            form = cellForms.escaped
            after++
          }
          after++
        }
        if (after - position > this.limits.cellBytes) this.refuse('cell', this.limits.cellBytes)
        if ((after >= length && !final) || width === incomplete) return incomplete
        this.addCell(position, after, form)
      } else {
        width = this.delimiterAt(after, final)
      }
      if (width > 0 && otherBlank !== -1 && this.isEndOfLine(after + width)) {
        after += width
        width = 0
      }
      if (after >= length) return length
      const byte = bytes[after]
      if (width > 0) {
        position = after + width
        if (position >= length && !final) return incomplete
        continue
      }
      if (byte === lineFeed) return after + 1
      if (after + 1 >= length) return final ? length : incomplete
      return bytes[after + 1] === lineFeed ? after + 2 : after + 1
    }
  }

  /** The position after the closing quote; `start` itself where the quote turns out to be text; or `incomplete`. */
  private scanQuoted(start: number, final: boolean): number {
    const { bytes, quote, escape } = this
    // A cell may be too large and still be closed; past a whole record it is taken as never closed.
    const end = Math.min(bytes.length, this.at + this.limits.recordBytes)
    const known = this.open.start === this.base + start ? this.open : { position: this.base + start + 1, lines: 0, form: cellForms.quoted }
    let form: number = known.form
    let { lines } = known
    let position = known.position - this.base
    // What has been read of it is not read again with every piece of it that comes.
    const wait = (): number => {
      this.open = { start: this.base + start, position: this.base + position, lines, form }
      return incomplete
    }
    while (position < end) {
      const byte = bytes[position] as number
      if (byte === escape) {
        if (position + 1 >= bytes.length && !final) return wait()
        form = cellForms.escaped
        position++
        // An escaped line end is one all the same.
        if (bytes[position] === lineFeed || bytes[position] === carriageReturn) continue
        position++
        continue
      }
      if (byte === quote) {
        if (position + 1 >= bytes.length && !final) return wait()
        const next = bytes[position + 1]
        if (next === quote && escape === -1) {
          form = quote === 0x22 ? cellForms.doubled : cellForms.doubledSingle
          position += 2
          continue
        }
        const width = this.delimiterAt(position + 1, final)
        if (width === incomplete) return wait()
        if (next === undefined || width > 0 || next === lineFeed || next === carriageReturn) {
          if (position - start - 1 > this.limits.cellBytes) this.refuse('cell', this.limits.cellBytes)
          this.addCell(start + 1, position, form)
          this.linesInCells += lines
          return position + 1
        }
        this.listener.strayQuote?.(this.lineNumber + this.linesInCells)
        this.strayCells.add(this.base + start)
        return start
      }
      // Whether a line feed follows, the next piece says.
      if (byte === carriageReturn && position + 1 >= bytes.length && !final) break
      if (byte === lineFeed || (byte === carriageReturn && bytes[position + 1] !== lineFeed)) lines++
      position++
    }
    if (end === bytes.length && end - this.at < this.limits.recordBytes && !final) return wait()
    this.textQuotes.add(this.base + start)
    this.listener.unclosedQuote?.(this.lineNumber + this.linesInCells, this.base + start)
    return start
  }

  /** How many bytes of delimiter stand at `position`: 0 where there is none, `incomplete` where the bytes end within what may be one. */
  private delimiterAt(position: number, final: boolean): number {
    const { bytes, delimiterRest } = this
    if (this.otherBlank !== -1) {
      const after = this.afterBlanks(position)
      return after > position && after >= bytes.length && !final ? incomplete : after - position
    }
    if (bytes[position] !== this.delimiter) return 0
    for (let at = 0; at < delimiterRest.length; at++) {
      if (position + 1 + at >= bytes.length) return final ? 0 : incomplete
      if (bytes[position + 1 + at] !== delimiterRest[at]) return 0
    }
    return 1 + delimiterRest.length
  }

  private afterBlanks(position: number): number {
    const { bytes } = this
    let after = position
    while (bytes[after] === space || bytes[after] === tab) after++
    return after
  }

  private isEndOfLine(position: number): boolean {
    const byte = this.bytes[position]
    return byte === undefined || byte === lineFeed || byte === carriageReturn
  }

  private isText(offset: number): boolean {
    return this.textQuotes.has(offset) || this.strayCells.has(offset)
  }

  private addCell(start: number, end: number, form: number): void {
    if (this.cells >= this.limits.columns) this.refuse('columns', this.limits.columns)
    if (this.cells === this.starts.length) {
      this.starts = grown(this.starts, new Int32Array(this.cells * 2))
      this.ends = grown(this.ends, new Int32Array(this.cells * 2))
      this.forms = grown(this.forms, new Uint8Array(this.cells * 2))
    }
    this.starts[this.cells] = start
    this.ends[this.cells] = end
    this.forms[this.cells] = form
    this.cells++
  }

  private refuse(limit: string, count: number): never {
    throw new StudioError('file.limit', { file: this.fileName, line: this.lineNumber + this.linesInCells, limit, count })
  }
}

export function isBlank(record: ScannedRecord): boolean {
  return record.cells === 1 && record.forms[0] === cellForms.bare && record.starts[0] === record.ends[0]
}

function byteOf(character: string): number {
  return character === '' ? -1 : character.charCodeAt(0)
}

/** LF, CR LF, and CR alone, up to `end`. */
export function countLineEnds(bytes: Uint8Array, end = bytes.length): number {
  let lines = 0
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) lines++
  }
  return lines
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
