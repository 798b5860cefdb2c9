/** A fitted recipe on rows it was not fitted on: a whole table matched by column name, or one row that a person typed. */
import type { RowPrediction } from '#contract/prediction.ts'
import { StudioError } from '#contract/errors.ts'
import { lengthOf, numberAt } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '#engine/table/table.ts'
import { asCategory } from './cast-column.ts'
import { isoDateOf } from './date-parts.ts'
import { encodeRows } from './encode.ts'
import type { FittedCategory, FittedColumn, FittedDate, FittedMaking, FittedNumber, FittedRecipe } from './fitted-recipe.ts'
import { sourcesOf } from './fitted-recipe.ts'
import { workSteps } from './work-steps.ts'
import { parseDate, parseNumber } from './parse-cell.ts'

export type NoteOfCell = RowPrediction['notes'][number]

/** Cells of one column that the run did not learn from, counted, with the first of them. */
export interface ColumnNote {
  column: string
  note: NoteOfCell['note']
  count: number
  /** Data row of the first one, from 1, and its cell; null where it is missing. */
  row: number
  value: string | null
}

/** Which of the run's columns a table has. Extra columns are no fault. */
export function matchColumns(fitted: FittedRecipe, table: Table): { matched: { column: string; found: boolean }[]; extra: string[] } {
  const names = new Set(table.columns.map(({ name }) => name))
  const needed = new Set(sourcesOf(fitted).map(({ column }) => column))
  return {
    matched: sourcesOf(fitted).map(({ column }) => ({ column, found: names.has(column) })),
    extra: table.columns.map(({ name }) => name).filter((name) => !needed.has(name)),
  }
}

/**
 * The inputs of all rows of `table`, row-major, one number per `fitted.inputs`. Columns are found by name, wherever they
 * stand; a column read as another type is read again cell by cell. Missing cells are filled as in training.
 *
 * @throws StudioError 'predict.columnMissing' with the first missing column
 */
export function applyFitted(fitted: FittedRecipe, table: Table): { inputs: Float32Array<ArrayBuffer>; notes: ColumnNote[] } {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const notes: ColumnNote[] = []
  const sources = sourcesOf(fitted).map((own) => {
    const column = byName.get(own.column)
    if (column === undefined) throw new StudioError('predict.columnMissing', { column: own.column })
    if (own.kind === 'category') {
      const asCategory = toCategory(column)
      noteCategories(own, asCategory, notes)
      return { fitted: own, column: asCategory }
    }
    const { numbers, illegible } = toNumbers(column, own)
    noteNumbers(own, numbers, illegible, notes)
    return { fitted: own, column: numbers }
  })
  const columns = fitted.made === null ? sources : madeOf(fitted.columns, fitted.made, { rows: table.rows, columns: sources.map(({ column }) => column) })
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  return { inputs: encodeRows(columns, rows), notes }
}

/**
 * The inputs of one row given as text. A column that is absent, null or blank is missing.
 * Notes stand in the order of the columns, at most one each.
 */
export function applyFittedToRow(fitted: FittedRecipe, values: readonly { column: string; value: string | null }[]): { inputs: Float32Array<ArrayBuffer>; notes: NoteOfCell[] } {
  const typed = new Map(values.map(({ column, value }) => [column, value]))
  const columns = sourcesOf(fitted).map((own): Column => {
    const value = typed.get(own.column) ?? null
    const blank = value === null || value.trim() === ''
    // Spaces around what was typed count only where the file itself has such a value.
    const cell = value === null || (own.kind === 'category' && own.categories.includes(value)) ? value : value.trim()
    return { kind: 'category', name: own.column, type: 'text', codes: Int32Array.of(blank ? -1 : 0), dictionary: blank || cell === null ? [] : [cell] }
  })
  const { inputs, notes } = applyFitted(fitted, { rows: 1, columns })
  return { inputs, notes: notes.map(({ column, note, value }) => ({ column, note, value })) }
}

/** Network outputs for regression in the target's own unit. */
export function toTargetUnit(fitted: FittedRecipe, output: number): number {
  return output * fitted.target.scale + fitted.target.mean
}

