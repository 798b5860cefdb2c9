/**
 * Dates as people write them, to days since 1970-01-01. Where day, month and year could change places it tells every
 * reading and does not decide. Knows nothing of columns. Days from the civil calendar: Howard Hinnant,
 * "chrono-compatible algorithms".
 */
import type { DateOrder } from '#contract/dataset.ts'
import { dateOrders } from '#contract/notation.ts'
import { monthOfName } from './month-names.ts'

/**
 * What `readDate` found last, under each order of its parts: days, with the time of day as fraction, in UTC where the
 * cell names an offset; NaN where the cell is no date then. All are the same where there is no doubt.
 */
export const lastDate: Record<DateOrder, number> = { dayFirst: NaN, monthFirst: NaN, yearFirst: NaN }

const time = String.raw`(?:(?:T|,?\s+)\s*(?:(上午|下午|中午|晚上|凌晨|早上)\s*)?(\d{1,2})[:时点.](\d{2})(?:[:分](\d{2})(?:[.,](\d{1,9}))?)?[分秒]?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?${time}$`)
const hanDate = new RegExp(String.raw`^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日号號일])?${time.replace(String.raw`,?\s+`, String.raw`,?\s*`)}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${time}$`)
const yearAndMonth = /^(\d{4})[-/](\d{1,2})$/
const name = String.raw`(\p{L}{3,10})\.?`
const dayName = new RegExp(String.raw`^(?:\p{L}{2,9}\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|\.)?[-\s/]\s*(?:de\s+)?${name}|${name}\s+(\d{1,2})(?:st|nd|rd|th)?)(?:[-/]|,?\s+(?:de\s+)?)(\d{4}|\d{2})${time}$`, 'u')
const nameYear = new RegExp(String.raw`^${name}[-\s,]\s*(\d{4})$`, 'u')
/** 民国113年: years since the Republic of China was founded in 1912. */
const republic = /^(?:中[华華]民[国國]|民[国國])\s*(\d{1,3}|元)\s*(?=年)/
const yearBeforeRepublic = 1911
const hanDigits = /[〇零○一二三四五六七八九十]/

/** Whether `text`, trimmed, is a date in any order of its parts. */
export function readDate(text: string): boolean {
  const [first] = text
  if (first !== undefined && hanDigits.test(first)) {
    const plain = withDigits(text)
    return plain !== text && readDate(plain)
  }
  const ofRepublic = republic.exec(text)
  if (ofRepublic) return readDate(`${Number(ofRepublic[1] === '元' ? 1 : ofRepublic[1]) + yearBeforeRepublic}${text.slice(ofRepublic[0].length)}`)
  const byYear = yearFirst.exec(text)
  if (byYear) return set(byYear[1], byYear[3], byYear[4], byYear.slice(5))
  const han = hanDate.exec(text)
  if (han) return set(han[1], han[2], han[3] ?? '1', han.slice(4))
  const byDay = yearLast.exec(text)
  if (byDay) return setInOrders(byDay)
  const month = yearAndMonth.exec(text)
  if (month) return set(month[1], month[2], '1', [])
  return readNamed(text)
}

/** `20240305`: eight digits that are a day of the years 1900 to 2099. */
export function compactDate(value: number): number {
  if (!(value >= 19000101 && value <= 20991231)) return NaN
  const year = Math.floor(value / 10_000)
  const month = Math.floor(value / 100) % 100
  return isDay(year, month, value % 100) ? daysOf(year, month, value % 100) : NaN
}

function readNamed(text: string): boolean {
  const byName = dayName.exec(text)
  if (byName) return set(fullYear(byName[5]), String(monthOfName(byName[2] ?? byName[3] ?? '')), byName[1] ?? byName[4], byName.slice(6))
  const byMonth = nameYear.exec(text)
  return byMonth !== null && set(byMonth[2], String(monthOfName(byMonth[1] ?? '')), '1', [])
}

