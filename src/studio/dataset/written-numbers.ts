/**
 * Numbers as people write them: decimal comma, groups of thousands, currency, percent, full-width digits, 万 and 亿, Chinese numerals.
 * Every reading that a cell allows is told; which mark parts the decimals is for the column to decide.
 */
import type { DecimalMark } from '#contract/dataset.ts'
import { decimalMarks } from '#contract/notation.ts'
import { mayBeNumeral, readNumeral } from './chinese-numerals.ts'

/** What a cell shows beside plain digits; each is told to the person as a conversion. */
export const conversions = ['decimalComma', 'grouped', 'currency', 'percent', 'unit', 'fullWidth', 'negative', 'measured'] as const
export type Conversion = (typeof conversions)[number]

export interface WrittenNumber {
  /** The value where that mark parts the decimals; NaN where the cell is no number then. */
  values: Record<DecimalMark, number>
  /** '' where only the marks make it no plain number. */
  conversion: Conversion | ''
  /** One sign for each currency, '' without. */
  currency: string
}

const longest = 48
const currencyBefore = /^(US\$|HK\$|NT\$|R\$|CHF|USD|EUR|GBP|CNY|RMB|JPY|KRW|HKD|INR|AUD|CAD|RUB|[$€£¥￥₩₹₽₫฿₺])\s?/i
const currencyAfter = /\s?(USD|EUR|GBP|CNY|RMB|JPY|KRW|HKD|INR|CHF|AUD|CAD|RUB|kr|zł|Kč|[$€£¥￥₩₹₽₫฿₺元块円원])$/i
const oneCurrency = new Map([
  ['￥', '¥'],
  ['元', '¥'],
  ['块', '¥'],
  ['円', '¥'],
  ['CNY', '¥'],
  ['RMB', '¥'],
  ['JPY', '¥'],
  ['USD', '$'],
  ['US$', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['KRW', '₩'],
  ['원', '₩'],
  ['INR', '₹'],
  ['RUB', '₽'],
])
const units = new Map([
  ['十', 1],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['萬', 4],
  ['十万', 5],
  ['百万', 6],
  ['千万', 7],
  ['亿', 8],
  ['億', 8],
  ['十亿', 9],
  ['百亿', 10],
  ['千亿', 11],
  ['万亿', 12],
])
const unitAfter = new RegExp(String.raw`\s?(${[...units.keys()].sort((a, b) => b.length - a.length).join('|')})$`)
const groupMark = String.raw`[ \u00a0\u2009\u202f'’]`
const grouped = {
  '.': [/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/, /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/],
  ',': [/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/],
}
const spaced = new RegExp(String.raw`^[1-9]\d{0,2}(${groupMark})\d{3}(?:\1\d{3})*([.,]\d*)?$`)
const plain = { '.': /^(?:\d+\.?\d*|\.\d+)$/, ',': /^(?:\d+,?\d*|,\d+)$/ }

/** Whether a cell may be such a number, told from its first bytes: most texts are none. */
export function mayBeWritten(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length < 2 || length > longest) return false
  const first = bytes[start] as number
  if (first < 0x80) {
    if (first >= 0x61) return false
    // `A12` is a code; `EUR 5` may be a price.
    if (first >= 0x41) return length > 3 && !isDigit(bytes[start + 1] as number) && [2, 3, 4].some((at) => isDigit(bytes[start + at] ?? 0))
    return first >= 0x24
  }
  if (first >= 0xe4 && first <= 0xe9) return mayBeNumeral(bytes, start, end)
  return first === 0xc2 || first === 0xe2 || first === 0xef || first === 0xe0
}

/** null: no such number. `text` may be a plain number as well. */
export function readWritten(text: string): WrittenNumber | null {
  if (text.length > longest) return null
  const numeral = readNumeral(text)
  if (numeral !== null) return { values: { '.': numeral, ',': numeral }, conversion: 'unit', currency: '' }
  if (!/[\d０-９]/.test(text)) return null
  let rest = halfWidth(text.trim())
  let conversion: Conversion | '' = /[０-９．，％]/.test(text) ? 'fullWidth' : ''
  let negative = false
  const inBrackets = /^\(([^+-].*)\)$/.exec(rest)
  if (inBrackets?.[1] !== undefined) {
    negative = true
    conversion ||= 'negative'
    rest = inBrackets[1]
  }
  let power = 0
  const sign = /^[+\u2212-]/.exec(rest)
  if (sign) {
    negative = sign[0] !== '+'
    rest = rest.slice(1)
  }
  let currency = ''
  const before = currencyBefore.exec(rest)
  if (before) {
    currency = before[1] ?? ''
    rest = rest.slice(before[0].length)
    if (!sign && /^[-\u2212]/.test(rest)) {
      negative = true
      rest = rest.slice(1)
    }
  }
  const after = currency === '' ? currencyAfter.exec(rest) : null
  if (after) {
    currency = after[1] ?? ''
    rest = rest.slice(0, -after[0].length)
  }
  if (currency !== '') conversion ||= 'currency'
  const share = currency === '' ? /\s?([%‰])$/.exec(rest) : null
  if (share) {
    power -= share[1] === '%' ? 2 : 3
    rest = rest.slice(0, -share[0].length)
    conversion = 'percent'
  }
  const unit = unitAfter.exec(rest)
  if (unit) {
    power += units.get(unit[1] ?? '') ?? 0
    rest = rest.slice(0, -unit[0].length)
    conversion = 'unit'
  }
  const exponent = /[eE]([+-]?\d{1,3})$/.exec(rest)
  if (exponent) {
    power += Number(exponent[1])
    rest = rest.slice(0, -exponent[0].length)
  }
  // A leading zero belongs to a code, and would be lost.
  if (!/^\d|^[.,]\d/.test(rest) || /^0\d/.test(rest)) return null
  const values = { '.': valueOf(rest, '.', power, negative), ',': valueOf(rest, ',', power, negative) }
  if (decimalMarks.every((mark) => Number.isNaN(values[mark]))) return null
  if (conversion === '' && spaced.test(rest)) conversion = 'grouped'
  return { values, conversion, currency: oneCurrency.get(currency.toUpperCase()) ?? currency.toUpperCase() }
}

/** What the person is told about a number once the column's mark is known; '' where it is written plainly. */
export function conversionOf(text: string, { conversion }: WrittenNumber, mark: DecimalMark): Conversion | '' {
  if (conversion !== '') return conversion
  if (mark === '.') return text.includes(',') ? 'grouped' : ''
  return /\.\d{3}/.test(text) ? 'grouped' : text.includes(',') ? 'decimalComma' : ''
}

function valueOf(digits: string, mark: DecimalMark, power: number, negative: boolean): number {
  const other = mark === '.' ? ',' : '.'
  let written: string | null = null
  if (plain[mark].test(digits)) written = digits
  else if (grouped[mark].some((form) => form.test(digits))) written = digits.replaceAll(other, '')
  else {
    const parts = spaced.exec(digits)
    if (parts?.[1] !== undefined && !parts[2]?.startsWith(other)) written = digits.replaceAll(parts[1], '')
  }
  if (written === null) return NaN
  const plainDigits = written.replace(',', '.')
  const value = Number(`${plainDigits}e${power}`)
  // An integer that double precision can't hold is not rounded in silence.
  if (!Number.isFinite(value) || (!plainDigits.includes('.') && power === 0 && value > Number.MAX_SAFE_INTEGER)) return NaN
  return negative ? -value : value
}

/** Full-width forms to the ASCII they stand for. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (character) => (character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0)))
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
