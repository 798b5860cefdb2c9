/** What the answer says about the row that was asked: which note belongs under which field. Pure. */
import type { PredictionField, RowPrediction } from '#contract/prediction.ts'
import type { RowValues } from '#renderer/stores/row-prediction.ts'
import { markerOf, valueOf } from './field-scale.ts'

export type FieldNote = RowPrediction['notes'][number]

/** A gap is filled as in training, which is no reason to doubt; everything else is. */
export function isDoubt({ note }: FieldNote): boolean {
  return note !== 'missing'
}

/** The note under each field; the studio says at most one about each. One that a new value has made untrue is left out at once. */
export function notesByField(notes: readonly FieldNote[], fields: readonly PredictionField[], values: RowValues): Map<string, FieldNote> {
  const byColumn = new Map(fields.map((field) => [field.column, field]))
  const stillTrue = (note: FieldNote): boolean => {
    const field = byColumn.get(note.column)
    return field !== undefined && holds(note, field, values.get(note.column) ?? null)
  }
  return new Map(notes.filter(stillTrue).map((note) => [note.column, note]))
}

function holds({ note }: FieldNote, field: PredictionField, text: string | null): boolean {
  const { range, categories } = field
  const blank = text === null || text.trim() === ''
  const value = valueOf(text, field)
  switch (note) {
    case 'missing':
      return blank
    case 'outside':
      return value !== null && (range === null || markerOf(value, range).side !== 'within')
    case 'unseen':
      return !blank && !(categories ?? []).includes(text)
    case 'notANumber':
    case 'notADate':
      return !blank && value === null
    default:
      return note satisfies never
  }
}

/** Whether the form still is the row it started from. */
export function isStartRow(values: RowValues, fields: readonly { column: string; start: string | null }[]): boolean {
  return fields.every(({ column, start }) => (values.get(column) ?? '') === (start ?? ''))
}
