/** What is odd about a field's value, in words. */
import type { Language } from '#contract/language.ts'
import type { PredictionField } from '#contract/prediction.ts'
import { formatCount, formatRange } from '#contract/wording/numbers.ts'
import { valueText } from '#renderer/screens/data/column-words.ts'
import type { FieldNote } from './field-notes.ts'

export function noteWords({ note, value }: FieldNote, { range, categories, type }: PredictionField, language: Language, t: (key: string, params: Record<string, unknown>) => string): string {
  switch (note) {
    case 'outside':
      return range === null ? t('predict.note.outsideUnknown', {}) : t('predict.note.outside', { range: formatRange(valueText(range.min, type), valueText(range.max, type), language) })
    case 'unseen':
      return t('predict.note.unseen', { value: value ?? '', count: formatCount(categories?.length ?? 0) })
    case 'missing':
    case 'notANumber':
    case 'notADate':
      return t(`predict.note.${note}`, {})
    default:
      return note satisfies never
  }
}
