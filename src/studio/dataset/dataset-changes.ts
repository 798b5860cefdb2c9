/** What is different in a newer file of the same shape. Codes and facts only; the words are in the contract. */
import type { ColumnSummary, DatasetView, Finding } from '#contract/dataset.ts'
import type { CategoryColumn, Table } from '#engine/table/table.ts'
import { dateText } from './date-grammar.ts'
import { keyOfUnit } from './units-of-measure.ts'

export interface ReadFile {
  view: DatasetView
  table: Table
}

export function datasetChanges(before: ReadFile, after: ReadFile): Finding[] {
  const earlier = new Map(before.view.columns.map((column) => [column.name, column]))
  const names = new Set(after.view.columns.map(({ name }) => name))
  return [
    { code: 'changed.rows', severity: 'note', count: after.view.rows, readAs: String(before.view.rows) },
    ...before.view.columns.filter(({ name }) => !names.has(name)).map(({ name }): Finding => ({ code: 'changed.columnMissing', severity: 'attention', column: name })),
    ...after.view.columns.flatMap((column) => {
      const known = earlier.get(column.name)
      return known === undefined ? [{ code: 'changed.columnNew', severity: 'note' as const, column: column.name }] : columnChanges(known, column, before.table, after.table)
    }),
  ]
}

function columnChanges(before: ColumnSummary, after: ColumnSummary, tableBefore: Table, tableAfter: Table): Finding[] {
  const column = after.name
  if (before.type !== after.type) return [{ code: 'changed.type', severity: 'attention', column }]
  const categories = newCategories(categoriesOf(tableBefore, column), categoriesOf(tableAfter, column))
  const [first] = categories
  const { unit, was } = { unit: after.unit ?? '', was: before.unit ?? '' }
  if (unit !== '' && was !== '' && keyOfUnit(unit) !== keyOfUnit(was)) return [{ code: 'changed.unit', severity: 'attention', column, value: unit, readAs: was }]
  const findings: Finding[] = first === undefined ? [] : [{ code: 'changed.categoryNew', severity: 'attention', column, count: categories.length, value: first }]
  if (before.numeric === null || after.numeric === null) return findings
  const text = (value: number): string => (after.type === 'date' ? dateText(value) : String(value))
  if (after.numeric.min < before.numeric.min) findings.push({ code: 'changed.below', severity: 'note', column, value: text(after.numeric.min), readAs: text(before.numeric.min) })
  if (after.numeric.max > before.numeric.max) findings.push({ code: 'changed.above', severity: 'note', column, value: text(after.numeric.max), readAs: text(before.numeric.max) })
  return findings
}

/** Texts and identifiers are new in every file, which says nothing. */
function categoriesOf({ columns }: Table, name: string): CategoryColumn['dictionary'] {
  const column = columns.find((one) => one.name === name)
  return column?.kind === 'category' && (column.type === 'category' || column.type === 'boolean') ? column.dictionary : []
}

function newCategories(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before)
  return known.size === 0 ? [] : after.filter((value) => !known.has(value))
}
