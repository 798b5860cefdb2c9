/** Reads numbers and dates that a person typed. The file's own cells are read by the studio's CSV reader, not here. */
import { daysOf } from './date-parts.ts'

/** A decimal number with an optional sign, exponent and thousands commas, and `unit` behind it or not; NaN where it is none. */
export function parseNumber(text: string, unit = ''): number {
  const trimmed = text.trim()
  const bare = unit !== '' && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length).trimEnd() : trimmed
  const plain = bare.replace(/^\u2212/, '-')
  if (plainNumber.test(plain)) return Number(plain)
  if (groupedNumber.test(plain)) return Number(plain.replaceAll(',', ''))
  return NaN
}

/** Year first (2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日), with an optional time; days since 1970-01-01, NaN where it is none. */
export function parseDate(text: string): number {
  const match = yearFirst.exec(text.trim())
  if (match === null) return NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => (part === undefined ? 0 : Number(part)))
  if (hour === undefined || minute === undefined || second === undefined || hour > 23 || minute > 59 || second > 59) return NaN
  return daysOf(year ?? 0, month ?? 0, day ?? 0) + (hour * 3600 + minute * 60 + second) / 86400
}

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const groupedNumber = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/
const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/
