/** Writes rows as network inputs, column after column, block by block. Knows fitted columns, not how they were fitted. */
import { numberAt, type Numbers } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column } from '#engine/table/table.ts'
import { datePartOf } from './date-parts.ts'
import type { FittedCategory, FittedColumn, FittedDate, FittedNumber } from './fitted-recipe.ts'
import { inputCount, unknownCode } from './fitted-recipe.ts'

/** A column of a table beside what was fitted for it; both of the same kind. */
export interface EncodedColumn {
  fitted: FittedColumn
  column: Column
}

/** `inputs[r]` of `rows[r]`, row-major, one number per fitted input, float32. */
export function encodeRows(columns: readonly EncodedColumn[], rows: Int32Array): Float32Array<ArrayBuffer> {
  const width = columns.reduce((sum, { fitted }) => sum + inputCount(fitted), 0)
  const inputs = new Float32Array(rows.length * width)
  let offset = 0
  const writers = columns.map(({ fitted, column }) => {
    const writer = writerOf(fitted, column, offset, width)
    offset += inputCount(fitted)
    return writer
  })
  // In blocks that stay in the processor's cache, because a column at a time walks through the whole matrix.
  for (let from = 0; from < rows.length; from += blockRows) {
    const to = Math.min(rows.length, from + blockRows)
    for (const write of writers) write(rows, from, to, inputs)
  }
  return inputs
}

const blockRows = 1024
const largestFloat32 = 3.4028234663852886e38

type BlockWriter = (rows: Int32Array, from: number, to: number, inputs: Float32Array) => void

function writerOf(fitted: FittedColumn, column: Column, offset: number, width: number): BlockWriter {
  switch (fitted.kind) {
    case 'number':
      if (column.kind === 'number') return numberWriter(fitted, column.values, offset, width)
      break
    case 'date':
      if (column.kind === 'number') return dateWriter(fitted, column.values, offset, width)
      break
    case 'category':
      if (column.kind === 'category' && fitted.encoding === 'codes') return codeWriter(codesOfValues(fitted, column.dictionary), missingCode(fitted), column.codes, offset, width)
      if (column.kind === 'category') return categoryWriter(slotsOf(fitted, column.dictionary), missingSlot(fitted), column.codes, offset, width)
      break
    default:
      return fitted satisfies never
  }
  throw new Error(`column ${fitted.column} is not of the kind it was fitted as`)
}

function numberWriter(fitted: FittedNumber, values: Numbers, offset: number, width: number): BlockWriter {
  const { center, scale, fill, indicator } = fitted
  return (rows, from, to, inputs) => {
    for (let at = from; at < to; at++) {
      const value = numberAt(values, rows[at] ?? 0)
      const missing = value - value !== 0
      const cell = at * width + offset
      inputs[cell] = withinFloat32(((missing ? fill : value) - center) / scale)
      if (indicator && missing) inputs[cell + 1] = 1
    }
  }
}

function dateWriter(fitted: FittedDate, values: Numbers, offset: number, width: number): BlockWriter {
  const { parts, fill, indicator } = fitted
  return (rows, from, to, inputs) => {
    for (let at = from; at < to; at++) {
      const value = numberAt(values, rows[at] ?? 0)
      const missing = value - value !== 0
      let cell = at * width + offset
      for (const { part, center, scale } of parts) inputs[cell++] = withinFloat32((datePartOf(missing ? fill : value, part) - center) / scale)
      if (indicator && missing) inputs[cell] = 1
    }
  }
}

function categoryWriter(slots: Int32Array, missing: number, codes: CategoryColumn['codes'], offset: number, width: number): BlockWriter {
  return (rows, from, to, inputs) => {
    for (let at = from; at < to; at++) {
      const code = codes[rows[at] ?? 0] ?? -1
      const slot = code < 0 ? missing : (slots[code] ?? -1)
      if (slot >= 0) inputs[at * width + offset + slot] = 1
    }
  }
}

function codeWriter(codeOf: Int32Array, missing: number, codes: CategoryColumn['codes'], offset: number, width: number): BlockWriter {
  return (rows, from, to, inputs) => {
    for (let at = from; at < to; at++) {
      const code = codes[rows[at] ?? 0] ?? -1
      inputs[at * width + offset] = code < 0 ? missing : (codeOf[code] ?? missing)
    }
  }
}

/** The code of each dictionary value. */
function codesOfValues(fitted: FittedCategory, dictionary: readonly string[]): Int32Array {
  const known = new Map(fitted.categories.map((value, code) => [value, code]))
  return Int32Array.from(dictionary, (value) => known.get(value) ?? unknownCode(fitted))
}

function missingCode(fitted: FittedCategory): number {
  if (fitted.missingInput) return fitted.categories.length
  const filled = fitted.fill === null ? -1 : fitted.categories.indexOf(fitted.fill)
  return filled < 0 ? unknownCode(fitted) : filled
}

/** The input of each dictionary value, counted within the column; -1: none of them. */
function slotsOf(fitted: FittedCategory, dictionary: readonly string[]): Int32Array {
  const known = new Map(fitted.categories.map((value, slot) => [value, slot]))
  const otherwise = fitted.unseenInput ? fitted.categories.length : -1
  return Int32Array.from(dictionary, (value) => known.get(value) ?? otherwise)
}

function missingSlot(fitted: FittedCategory): number {
  if (fitted.missingInput) return fitted.categories.length + (fitted.unseenInput ? 1 : 0)
  return fitted.fill === null ? -1 : fitted.categories.indexOf(fitted.fill)
}

/** Beyond float32 a number would become infinite and the loss with it. */
export function withinFloat32(value: number): number {
  return Math.max(-largestFloat32, Math.min(largestFloat32, value))
}
