/** What can be done about a finding of reading: each step is an edit of the plan. Knows no markup. */
import { type DateOrder, type DecimalMark, encodings, type Finding } from '#contract/dataset.ts'
import { dateOrders } from '#contract/notation.ts'
import type { useReading } from './use-reading.ts'

export interface FindingStep {
  key: string
  params?: Record<string, string>
  act: () => void
}

type Reading = ReturnType<typeof useReading>

export function stepsFor({ code, column, value, severity, count = 1 }: Finding, { choose, setType, treatMissing, countsAsMissing }: Reading): FindingStep[] {
  const missing = (key: string): FindingStep[] => (value === undefined || countsAsMissing(value) ? [] : [{ key, params: { value }, act: () => treatMissing(value) }])
  const typed = (key: string, type: Parameters<Reading['setType']>[1], order?: DateOrder): FindingStep[] => (column === undefined ? [] : [{ key, act: () => setType(column, type, order) }])
  switch (code) {
    case 'markerNotInForce':
      return missing('treatMissing')
    case 'almostNumbers':
      return count === 1 ? missing('treatMissing') : [...missing('treatValueMissing'), ...typed('asNumbers', 'number')]
    case 'almostDates':
      return count === 1 ? missing('treatMissing') : [...missing('treatValueMissing'), ...typed('asDates', 'date')]
    case 'encodingGuessed': {
      const encoding = encodings.find((one) => one === value)
      return encoding === undefined ? [] : [{ key: 'encodingRight', act: () => choose('encoding', { encoding }) }]
    }
    case 'linesLikeRows':
      return [{ key: 'quotesAsText', act: () => choose('quote', { quote: '' }) }]
    case 'dateOrderUnknown':
    case 'dateOrderContradictory':
    case 'dateOrderAssumed':
      return dateOrders.filter((order) => order !== 'yearFirst' || mayBeginWithYear(value)).flatMap((order) => typed(order, 'date', order))
    case 'decimalMarkUnknown':
    case 'decimalMarkAssumed':
      return (['.', ','] as const).map((mark) => ({ key: 'markIs', params: { value: value ?? '', number: readAs(value ?? '', mark) }, act: () => choose('decimalMark', { decimalMark: mark }) }))
    case 'converted.unit':
    case 'converted.fullWidth':
    case 'unitLacking':
      return [...typed('confirm', 'number'), ...typed('keepText', 'text')]
    case 'converted.measured':
      return [...(severity === 'attention' ? typed('confirm', 'number') : []), ...typed('keepText', 'text')]
    case 'unitsMixed':
      return typed('asNumbers', 'number')
    default:
      return []
  }
}

/** 03/04/05 may, 03/04/2005 may not. */
function mayBeginWithYear(value = ''): boolean {
  return /^\d{2}[-/]\d{1,2}[-/]\d{2}(\D|$)/.test(value)
}

/** 1,234 under either mark, as the person would see it. */
function readAs(value: string, mark: DecimalMark): string {
  const digits = /\d[\d.,]*/.exec(value)?.[0] ?? ''
  return mark === '.' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.')
}
