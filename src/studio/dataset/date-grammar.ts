/**
 * Dates as people write them, to days since 1970-01-01. Where day and month could be swapped it says so and does
 * not decide. Knows nothing of columns. Days from the civil calendar: Howard Hinnant, "chrono-compatible algorithms".
 */

/** `clear`: no doubt. `either`: 03/04/2024, given as day/month. `dayFirst`, `monthFirst`: 25/02/2024, 02/25/2024. */
export type DateKind = 'none' | 'clear' | 'either' | 'dayFirst' | 'monthFirst'

/** What `readDate` found last: days, with the time of day as fraction, in UTC where the cell names an offset. */
export const lastDate = { days: 0 }

const time = String.raw`(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`)
const chinese = new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日${time.replace('[T ]', '[T ]?')}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}$`)
const named = /^(?:(\d{1,2})[- ]([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? (\d{1,2}))[-, ] ?(\d{4})$/
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** `text` trimmed. */
export function readDate(text: string): DateKind {
  const byYear = yearFirst.exec(text) ?? chinese.exec(text)
  if (byYear) {
    const withMark = byYear.length === 10
    const [year, month, day] = withMark ? [byYear[1], byYear[3], byYear[4]] : [byYear[1], byYear[2], byYear[3]]
    return set(Number(year), Number(month), Number(day), byYear.slice(withMark ? 5 : 4)) ? 'clear' : 'none'
  }
  const byDay = yearLast.exec(text)
  if (byDay) {
    const first = Number(byDay[1])
    const second = Number(byDay[3])
    const year = Number(byDay[4])
    const clock = byDay.slice(5)
    if (byDay[2] === '.') return set(year, second, first, clock) ? 'clear' : 'none'
    if (first <= 12 && second <= 12) return set(year, second, first, clock) ? 'either' : 'none'
    if (second <= 12) return set(year, second, first, clock) ? 'dayFirst' : 'none'
    return set(year, first, second, clock) ? 'monthFirst' : 'none'
  }
  const byName = named.exec(text)
  if (!byName) return 'none'
  const word = (byName[2] ?? byName[3] ?? '').toLowerCase()
  const month = months.findIndex((name) => name === word || name.slice(0, 3) === word) + 1
  return month > 0 && set(Number(byName[5]), month, Number(byName[1] ?? byName[4]), []) ? 'clear' : 'none'
}

/** The same for the commonest form, `2024-03-05`, straight from bytes; NaN for anything else. */
export function readPlainDate(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return NaN
  const year = digits(bytes, start, 4)
  const month = digits(bytes, start + 5, 2)
  const day = digits(bytes, start + 8, 2)
  return isDay(year, month, day) ? daysOf(year, month, day) : NaN
}

/** Day and month swapped, for a column that turns out to write the month first. */
export function swapDayAndMonth(days: number): number {
  const whole = Math.floor(days)
  const { year, month, day } = civilOf(whole)
  return day <= 12 ? daysOf(year, day, month) + (days - whole) : days
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

function set(year: number, month: number, day: number, clock: (string | undefined)[]): boolean {
  if (!isDay(year, month, day)) return false
  const [hour = '0', minute = '0', second = '0', fraction = '0', offset] = clock
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(`0.${fraction}`)
  lastDate.days = daysOf(year, month, day) + (seconds - offsetSeconds(offset)) / 86400
  return true
}

function offsetSeconds(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(-2)) * 60)
}

function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false
  if (month === 2) return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
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

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return NaN
    value = value * 10 + digit
  }
  return value
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
