/** The figure of a run as its sentence writes it: no more digits than its range supports. */
import type { Language } from '../language.ts'
import type { RunSummary } from '../run.ts'
import { inHundred, rangeInHundred, shareDecimals } from './in-hundred.ts'
import { formatCount, formatNumber } from './numbers.ts'
import { formatMiss, formatMissRange } from './sentence-numbers.ts'

type Figure = NonNullable<RunSummary['figure']>

/** The number alone. */
export function formatFigure({ kind, value, low, high }: Figure): string {
  const known = low !== undefined && high !== undefined
  if (kind === 'meanAbsoluteError') return known ? formatMiss(value, { value, low, high }) : formatNumber(value)
  return known ? inHundred(value / 100, shareDecimals({ low: low / 100, high: high / 100 })) : formatCount(value)
}

/** "91–99", or "91 to 99" in a sentence; '' where the range is not known. */
export function formatFigureRange({ kind, value, low, high }: Figure, language: Language, place: 'sentence' | 'table' = 'table'): string {
  if (low === undefined || high === undefined) return ''
  if (kind === 'meanAbsoluteError') return formatMissRange({ value, low, high }, language, place)
  const share = { low: low / 100, high: high / 100 }
  return rangeInHundred(share, shareDecimals(share), language, place)
}
