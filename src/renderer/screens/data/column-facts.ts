/** What the head of a column says under its name: its type or unit, how many values it has, the share that is missing. */
import type { ColumnSummary } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import { formatCount, formatShare } from '#contract/wording/numbers.ts'

export function columnFacts(column: ColumnSummary, t: (key: string, params: Record<string, unknown>) => string, language: Language): string {
  const rows = column.present + column.missing
  return [
    column.unit === undefined ? t(`data.type.${column.type}`, {}) : t('data.table.numberIn', { unit: column.unit }),
    ...(column.constant ? [t('data.table.constant', {})] : column.type === 'category' || column.type === 'text' ? [t('data.table.distinct', { count: formatCount(column.distinct) })] : []),
    ...(column.missing > 0 && rows > 0 ? [t('data.table.missingShare', { share: formatShare(column.missing / rows, language) })] : []),
  ].join(language === 'zh-CN' ? '，' : ', ')
}
