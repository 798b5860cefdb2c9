/** Places of cells in a sheet as people write them: C5, A1:F200, A:F. Columns and rows count from 1. */

export interface CellRange {
  firstColumn: number
  lastColumn: number
  firstRow: number
  lastRow: number
}

/** What a sheet has at most. */
export const sheetColumns = 16_384
export const sheetRows = 1_048_576

/** null where it is no range. Whole columns (A:F) and whole rows (2:50) are ranges. */
export function parseRange(text: string): CellRange | null {
  const match = /^\$?([A-Za-z]{0,3})\$?(\d{0,7}):\$?([A-Za-z]{0,3})\$?(\d{0,7})$/.exec(text.trim())
  if (match === null) return null
  const [, firstLetters = '', firstDigits = '', lastLetters = '', lastDigits = ''] = match
  if ((firstLetters === '') !== (lastLetters === '') || (firstLetters === '' && (firstDigits === '' || lastDigits === ''))) return null
  const columns = [firstLetters === '' ? 1 : columnNumber(firstLetters), lastLetters === '' ? sheetColumns : columnNumber(lastLetters)]
  const rows = [firstDigits === '' ? 1 : Number(firstDigits), lastDigits === '' ? sheetRows : Number(lastDigits)]
  const range = { firstColumn: Math.min(...columns), lastColumn: Math.max(...columns), firstRow: Math.min(...rows), lastRow: Math.max(...rows) }
  return range.firstColumn < 1 || range.lastColumn > sheetColumns || range.firstRow < 1 || range.lastRow > sheetRows ? null : range
}

export function rangeText({ firstColumn, lastColumn, firstRow, lastRow }: CellRange): string {
  return `${columnLetters(firstColumn)}${firstRow}:${columnLetters(lastColumn)}${lastRow}`
}

/** The same columns from the same row to the last that a sheet can have: for a newer file, which may be longer. */
export function openEnded(range: string): string {
  const parsed = parseRange(range)
  return parsed === null ? range : rangeText({ ...parsed, lastRow: sheetRows })
}

/** A is 1, AA is 27. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
