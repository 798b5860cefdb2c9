/** Builds small tables for tests from plain lists. */
import { lengthOf } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '#engine/table/table.ts'

/** null is missing. */
export function numberColumn(name: string, values: readonly (number | null)[], type: NumberColumn['type'] = 'number'): NumberColumn & { values: Float64Array } {
  return { kind: 'number', name, type, values: Float64Array.from(values, (value) => value ?? NaN) }
}

/** null is missing; the dictionary is in order of first appearance. */
export function wordColumn(name: string, cells: readonly (string | null)[], type: CategoryColumn['type'] = 'category'): CategoryColumn {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  return { kind: 'category', name, type, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell))), dictionary }
}

export function tableOf(...columns: Column[]): Table {
  const [first] = columns
  return { rows: first === undefined ? 0 : first.kind === 'number' ? lengthOf(first.values) : first.codes.length, columns }
}

/** 0 to count - 1. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Row-major numbers as rows. */
export function matrixOf(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)])
}
