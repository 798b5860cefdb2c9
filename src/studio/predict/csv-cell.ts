/** One cell of a CSV file, for spreadsheets or exact. */
import type { PredictionFormat } from '#contract/prediction.ts'

export const lineEnds: Record<PredictionFormat, string> = { excel: '\r\n', exact: '\n' }
/** Excel takes a file without this mark for the system's own encoding. */
export const byteOrderMarks: Record<PredictionFormat, string> = { excel: '\ufeff', exact: '' }

/** Quoted where it must be (RFC 4180). A missing cell is empty. */
export function csvCell(cell: string | null, format: PredictionFormat): string {
  const text = format === 'excel' ? withoutFormula(cell ?? '') : (cell ?? '')
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A spreadsheet would run a cell that starts with one of these signs (OWASP ASVS 1.2.10); an apostrophe in front makes
 * it a text. A number, with its sign, is no formula.
 */
function withoutFormula(text: string): string {
  if (!/^[=+\-@\t\r\n\0]/.test(text)) return text
  return /^[+-](\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/.test(text) ? text : `'${text}`
}
