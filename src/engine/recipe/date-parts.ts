/** Days since 1970-01-01 taken apart into calendar parts (proleptic Gregorian, no time zone). Knows no columns. */
import type { DatePart } from './fitted-recipe.ts'

/** One part of one date: month and day from 1, weekday 0 = Monday to 6 = Sunday, hour with fractions. */
export function datePartOf(days: number, part: DatePart): number {
  const whole = Math.floor(days)
  switch (part) {
    case 'year':
      return civil(whole).year
    case 'month':
      return civil(whole).month
    case 'day':
      return civil(whole).day
    case 'weekday':
      // 1970-01-01 was a Thursday.
      return (((whole + 3) % 7) + 7) % 7
    case 'hour':
      // Rounded to seconds: a fraction of a day is not exact in binary.
      return Math.round((days - whole) * 86400) / 3600
    default:
      return part satisfies never
  }
}

export function datePartsOf(days: Float64Array): Record<DatePart, Float64Array<ArrayBuffer>> {
  const part = (name: DatePart): Float64Array<ArrayBuffer> => {
    const values = new Float64Array(days.length)
    for (let at = 0; at < days.length; at++) values[at] = datePartOf(days[at] ?? 0, name)
    return values
  }
  return { year: part('year'), month: part('month'), day: part('day'), weekday: part('weekday'), hour: part('hour') }
}

/** 2024-03-05, with the time of day where there is one: 2024-03-05 06:30, seconds only where they are not 0. */
export function isoDateOf(days: number): string {
  const seconds = Math.round(days * 86400)
  const { year, month, day } = civil(Math.floor(seconds / 86400))
  const ofDay = seconds - Math.floor(seconds / 86400) * 86400
  const [hour, minute, second] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60]
  const two = (part = 0): string => String(part).padStart(2, '0')
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  if (hour === 0 && minute === 0 && second === 0) return date
  return `${date} ${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`
}

/** Days since 1970-01-01 of a calendar date; NaN where there is no such day. */
export function daysOf(year: number, month: number, day: number): number {
  const days = daysFromCivil(year, month, day)
  const back = civil(days)
  return back.year === year && back.month === month && back.day === day ? days : NaN
}

/** Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days). */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 }
}

/** Source: as above (days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}
