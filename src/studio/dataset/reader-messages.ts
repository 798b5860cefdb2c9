/** What the studio and its reading thread say to each other. */
import type { DatasetView, FirstRows, ReadingChoices } from '#contract/dataset.ts'
import type { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import type { Column } from '#engine/table/table.ts'
import type { PageMarks } from './row-pages.ts'

export interface ReadFile {
  path: string
  fileName: string
  reading: ReadingChoices
}

/**
 * `firstRows`: how many are wanted and no more than these; null: the whole table. `quick`: by the beginning of the file alone, which may
 * tell another separator or encoding than the whole of it.
 */
export interface ReaderJob extends ReadFile {
  firstRows: number | null
  quick: boolean
}

export type ReaderAnswer =
  | { kind: 'progress'; progress: { bytes: number; totalBytes: number; rows: number } }
  | { kind: 'column'; column: Column }
  | { kind: 'read'; view: DatasetView; marks: PageMarks }
  | { kind: 'firstRows'; rows: FirstRows }
  | { kind: 'refused'; code: ErrorCode; details: ErrorDetails }
  | { kind: 'broken'; stack: string }
