/** One file that breaks importers, and what is expected of it. */
import type { ColumnType, Reading, ReadingChoices } from '#contract/dataset.ts'

export interface HostileFile {
  name: string
  bytes: string | Uint8Array
  choices?: ReadingChoices
  /** The code of the refusal, with some of its details. */
  refused?: { code: string; line?: number; limit?: string }
  rows?: number
  columns?: string[]
  types?: ColumnType[]
  /** The first rows as they are shown. */
  cells?: (string | null)[][]
  /** Values of number and date columns (days), in order; null is missing. */
  values?: Record<string, (number | null)[]>
  reading?: Partial<Reading>
  /** All findings but those about constant columns, as `code` or `code@line`. */
  findings?: string[]
}

/** A table in which only one column matters: another keeps it company, so that the delimiter is beyond doubt. */
export function oneColumn(values: readonly string[], delimiter = ';', header = 'v'): string {
  const quoted = values.map((value) => (value.includes(delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value))
  return `${[`${header}${delimiter}kind`, ...quoted.map((value, row) => `${value}${delimiter}${row % 2 === 0 ? 'red' : 'blue'}`)].join('\n')}\n`
}
