/** The cells of one sheet, row by row, while its XML is read. Knows nothing of tables. */
import type { Cell } from './csv-table.ts'
import { columnNumber } from './cell-range.ts'
import { serialText, type NumberKind } from './number-formats.ts'
import { readXml } from './xml-elements.ts'

export interface WorkbookFacts {
  strings: readonly string[]
  /** Kind of a number by the style of its cell. */
  kinds: readonly NumberKind[]
  from1904: boolean
}

export interface SheetRow {
  /** From 1. */
  number: number
  /** By column, from 1; absent or null where empty. */
  cells: Cell[]
}

/** What was met on the way that a table does not show. */
export interface SheetNotes {
  errors: { count: number; first: string; value: string }
  /** Formulas whose result the file does not hold. */
  formulas: { count: number; first: string }
  merged: { count: number; first: string }
}

/** Calls `onRow` for every row with a value in it. */
export async function readSheetRows(chunks: AsyncIterable<Uint8Array>, facts: WorkbookFacts, onRow: (row: SheetRow) => void, afterChunk: (bytes: number) => void): Promise<SheetNotes> {
  const notes: SheetNotes = { errors: { count: 0, first: '', value: '' }, formulas: { count: 0, first: '' }, merged: { count: 0, first: '' } }
  let row: SheetRow = { number: 0, cells: [] }
  let column = 0
  let place = ''
  let type = ''
  let style = 0
  let text = ''
  let reading = false
  let phonetic = 0
  let hasValue = false
  let hasFormula = false

  function withoutResult(): null {
    if (hasFormula && notes.formulas.count++ === 0) notes.formulas.first = place
    return null
  }

  function cell(): Cell {
    if (!hasValue) return withoutResult()
    switch (type) {
      case 's':
        return facts.strings[Number(text)] ?? null
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE'
      case 'e':
        if (notes.errors.count++ === 0) Object.assign(notes.errors, { first: place, value: text })
        return null
      case 'str':
      case 'inlineStr':
        return text
      case 'd':
        return text.replace(/T00:00:00(\.0+)?Z?$/, '')
      default: {
        const number = Number(text)
        if (text.trim() === '') return withoutResult()
        if (Number.isNaN(number)) return text
        return (facts.kinds[style] ?? 'number') === 'number' ? String(number) : serialText(number, facts.from1904)
      }
    }
  }

  await readXml(
    chunks,
    {
      open(name, attributes) {
        switch (name) {
          case 'row':
            row = { number: Number(attributes['r'] ?? row.number + 1), cells: [] }
            column = 0
            break
          case 'c':
            place = attributes['r'] ?? ''
            column = place === '' ? column + 1 : columnNumber(place.replace(/\d+$/, ''))
            type = attributes['t'] ?? 'n'
            style = Number(attributes['s'] ?? 0)
            text = ''
            hasValue = hasFormula = false
            break
          case 'v':
          case 't':
            reading = phonetic === 0
            hasValue ||= reading
            break
          case 'f':
            hasFormula = true
            break
          case 'rPh':
            phonetic++
            break
          case 'mergeCell':
            if (notes.merged.count++ === 0) notes.merged.first = attributes['ref'] ?? ''
            break
        }
      },
      text(piece) {
        if (reading) text += piece
      },
      close(name) {
        switch (name) {
          case 'v':
          case 't':
            reading = false
            break
          case 'rPh':
            phonetic--
            break
          case 'c': {
            const value = cell()
            if (value !== null && value !== '') row.cells[column] = value
            break
          }
          case 'row':
            if (row.cells.length > 0) onRow(row)
            break
        }
      },
    },
    afterChunk,
  )
  return notes
}
