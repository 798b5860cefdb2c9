/**
 * What the cells of one column are, one after the other: their kinds are counted, with the lines that matter, and each one's
 * value is left in `found` and `value`. Decides no type and keeps no values.
 */
import type { ColumnType, DateOrder, DecimalMark } from '#contract/dataset.ts'
import { dateOrders, decimalMarks } from '#contract/notation.ts'
import { newTally, none, see, seeUnit, type ColumnTally } from './column-tally.ts'
import { compactDate, lastDate, readDate, readPlainDate } from './date-grammar.ts'
import type { MissingMarkers } from './missing-markers.ts'
import { lastNumber, numberKinds, readNumber } from './number-grammar.ts'
import { textOf } from './cell-text.ts'
import { readMeasured } from './units-of-measure.ts'
import { conversionOf, mayBeWritten, readWritten, type WrittenNumber } from './written-numbers.ts'

export type ColumnForm = 'numbers' | 'days' | 'codes'

/** How the cells of a column are to be taken, where more than one reading is possible. */
export interface Conventions {
  decimalMark: DecimalMark
  dateOrder: DateOrder
  /** The unit whose numbers count, by its key; cells without a unit count always. null: none. */
  unit: string | null
}

export const plainConventions: Conventions = { decimalMark: '.', dateOrder: 'dayFirst', unit: null }

export class ColumnCollector {
  /** The same for all conventions. */
  readonly tally: ColumnTally = newTally()
  /** The form that the last cell has a value in; null: it is missing. */
  found: ColumnForm | null = null
  /** Of the last cell, NaN for 'codes': the number, or days since 1970-01-01. */
  value = NaN
  private readonly markers: MissingMarkers
  private readonly forced: ColumnForm | null
  private readonly conventions: Conventions

  /** `forced`: the form that the values are wanted in, where it is known. */
  constructor(markers: MissingMarkers, forced: ColumnForm | null, conventions = plainConventions) {
    this.markers = markers
    this.forced = forced
    this.conventions = conventions
  }

