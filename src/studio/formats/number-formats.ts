/** Which numbers of a workbook are dates: by the format of their cell, as spreadsheets decide it. ECMA-376, 18.8.30. */
import type { Cell } from './csv-table.ts'
import { clockText, timestampText } from './cell-texts.ts'

export type NumberKind = 'number' | 'date' | 'time'

/** Of a format's number without a code of its own. */
export function builtInKind(format: number): NumberKind {
  if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) return 'time'
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58) ? 'date' : 'number'
}

/** Of a format's code, such as `yyyy-mm-dd`: letters outside of quotes, brackets and escapes. */
export function kindOfCode(code: string): NumberKind {
  const [positive = ''] = code.split(';')
  // Elapsed time, [h]:mm, is a length and no time of day.
  if (/\[(h+|m+|s+)\]/i.test(positive)) return 'number'
  const letters = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, '')
  if (/[yd]|e(?![+-])/i.test(letters) || /^[^hs]*m[^hs]*$/i.test(letters)) return 'date'
  return /[hs]/i.test(letters) ? 'time' : 'number'
}

const daysTo1970 = 25_569
const daysFrom1900To1904 = 1462

/** A day's number as ISO 8601; the time of day only where there is one, a bare time where there is no day. */
export function serialText(serial: number, from1904: boolean): Cell {
  if (serial < 0) return String(serial)
  if (serial < 1) return clockText(BigInt(Math.round(serial * 86_400_000)), 'millisecond')
  const days = from1904 ? serial + daysFrom1900To1904 : serial
  // 1900 is no leap year, but its 29 February has a number.
  const milliseconds = Math.round((days - daysTo1970 + (days < 60 ? 1 : 0)) * 86_400_000)
  return timestampText(BigInt(milliseconds), 'millisecond')
}
