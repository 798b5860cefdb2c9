/** A collected column to its type, its summary and its place in shared memory. */
import type { ColumnSummary } from '#contract/dataset.ts'
import type { Column } from '#engine/table/table.ts'
import { formOfType, type ColumnCollector, type ColumnForm, type Conventions } from './column-collector.ts'
import type { CollectedColumn } from './collect-columns.ts'
import type { ColumnTally } from './column-tally.ts'
import { dateText } from './date-grammar.ts'
import { decideNumber, decideText, formOfTally, type KnownConventions, type TypeDecision } from './decide-type.ts'
import type { SharedPool } from './growing-column.ts'
import { limits } from './limits.ts'
import { summarizeCodes, summarizeNumbers, type ValueSummary } from './summarize-column.ts'

export interface FinishedColumn {
  column: Column
  summary: ColumnSummary
  tally: ColumnTally
  conventions: KnownConventions
  /** Values that share the last entry of the dictionary. */
  merged: number
}

/** How a column must be read once more, or null where the first reading is enough. */
export function toReread({ chosen, collector }: CollectedColumn, known: KnownConventions): { form: ColumnForm; conventions: Conventions } | null {
  const { tally } = collector
  const form = chosen ? formOfType(chosen) : formOfTally(tally, known)
  const conventions = { decimalMark: known.decimalMark ?? '.', dateOrder: known.dateOrder ?? 'dayFirst' } as const
  const marked = form === 'numbers' && (tally.written.count > 0 || (conventions.decimalMark === ',' && tally.pointGroups > 0))
  const ordered = form === 'days' && (tally.notInOrder.dayFirst.count > 0 || (conventions.dateOrder !== 'dayFirst' && tally.eitherOrder.count > 0))
  if (collector.form === null && !collector.broken) return null
  return collector.form === form && !marked && !ordered ? null : { form, conventions }
}

/** Where a column of numbers turns out to name rows: its spelling, which numbers do not keep, must be read. */
export function isIdentifierByNumbers({ chosen, collector, name }: CollectedColumn, index: number, columns: number): boolean {
  if (chosen || collector.form !== 'numbers' || collector.tally.plainIntegers !== collector.tally.numbers) return false
  return decideByNumbers(name, index, columns, collector).type === 'identifier'
}

function decideByNumbers(name: string, index: number, columns: number, collector: ColumnCollector): TypeDecision {
  const { values, countsUp } = settled(collector)
  const distinct = countsUp ? values.length : new Set(values.filter((value) => value === value)).size
  return decideNumber({ name, index, columns, tally: collector.tally, distinct, countsUp })
}

export function finishColumn(
  { name, chosen, collector }: CollectedColumn,
  conventions: KnownConventions,
  reread: ColumnCollector | undefined,
  index: number,
  columns: number,
  rows: number,
  pool: SharedPool,
): FinishedColumn {
  const { tally } = collector
  const values = reread ?? collector
  const base = { name, index, typeChosen: chosen !== null }
  if (values.form === 'numbers' || values.form === 'days') {
    const type = values.form === 'days' ? 'date' : 'number'
    const floats = pool.floats(rows)
    values.values.moveTo(floats)
    const summary = summarizeNumbers(floats, type === 'date' ? dateText : String)
    const typeReason = chosen ? { key: 'chosen' } : type === 'date' ? { key: 'allDates', count: summary.present } : { key: 'allNumbers', count: summary.present }
    return { column: { kind: 'number', name, type, values: floats }, summary: { ...base, type, typeReason, ...shared(summary, rows) }, tally, conventions, merged: 0 }
  }
  const codes = pool.integers(rows)
  if (values.form === 'codes') values.codes.moveTo(codes)
  else codes.fill(-1)
  const { dictionary } = values
  const summary = summarizeCodes(codes, dictionary.size, (code) => dictionary.text(code))
  // Read again as text although all are numbers: they name rows. A dictionary that ran full cannot tell that any more.
  const named = reread !== undefined && formOfTally(tally, conventions) === 'numbers'
  const decision = chosen ? { type: chosen, reason: { key: 'chosen' } } : named ? decideByNumbers(name, index, columns, collector) : decideCodes(name, tally, conventions, summary, dictionary)
  const kept = keepEntries(codes, dictionary, summary)
  const common = { ...base, type: decision.type, typeReason: decision.reason, ...shared(summary, rows) }
  if (decision.type === 'number' || decision.type === 'date') {
    return { column: { kind: 'number', name, type: decision.type, values: pool.floats(rows).fill(NaN) }, summary: common, tally, conventions, merged: 0 }
  }
  return { column: { kind: 'category', name, type: decision.type, codes, dictionary: kept.entries }, summary: common, tally, conventions, merged: kept.merged }
}

function decideCodes(name: string, tally: ColumnTally, conventions: KnownConventions, { present, distinct }: ValueSummary, dictionary: ColumnCollector['dictionary']): TypeDecision {
  const values = Array.from({ length: Math.min(dictionary.size, 2000) }, (_, code) => dictionary.text(code))
  return decideText({ name, tally, conventions, present, distinct, values })
}

function shared(summary: ValueSummary, rows: number): Pick<ColumnSummary, 'present' | 'missing' | 'distinct' | 'numeric' | 'top' | 'constant'> {
  return {
    present: summary.present,
    missing: rows - summary.present,
    distinct: summary.distinct,
    numeric: summary.numeric,
    top: summary.top,
    constant: summary.present > 0 && summary.distinct === 1,
  }
}

/** A column of millions of different texts would be gigabytes of strings: beyond a limit they share one entry. */
function keepEntries(codes: Int32Array, dictionary: ColumnCollector['dictionary'], summary: ValueSummary): { entries: string[]; merged: number } {
  const size = Math.min(dictionary.size, limits.textDictionaryEntries)
  const entries = Array.from({ length: size }, (_, code) => dictionary.text(code))
  if (summary.distinct <= size) return { entries, merged: 0 }
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    if (code < -1 || code >= size) codes[row] = size
  }
  entries.push('…')
  return { entries, merged: summary.distinct - size }
}

function settled(collector: ColumnCollector): { values: Float64Array; countsUp: boolean } {
  const values = collector.values.copy(new Float64Array(collector.values.length))
  const first = values[0] ?? NaN
  return { values, countsUp: (first === 0 || first === 1) && values.every((value, row) => value === first + row) }
}
