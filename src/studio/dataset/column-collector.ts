/**
 * One column while the file is read: what kinds of cells it has, with the lines that matter, and its values in the
 * form that its first cells suggest. Decides no type. Where a later cell breaks the form, the values are let go and
 * the column must be read once more, in the form that the whole file asks for.
 */
import { dateOrders, decimalMarks, type ColumnType, type DateOrder, type DecimalMark } from '#contract/dataset.ts'
import { beyondDictionary, ByteDictionary, type DictionaryBudget } from './byte-dictionary.ts'
import { newTally, see, type ColumnTally } from './column-tally.ts'
import { compactDate, lastDate, readDate, readPlainDate } from './date-grammar.ts'
import { GrowingColumn } from './growing-column.ts'
import type { MissingMarkers } from './missing-markers.ts'
import { lastNumber, numberKinds, readNumber } from './number-grammar.ts'
import { textOf } from './cell-text.ts'
import { conversionOf, mayBeWritten, readWritten } from './written-numbers.ts'

export type ColumnForm = 'numbers' | 'days' | 'codes'

/** How the cells of a column are to be taken, where more than one reading is possible. */
export interface Conventions {
  decimalMark: DecimalMark
  dateOrder: DateOrder
}

export const plainConventions: Conventions = { decimalMark: '.', dateOrder: 'dayFirst' }

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
  private readonly conventions: Conventions
  private rows = 0

  constructor(markers: MissingMarkers, budget: DictionaryBudget, forced: ColumnForm | null, conventions = plainConventions) {
    this.markers = markers
    this.forced = forced
    this.conventions = conventions
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
      if (lastNumber.plainInteger) {
        tally.plainIntegers++
        if (lastNumber.value >= 19000101 && lastNumber.value <= 20991231) return this.takeEightDigits(bytes, start, end)
      } else if (lastNumber.pointSeen) return this.takePoint(bytes, start, end, line)
      return this.put('numbers', lastNumber.value, bytes, start, end)
    }
    if (kind !== numberKinds.none) return this.takeOddNumber(kind, bytes, start, end, line)
    if (!markers.numeric && start !== end && markers.isMissing(bytes, start, end)) return this.takeMissing()
    if (end - start !== to - from) tally.spaced++
    this.takeText(bytes, start, end, line)
  }

  private takeEightDigits(bytes: Uint8Array, start: number, end: number): void {
    const number = lastNumber.value
    const days = compactDate(number)
    if (days === days) this.tally.compactDates++
    if (this.forced === 'days') this.put('days', days, bytes, start, end)
    else this.put('numbers', number, bytes, start, end)
  }

  /** `1.5`, `1.234`: the latter may be a whole number in another country. */
  private takePoint(bytes: Uint8Array, start: number, end: number, line: number): void {
    const value = lastNumber.value
    if (lastNumber.grouped) this.tally.pointGroups++
    else see(this.tally.notWithMark[','], bytes, start, end, line)
    this.put('numbers', this.conventions.decimalMark === '.' ? value : lastNumber.grouped ? Math.round(value * 1000) : NaN, bytes, start, end)
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
      if (tally.dates.count === 1) {
        tally.dates.count = 0
        see(tally.dates, bytes, start, end, line)
      }
      return this.put('days', plain, bytes, start, end)
    }
    if (mayBeWritten(bytes, start, end) && this.takeWritten(bytes, start, end, line)) return
    const length = end - start
    if (length < 6 || length > 48 || !mayBeDate(bytes, start, end) || !readDate(textOf(bytes, start, end))) {
      see(tally.others, bytes, start, end, line)
      return this.put('codes', NaN, bytes, start, end)
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
    this.put('days', lastDate[this.conventions.dateOrder], bytes, start, end)
  }

  /** Whether it is a number as people write them. Such cells are kept as text until the whole column is known. */
  private takeWritten(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const text = textOf(bytes, start, end)
    const number = readWritten(text)
    if (number === null) return false
    const { tally } = this
    const { values, currency } = number
    see(tally.written, bytes, start, end, line)
    for (const mark of decimalMarks) if (Number.isNaN(values[mark])) see(tally.notWithMark[mark], bytes, start, end, line)
    const either = !Number.isNaN(values['.']) && !Number.isNaN(values[',']) && values['.'] !== values[',']
    if (either) see(tally.eitherMark, bytes, start, end, line)
    const { decimalMark } = this.conventions
    // What the marks of 1,234 mean is not known yet.
    const conversion = either ? number.conversion : conversionOf(text, number, Number.isNaN(values[decimalMark]) ? (decimalMark === '.' ? ',' : '.') : decimalMark)
    if (conversion !== '') see(tally.converted[conversion], bytes, start, end, line)
    if (currency !== '' && tally.currency === '') tally.currency = currency
    else if (currency !== '' && currency !== tally.currency) see(tally.otherCurrency, bytes, start, end, line)
    if (this.forced === 'numbers') this.put('numbers', values[decimalMark], bytes, start, end)
    else this.put('codes', NaN, bytes, start, end)
    return true
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

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

/** A digit, a sign, a point, or the first letter of a word for infinity. */
function mayBeNumber(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39) || byte === 0x69 || byte === 0x49 || byte === 0xe2
}

/** A digit; a letter where digits follow; 一九九九年 and 二〇二四年. */
function mayBeDate(bytes: Uint8Array, start: number, end: number): boolean {
  const byte = bytes[start] as number
  if (byte >= 0x30 && byte <= 0x39) return true
  if (byte === 0xe4) return (bytes[start + 1] === 0xb8 && bytes[start + 2] === 0x80) || (bytes[start + 1] === 0xba && bytes[start + 2] === 0x8c)
  if (byte < 0x41) return false
  for (let at = end - 1; at > start; at--) if ((bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) return true
  return false
}
