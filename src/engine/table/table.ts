/** A dataset in memory: typed columns of equal length. Knows nothing of files; buffers may be shared between threads. */
import type { ColumnType } from '#contract/dataset.ts'
import type { Numbers } from './numbers.ts'

export interface NumberColumn {
  kind: 'number'
  name: string
  /** 'number', or 'date' with days since 1970-01-01 (fractions are times of day). */
  type: 'number' | 'date'
  values: Numbers
  /** What the numbers are in, as the file spells it; absent where it does not say. */
  unit?: string
}

export interface CategoryColumn {
  kind: 'category'
  name: string
  type: Exclude<ColumnType, 'number' | 'date'>
  /** Index into `dictionary`; -1 is missing. In 16 bits where all fit. */
  codes: Int16Array | Int32Array
  /** Distinct values as the file wrote them, in order of first appearance. */
  dictionary: string[]
}

export type Column = NumberColumn | CategoryColumn

export interface Table {
  rows: number
  columns: Column[]
}