/** Columns in use, made of the file's by the steps of training. */
function madeOf(wanted: readonly FittedColumn[], { steps, learned }: FittedMaking, sources: Table): { fitted: FittedColumn; column: Column }[] {
  const known = new Map(learned.map((own) => [own.id, own.learned]))
  const made = new Map(workSteps(sources, steps, ({ id }) => known.get(id) ?? null).table.columns.map((column) => [column.name, column]))
  return wanted.map((fitted) => {
    const column = made.get(fitted.column)
    if (column === undefined) throw new Error(`no step makes ${fitted.column}`)
    return { fitted, column: fitted.kind === 'category' ? toCategory(column) : toNumbers(column, fitted).numbers }
  })
}

/** The cell of a row that has one but not a legible one; null elsewhere. */
type Illegible = (row: number) => string | null

function toNumbers(column: Column, fitted: FittedNumber | FittedDate): { numbers: NumberColumn; illegible: Illegible } {
  const type = fitted.kind
  if (column.kind === 'number') {
    if (column.type === type) return { numbers: column, illegible: () => null }
    // A date read as a plain number is no date, and the other way round.
    const cell = (row: number): string | null => {
      const value = numberAt(column.values, row)
      return Number.isNaN(value) ? null : column.type === 'date' ? isoDateOf(value) : String(value)
    }
    return { numbers: { ...column, type, values: new Float64Array(lengthOf(column.values)).fill(NaN) }, illegible: cell }
  }
  const read = Float64Array.from(column.dictionary, (cell) => (fitted.kind === 'date' ? parseDate(cell) : parseNumber(cell, fitted.unit)))
  const values = Float64Array.from(column.codes, (code) => read[code] ?? NaN)
  const illegible = (row: number): string | null => (Number.isFinite(values[row]) ? null : (column.dictionary[column.codes[row] ?? -1] ?? null))
  return { numbers: { kind: 'number', name: column.name, type, values }, illegible }
}

function toCategory(column: Column): CategoryColumn {
  return column.kind === 'category' ? column : asCategory(column)
}

function noteNumbers(fitted: FittedNumber | FittedDate, { values }: NumberColumn, illegible: Illegible, notes: ColumnNote[]): void {
  const missing = newNote(fitted.column, 'missing')
  const outside = newNote(fitted.column, 'outside')
  const unread = newNote(fitted.column, fitted.kind === 'date' ? 'notADate' : 'notANumber')
  const { range } = fitted
  for (let row = 0; row < lengthOf(values); row++) {
    const value = numberAt(values, row)
    const cell = illegible(row)
    if (cell !== null) addTo(unread, row, cell)
    else if (!Number.isFinite(value)) addTo(missing, row, null)
    else if (range !== null && (value < range.min || value > range.max)) addTo(outside, row, fitted.kind === 'date' ? isoDateOf(value) : String(value))
  }
  notes.push(...[unread, missing, outside].filter(({ count }) => count > 0))
}

function noteCategories(fitted: FittedCategory, { codes, dictionary }: CategoryColumn, notes: ColumnNote[]): void {
  const missing = newNote(fitted.column, 'missing')
  const unseen = newNote(fitted.column, 'unseen')
  const known = new Set([...fitted.categories, ...fitted.others])
  const isKnown = dictionary.map((value) => known.has(value))
  codes.forEach((code, row) => {
    // A gap that the training rows had too is an answer like any other.
    if (code < 0 && !fitted.missingInput) addTo(missing, row, null)
    else if (code >= 0 && isKnown[code] !== true) addTo(unseen, row, dictionary[code] ?? '')
  })
  notes.push(...[missing, unseen].filter(({ count }) => count > 0))
}

function newNote(column: string, note: NoteOfCell['note']): ColumnNote {
  return { column, note, count: 0, row: 0, value: null }
}

function addTo(note: ColumnNote, row: number, value: string | null): void {
  if (note.count === 0) {
    note.row = row + 1
    note.value = value
  }
  note.count++
}

/** What each column must be read as in a new file, and in which unit, so that it is read as in training. */
export function typesOf(fitted: FittedRecipe): { column: string; type: FittedNumber['kind'] | FittedDate['kind'] | FittedCategory['type']; unit?: string }[] {
  return sourcesOf(fitted).map((own: FittedColumn) => ({
    column: own.column,
    type: own.kind === 'category' ? own.type : own.kind,
    ...(own.kind === 'number' && own.unit !== undefined ? { unit: own.unit } : {}),
  }))
}