/** 03/04/2024, 03/04/24: with points the day comes first the world over; a year of four digits comes last. */
function setInOrders([, first = '', mark, second = '', third = '', ...clock]: string[]): boolean {
  const long = third.length === 4
  const readings = {
    dayFirst: daysAt(fullYear(third), second, first, clock),
    monthFirst: mark === '.' ? NaN : daysAt(fullYear(third), first, second, clock),
    yearFirst: long ? NaN : daysAt(first.length === 2 ? fullYear(first) : '', second, third, clock),
  }
  if (mark === '.' && !Number.isNaN(readings.dayFirst)) readings.yearFirst = NaN
  const possible = dateOrders.filter((order) => !Number.isNaN(readings[order]))
  const [only] = possible
  if (only === undefined) return false
  // 31.01.2024 can be read in one way only, which says nothing about 03/04/2024.
  for (const order of dateOrders) lastDate[order] = mark === '.' ? readings[only] : readings[order]
  return true
}

/** POSIX: 69 to 99 are of the last century. */
function fullYear(year = ''): string {
  return year.length === 2 ? String(Number(year) + (Number(year) >= 69 ? 1900 : 2000)) : year
}

/** The same for the commonest form, `2024-03-05`, straight from bytes; NaN for anything else. */
export function readPlainDate(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return NaN
  const [thousands, hundreds, tens, ones] = [digitAt(bytes, start), digitAt(bytes, start + 1), digitAt(bytes, start + 2), digitAt(bytes, start + 3)]
  const [tenMonths, months, tenDays, days] = [digitAt(bytes, start + 5), digitAt(bytes, start + 6), digitAt(bytes, start + 8), digitAt(bytes, start + 9)]
  if ((thousands | hundreds | tens | ones | tenMonths | months | tenDays | days) < 0) return NaN
  const year = thousands * 1000 + hundreds * 100 + tens * 10 + ones
  const month = tenMonths * 10 + months
  const day = tenDays * 10 + days
  return isDay(year, month, day) ? daysOf(year, month, day) : NaN
}

/** `2024-03-05`, with the time where there is one. */
export function dateText(days: number): string {
  const whole = Math.floor(days)
  const { year, month, day } = civilOf(whole)
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  const seconds = Math.round((days - whole) * 86400)
  if (seconds === 0) return date
  return `${date} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function set(year: string | undefined, month: string | undefined, day: string | undefined, clock: (string | undefined)[]): boolean {
  const days = daysAt(year, month, day, clock)
  for (const order of dateOrders) lastDate[order] = days
  return !Number.isNaN(days)
}

function daysAt(year: string | undefined, month: string | undefined, day: string | undefined, clock: (string | undefined)[]): number {
  if (!isDay(Number(year), Number(month), Number(day))) return NaN
  const [part, hour = '0', minute = '0', second = '0', fraction = '0', half, offset] = clock
  const afternoon = part === '下午' || part === '晚上' || (half !== undefined && /p/i.test(half))
  const morning = part === '上午' || part === '凌晨' || part === '早上' || (half !== undefined && !afternoon)
  const hours = Number(hour) === 12 && morning ? 0 : Number(hour) + (afternoon && Number(hour) < 12 ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60 || (half !== undefined && Number(hour) > 12)) return NaN
  const seconds = hours * 3600 + Number(minute) * 60 + Number(second) + Number(`0.${fraction}`)
  return daysOf(Number(year), Number(month), Number(day)) + (seconds - offsetSeconds(offset)) / 86400
}

/** 二〇二四年三月五日 with the digits of 2024年3月5日. */
function withDigits(text: string): string {
  return text.replace(/[〇零○一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=[月日号])/g, (digits) => {
    const value = (digit: string): number => (digit === '○' || digit === '零' ? 0 : '〇一二三四五六七八九'.indexOf(digit))
    const ten = digits.indexOf('十')
    if (ten === -1) return Array.from(digits, value).join('')
    return String((ten === 0 ? 1 : value(digits.slice(0, ten))) * 10 + (ten === digits.length - 1 ? 0 : value(digits.slice(ten + 1))))
  })
}

function offsetSeconds(offset: string | undefined): number {
  if (offset === undefined || !/\d/.test(offset)) return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(-2)) * 60)
}

function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false
  if (month === 2) return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

/** In whole numbers, and quotients cut to them, which compute fastest: the year is 1 at least. */
function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = (shifted / 400) | 0
  const yearOfEra = shifted - era * 400
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

function civilOf(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 }
}

/** -1 where it is none. */
function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] as number) - 0x30
  return digit >= 0 && digit <= 9 ? digit : -1
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
