/** What the studio and its reading thread say to each other. */
import type { DatasetView, ReadingChoices } from '#contract/dataset.ts'
import type { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import type { Column } from '#engine/table/table.ts'
import type { PageMarks } from './row-pages.ts'

export interface ReaderJob {
  path: string
  fileName: string
  reading: ReadingChoices
}

export type ReaderMessage =
  | { kind: 'progress'; progress: { bytes: number; totalBytes: number; rows: number } }
  | { kind: 'column'; column: Column }
  | { kind: 'read'; view: DatasetView; marks: PageMarks }
  | { kind: 'refused'; code: ErrorCode; details: ErrorDetails }
  | { kind: 'broken'; stack: string }
