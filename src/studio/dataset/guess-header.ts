/** Which of the first rows name the columns, guessed from sampled records. Knows nothing of bytes. */
import { mostHeaderRows } from '#contract/notation.ts'
import { readDate } from './date-grammar.ts'
import { possibleMarkers, standardMarkers } from './missing-markers.ts'
import { numberKinds, readNumber } from './number-grammar.ts'
import { readWritten } from './written-numbers.ts'

/** Rows that tell whether a column has numbers: more would take long in wide tables. */
const recordsLookedAt = 200

/**
 * 0: the first row is data already. `records`: later ones may be without their texts, which few tables need; `inFull` gives them
 * with all.
 */
export function guessHeaderRows(records: readonly string[][], inFull: () => readonly string[][]): number {
  for (let rows = mostHeaderRows; rows > 1; rows--) if (areHeaderRows(records, inFull, rows)) return rows
  return guessHeader(records, inFull) ? 1 : 0
}

/** Whether the first record has names where the others have numbers or dates. */
export function namesStandAbove(records: readonly string[][]): boolean {
  const { names, values } = above(records)
  return names > 0 && values === 0
}

/** Number, date or time. */
export function isTyped(cell: string): boolean {
  const text = cell.trim()
  return isNumber(text) || /^\d{1,2}:\d{2}(:\d{2})?$/.test(text) || (text.length >= 6 && text.length <= 48 && readDate(text))
}

/** Names stand above numbers; where all is text, names are distinct and do not come again below themselves. */
function guessHeader(records: readonly string[][], inFull: () => readonly string[][]): boolean {
  const [first = []] = records
  if (first.every((cell) => cell.trim() === '')) return false
  if (areYears(first)) return true
  const { names, values } = above(records)
  if (names !== values) return names > values
  const named = first.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const rest = inFull().slice(1)
  const again = first.some((cell, column) => cell.trim() !== '' && rest.some((record) => record[column]?.trim() === cell.trim()))
  return values === 0 && (new Set(named).size === named.length || rest.length === 0 || !again) && !again
}

function above(records: readonly string[][]): { names: number; values: number } {
  const [first = [], ...rest] = records
  let names = 0
  let values = 0
  for (const [column, cell] of first.entries()) {
    const name = cell.trim()
    if (isTyped(name)) values++
    else if (name !== '' && !standardMarkers.includes(name) && isTypedColumn(rest, column)) names++
  }
  return { names, values }
}

/**
 * Several rows of names: the lowest names every column of numbers or dates, and there are at least two of these. Those
 * above name some of them, as groups or units do, and hold no value in any but perhaps a year.
 */
function areHeaderRows(records: readonly string[][], inFull: () => readonly string[][], rows: number): boolean {
  const data = records.slice(rows)
  const lowest = records[rows - 1] ?? []
  const isName = (cell = ''): boolean => cell.trim() !== '' && !isTyped(cell) && ![...standardMarkers, ...possibleMarkers].includes(cell.trim())
  if (data.length < 2 || lowest.filter(isName).length < 2) return false
  // Those without a name first: one such column of values is enough to say no.
  if (lowest.some((cell, column) => !isName(cell) && isTypedColumn(data, column))) return false
  const typed = lowest.flatMap((cell, column) => (isName(cell) && isTypedColumn(data, column) ? [column] : []))
  if (typed.length < 2) return false
  const below = inFull().slice(rows)
  if (lowest.some((cell, column) => cell.trim() !== '' && below.some((record) => record[column]?.trim() === cell.trim()))) return false
  return records.slice(0, rows - 1).every((row) => {
    const cells = typed.map((column) => row[column]?.trim() ?? '')
    return cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || isName(cell) || /^(19|20)\d\d$/.test(cell))
  })
}

function isTypedColumn(records: readonly string[][], column: number): boolean {
  const cells = records.slice(0, recordsLookedAt).map((record) => record[column]?.trim() ?? '').filter((text) => !standardMarkers.includes(text))
  return cells.length > 0 && cells.filter(isTyped).length >= cells.length * 0.8
}

/** `country,2019,2020,2021`: numbers, but names. */
function areYears(cells: string[]): boolean {
  const years = cells.slice(1).map(Number)
  return years.length > 1 && !isNumber(cells[0]?.trim() ?? '') && years.every((year, index) => year > 1800 && year < 2200 && year === (years[0] ?? 0) + index)
}

function isNumber(text: string): boolean {
  // Nearly all numbers, without their bytes.
  if (/^[+-]?\d+(\.\d*)?$/.test(text)) return true
  const bytes = new TextEncoder().encode(text)
  return readNumber(bytes, 0, bytes.length) !== numberKinds.none || readWritten(text) !== null
}
