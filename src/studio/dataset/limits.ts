/** How much of anything the reader accepts before it refuses a file by the name of the limit. */

import { mostRecordBytes } from '#contract/notation.ts'

export const limits = {
  recordBytes: mostRecordBytes,
  /** UTF-8 bytes of one cell. */
  cellBytes: 1024 * 1024,
  columns: 100_000,
  /** Distinct values of one column that are counted and kept apart. */
  distinctValues: 1_000_000,
  /** UTF-8 bytes of distinct values kept for one column, and for all columns of a table together. */
  dictionaryBytes: 64 * 1024 * 1024,
  allDictionaryBytes: 512 * 1024 * 1024,
  /** Entries of a text or identifier column's dictionary in memory; rarer ones share one entry. */
  textDictionaryEntries: 100_000,
  /** Line numbers listed with one finding. */
  listedLines: 20,
} as const

export type Limits = { readonly [Name in keyof typeof limits]: number }
