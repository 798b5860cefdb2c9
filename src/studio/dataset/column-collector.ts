/**
 * One column while the file is read: what kinds of cells it has, with the lines that matter, and its values in the
 * form that its first cells suggest. Decides no type. Where a later cell breaks the form, the values are let go and
 * the column must be read once more, in the form that the whole file asks for.
 */
import type { ColumnType } from '#contract/dataset.ts'
import { beyondDictionary, ByteDictionary, type DictionaryBudget } from './byte-dictionary.ts'
import { lastDate, readDate, readPlainDate } from './date-grammar.ts'
import { GrowingColumn } from './growing-column.ts'
import { limits } from './limits.ts'
import type { MissingMarkers } from './missing-markers.ts'
import { lastNumber, numberKinds, readNumber } from './number-grammar.ts'
import { textOf } from './scan-records.ts'

export type ColumnForm = 'numbers' | 'days' | 'codes'

/** Cells of one kind: how many, the first of them, and the lines of some. */
export interface Sightings {
  count: number
  lines: number[]
  value: string
}

export interface ColumnTally {
  missing: number
  numbers: number
  /** Of the numbers, those that spell like the integer they are. */
  plainIntegers: number
  infinite: Sightings
  leadingZero: Sightings
  longInteger: Sightings
  dates: Sightings
  dayFirst: Sightings
  monthFirst: Sightings
  /** Dates whose day and month could be swapped. */
  either: Sightings
  /** Neither number nor date. */
  others: Sightings
  /** Cells with white space around them, which is not part of the value. */
  spaced: number
  /** Values that no longer fitted into the dictionary. */
  beyond: number
}

export class ColumnCollector {
  readonly tally: ColumnTally = newTally()
  /** null: no value yet, or let go. */
  form: ColumnForm | null = null
  broken = false
  values = new GrowingColumn((length) => new Float64Array(length))
  codes = new GrowingColumn((length) => new Int32Array(length))
  readonly dictionary: ByteDictionary
  private readonly markers: MissingMarkers
  private readonly forced: ColumnForm | null
  private rows = 0

  constructor(markers: MissingMarkers, budget: DictionaryBudget, forced: ColumnForm | null) {
    this.markers = markers
    this.forced = forced
    this.dictionary = new ByteDictionary(budget)
  }

  takeMissing(): void {
    this.tally.missing++
    this.rows++
    if (this.form === 'codes') this.codes.push(-1)
    else if (this.form !== null) this.values.push(NaN)
  }

  take(bytes: Uint8Array, from: number, to: number, line: number): void {
    let start = from
    let end = to
    while (start < end && isSpace(bytes[start] as number)) start++
    while (end > start && isSpace(bytes[end - 1] as number)) end--
    const { markers, tally } = this
    if ((start === end || markers.numeric) && markers.isMissing(bytes, start, end)) return this.takeMissing()
    const kind = mayBeNumber(bytes[start] ?? 0) ? readNumber(bytes, start, end) : numberKinds.none
    if (kind === numberKinds.number) {
      tally.numbers++
      if (lastNumber.plainInteger) tally.plainIntegers++
      return this.put('numbers', lastNumber.value, bytes, start, end)
    }
    if (kind !== numberKinds.none) return this.takeOddNumber(kind, bytes, start, end, line)
    if (!markers.numeric && start !== end && markers.isMissing(bytes, start, end)) return this.takeMissing()
    if (end - start !== to - from) tally.spaced++
    this.takeText(bytes, start, end, line)
  }

  private takeOddNumber(kind: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    const { tally } = this
    if (kind === numberKinds.infinite) {
      see(tally.infinite, bytes, start, end, line)
      return this.put('numbers', NaN, bytes, start, end)
    }
    see(kind === numberKinds.leadingZero ? tally.leadingZero : tally.longInteger, bytes, start, end, line)
    this.put(this.forced === 'numbers' ? 'numbers' : 'codes', lastNumber.value, bytes, start, end)
  }

  private takeText(bytes: Uint8Array, start: number, end: number, line: number): void {
    const { tally } = this
    const plain = readPlainDate(bytes, start, end)
    if (plain === plain) {
      tally.dates.count++
      if (tally.dates.count === 1) keep(tally.dates, bytes, start, end, line)
      return this.put('days', plain, bytes, start, end)
    }
    const length = end - start
    const kind = length >= 8 && length <= 48 && mayBeDate(bytes, start) ? readDate(textOf(bytes, start, end)) : 'none'
    if (kind === 'none') {
      see(tally.others, bytes, start, end, line)
      return this.put('codes', NaN, bytes, start, end)
    }
    see(tally.dates, bytes, start, end, line)
    if (kind !== 'clear') see(tally[kind], bytes, start, end, line)
    this.put('days', lastDate.days, bytes, start, end)
  }

  private put(form: ColumnForm, value: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.form === null && !this.broken) this.begin(this.forced ?? form)
    this.rows++
    if (this.form === 'codes') {
      const code = this.dictionary.add(bytes, start, end)
      if (code === beyondDictionary) this.tally.beyond++
      this.codes.push(code)
    } else if (this.form === form) {
      this.values.push(value)
    } else if (this.form !== null) {
      if (this.forced) this.values.push(NaN)
      else this.letGo()
    }
  }

  private begin(form: ColumnForm): void {
    this.form = form
    if (form === 'codes') this.codes.pushTimes(-1, this.rows)
    else this.values.pushTimes(NaN, this.rows)
  }

  letGo(): void {
    this.form = null
    this.broken = true
    this.values = new GrowingColumn((length) => new Float64Array(length))
  }
}

/** The form in which a type is kept. */
export function formOfType(type: ColumnType): ColumnForm {
  if (type === 'number') return 'numbers'
  return type === 'date' ? 'days' : 'codes'
}

function see(sightings: Sightings, bytes: Uint8Array, start: number, end: number, line: number): void {
  sightings.count++
  if (sightings.count <= limits.listedLines) keep(sightings, bytes, start, end, line)
}

function keep(sightings: Sightings, bytes: Uint8Array, start: number, end: number, line: number): void {
  sightings.lines.push(line)
  if (sightings.lines.length === 1) sightings.value = textOf(bytes, start, Math.min(end, start + 200))
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

/** A digit, a sign, a point, or the first letter of a word for infinity. */
function mayBeNumber(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39) || byte === 0x69 || byte === 0x49 || byte === 0xe2
}

/** A digit, or the first letter of an English month. */
function mayBeDate(bytes: Uint8Array, start: number): boolean {
  const byte = bytes[start] as number
  return (byte >= 0x30 && byte <= 0x39) || 'jfmasondJFMASOND'.includes(String.fromCharCode(byte))
}

function newTally(): ColumnTally {
  const none = (): Sightings => ({ count: 0, lines: [], value: '' })
  return {
    missing: 0,
    numbers: 0,
    plainIntegers: 0,
    infinite: none(),
    leadingZero: none(),
    longInteger: none(),
    dates: none(),
    dayFirst: none(),
    monthFirst: none(),
    either: none(),
    others: none(),
    spaced: 0,
    beyond: 0,
  }
}