  takeMissing(): void {
    this.tally.missing++
    this.found = null
    this.value = NaN
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
      if (lastNumber.plainInteger) {
        tally.plainIntegers++
        if (lastNumber.value >= 19000101 && lastNumber.value <= 20991231) return this.takeEightDigits()
      } else if (lastNumber.pointSeen) return this.takePoint(bytes, start, end, line)
      return this.put('numbers', lastNumber.value)
    }
    if (kind !== numberKinds.none) return this.takeOddNumber(kind, bytes, start, end, line)
    if (!markers.numeric && start !== end && markers.isMissing(bytes, start, end)) return this.takeMissing()
    if (end - start !== to - from) tally.spaced++
    this.takeText(bytes, start, end, line)
  }

  private takeEightDigits(): void {
    const number = lastNumber.value
    const days = compactDate(number)
    if (days === days) this.tally.compactDates++
    if (this.forced === 'days') this.put('days', days)
    else this.put('numbers', number)
  }

  /** `1.5`, `1.234`: the latter may be a whole number in another country. */
  private takePoint(bytes: Uint8Array, start: number, end: number, line: number): void {
    const value = lastNumber.value
    if (lastNumber.grouped) this.tally.pointGroups++
    else see(this.tally.notWithMark[','], bytes, start, end, line)
    this.put('numbers', this.conventions.decimalMark === '.' ? value : lastNumber.grouped ? Math.round(value * 1000) : NaN)
  }

  private takeOddNumber(kind: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    const { tally } = this
    if (kind === numberKinds.infinite) {
      see(tally.infinite, bytes, start, end, line)
      return this.put('numbers', NaN)
    }
    see(kind === numberKinds.leadingZero ? tally.leadingZero : tally.longInteger, bytes, start, end, line)
    this.put(this.forced === 'numbers' ? 'numbers' : 'codes', lastNumber.value)
  }

  private takeText(bytes: Uint8Array, start: number, end: number, line: number): void {
    const { tally } = this
    const plain = readPlainDate(bytes, start, end)
    if (plain === plain) {
      see(tally.dates, bytes, start, end, line)
      return this.put('days', plain)
    }
    if (mayBeWritten(bytes, start, end) && this.takeWritten(bytes, start, end, line)) return
    const length = end - start
    if (length < 6 || length > 48 || !mayBeDate(bytes, start, end) || !readDate(textOf(bytes, start, end))) {
      if (mayBeMeasured(bytes, start, end) && this.takeMeasured(bytes, start, end, line)) return
      see(tally.others, bytes, start, end, line)
      return this.put('codes', NaN)
    }
    see(tally.dates, bytes, start, end, line)
    let first = NaN
    let differs = false
    for (const order of dateOrders) {
      const days = lastDate[order]
      if (days !== days) see(tally.notInOrder[order], bytes, start, end, line)
      else if (first !== first) first = days
      else if (days !== first) differs = true
    }
    if (differs) see(tally.eitherOrder, bytes, start, end, line)
    this.put('days', lastDate[this.conventions.dateOrder])
  }

  /** Whether it is a number as people write them. Such cells are kept as text until the whole column is known. */
  private takeWritten(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const text = textOf(bytes, start, end)
    const number = readWritten(text)
    if (number === null) return false
    const { tally } = this
    see(tally.written, bytes, start, end, line)
    this.takeMarks(text, number, bytes, start, end, line)
    if (number.currency !== '') see((tally.currencies[number.currency] ??= none()), bytes, start, end, line)
    if (this.forced === 'numbers') this.put('numbers', number.values[this.conventions.decimalMark])
    else this.put('codes', NaN)
    return true
  }

  /** Whether it is a number with a unit behind it, which counts as a number where the column has that unit. */
  private takeMeasured(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const measured = readMeasured(textOf(bytes, start, end))
    const number = measured && readWritten(measured.number)
    if (!measured || !number || number.currency !== '' || number.conversion === 'percent') return false
    const { tally, conventions } = this
    seeUnit(tally, measured.key, bytes, start, end, line)
    see(tally.converted.measured, bytes, start, end, line)
    const { values } = number
    // The point of 1.234 km is one of decimals unless the file says otherwise, as that of a plain 1.234 is.
    const isPointOnly = !measured.number.includes(',') && values['.'] !== values[','] && !Number.isNaN(values[',']) && !Number.isNaN(values['.'])
    if (isPointOnly) tally.pointGroups++
    else this.takeMarks(measured.number, number, bytes, start, end, line)
    if (this.forced === 'numbers') this.put('numbers', measured.key === conventions.unit ? values[conventions.decimalMark] : NaN)
    else this.put('codes', NaN)
    return true
  }

  private takeMarks(text: string, number: WrittenNumber, bytes: Uint8Array, start: number, end: number, line: number): void {
    const { tally } = this
    const { values } = number
    for (const mark of decimalMarks) if (Number.isNaN(values[mark])) see(tally.notWithMark[mark], bytes, start, end, line)
    const either = !Number.isNaN(values['.']) && !Number.isNaN(values[',']) && values['.'] !== values[',']
    if (either) see(tally.eitherMark, bytes, start, end, line)
    // What the marks of 1,234 mean is not known yet.
    const conversion = either ? number.conversion : conversionOf(text, number, Number.isNaN(values['.']) ? ',' : '.')
    if (conversion !== '') see(tally.converted[conversion], bytes, start, end, line)
  }

  private put(form: ColumnForm, value: number): void {
    this.found = form
    // A minus before 0 is what rounding leaves: -0.00 is 0.
    this.value = value + 0
  }
}

/** The form in which a type is kept. */
export function formOfType(type: ColumnType): ColumnForm {
  if (type === 'number') return 'numbers'
  return type === 'date' ? 'days' : 'codes'
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

/** A digit, a sign, a point, or the first letter of a word for infinity. */
function mayBeNumber(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39) || byte === 0x69 || byte === 0x49 || byte === 0xe2
}

/** Begins like a number and is as short as one with its unit. */
function mayBeMeasured(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length < 2 || length > 64) return false
  const first = bytes[start] as number
  if (first >= 0x30 && first <= 0x39) return true
  return first === 0xef || ((first === 0x2b || first === 0x2d || first === 0x2e || first === 0xe2) && length > 2)
}

/** A digit; a letter where digits follow; 一九九九年, 二〇二四年 and 中华民国. */
function mayBeDate(bytes: Uint8Array, start: number, end: number): boolean {
  const byte = bytes[start] as number
  if (byte >= 0x30 && byte <= 0x39) return true
  if (byte === 0xe4) return (bytes[start + 1] === 0xb8 && (bytes[start + 2] === 0x80 || bytes[start + 2] === 0xad)) || (bytes[start + 1] === 0xba && bytes[start + 2] === 0x8c)
  if (byte < 0x41) return false
  for (let at = end - 1; at > start; at--) if ((bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) return true
  return false
}
