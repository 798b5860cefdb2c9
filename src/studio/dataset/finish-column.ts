/** A collected column to its type, its summary and its place in shared memory. */
import type { ColumnSummary, ColumnType } from '#contract/dataset.ts'
import { firstNumbers, lengthOf, numberAt, type Numbers } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import type { ByteDictionary } from './byte-dictionary.ts'
import type { CollectedColumn, ColumnPlan } from './collect-columns.ts'
import { formOfType, type Conventions } from './column-collector.ts'
import type { ColumnTally } from './column-tally.ts'
import { dateText } from './date-grammar.ts'
import { decideNumber, decideText, formOfTally, type KnownConventions, type TypeDecision } from './decide-type.ts'
import { limits } from './limits.ts'
import { topValues, type NumberSummary } from './number-summary.ts'
import type { SharedPool } from './shared-pool.ts'
import { readMeasured } from './units-of-measure.ts'
import { summarizeCodes, type ValueSummary } from './summarize-column.ts'

export interface FinishedColumn {
  column: Column
  summary: ColumnSummary
  tally: ColumnTally
  conventions: KnownConventions
  /** Values that share the last entry of the dictionary. */
  merged: number
}

/** How a column must be read once more, or null where the first reading is enough. */
export function toReread({ chosen, tally, store, lost }: CollectedColumn, known: KnownConventions, rows: number): ColumnPlan | null {
  const form = chosen ? formOfType(chosen) : formOfTally(tally, known)
  const conventions = settled(known)
  if (tally.missing === rows) return null
  if (store.form !== form || lost > 0) return { form, conventions, scale: null, isShort: false }
  const marked = store.form === 'numbers' && store.conventions.decimalMark !== conventions.decimalMark && tally.written.count + tally.measured.count + tally.pointGroups + tally.notWithMark[','].count > 0
  const ordered = store.form === 'days' && store.conventions.dateOrder !== conventions.dateOrder && tally.notInOrder.dayFirst.count + tally.notInOrder.monthFirst.count + tally.notInOrder.yearFirst.count + tally.eitherOrder.count > 0
  const measured = store.form === 'numbers' && store.conventions.unit !== conventions.unit && tally.measured.count > 0
  return marked || ordered || measured ? { form, conventions, scale: null, isShort: false } : null
}

/** What is taken where nobody knows. */
export function settled({ decimalMark, dateOrder, unit }: KnownConventions): Conventions {
  return { decimalMark: decimalMark ?? '.', dateOrder: dateOrder ?? 'dayFirst', unit }
}

/** The numbers of a column that is kept as such, days since 1970 for dates; null for any other. */
export function numbersOf({ tally, store }: CollectedColumn, rows: number): Numbers | null {
  const areNumbers = (store.form === 'numbers' || store.form === 'days') && tally.missing < rows
  return areNumbers ? firstNumbers(store.values, rows) : null
}

/** `numbers`: what `numbersOf` gave, with its summary. */
export function finishColumn(
  { name, chosen, tally, store, dictionary }: CollectedColumn,
  conventions: KnownConventions,
  numbers: { values: Numbers; summary: NumberSummary } | null,
  index: number,
  columns: number,
  rows: number,
  pool: SharedPool,
): FinishedColumn {
  const base = { name, index, typeChosen: chosen !== null }
  if (numbers) {
    const { values, summary } = numbers
    const decision = decide(name, chosen, index, columns, tally, store.form, numbers)
    if (decision.type === 'identifier') return { ...finishIdentifier(base, decision, values, pool), tally, conventions }
    const type = decision.type === 'date' ? 'date' : 'number'
    const text = type === 'date' ? dateText : String
    const top = summary.top.map(({ value, count }) => ({ value: text(value), count }))
    const unit = type === 'number' ? unitOf(tally, conventions) : {}
    return { column: { kind: 'number', name, type, values, ...unit }, summary: { ...base, type, typeReason: decision.reason, ...unit, ...shared({ ...summary, top }, rows) }, tally, conventions, merged: 0 }
  }
  const codes = store.form === 'codes' ? store.codes.subarray(0, rows) : pool.integers(rows).fill(-1)
  const summary = summarizeCodes(codes, dictionary.size, (code) => dictionary.text(code))
  const decision = chosen ? { type: chosen, reason: { key: 'chosen' } } : decideCodes(name, tally, conventions, summary, dictionary)
  const common = { ...base, type: decision.type, typeReason: decision.reason, ...shared(summary, rows) }
  if (decision.type === 'number' || decision.type === 'date') {
    return { column: { kind: 'number', name, type: decision.type, values: pool.floats(rows).fill(NaN) }, summary: common, tally, conventions, merged: 0 }
  }
  const kept = keepEntries(codes, dictionary, summary)
  return { column: { kind: 'category', name, type: decision.type, codes, dictionary: kept.entries }, summary: common, tally, conventions, merged: kept.merged }
}

function decide(name: string, chosen: ColumnType | null, index: number, columns: number, tally: ColumnTally, form: string, { values, summary }: { values: Numbers; summary: NumberSummary }): TypeDecision {
  const type = form === 'days' ? 'date' : 'number'
  if (chosen) return { type, reason: { key: 'chosen' } }
  if (type === 'date') return { type, reason: { key: 'allDates', count: summary.present } }
  // What is written otherwise than the number is spelled, as 1,000, names no row.
  const decision = tally.written.count + tally.measured.count > 0 ? null : decideNumber({ name, index, columns, tally, distinct: summary.distinct, countsUp: countsUp(values) })
  if (decision?.type === 'identifier') return decision
  return { type, reason: { key: tally.measured.count > 0 ? 'allNumbersWithUnit' : 'allNumbers', count: summary.present } }
}

/** As the first cell with the unit spells it. */
function unitOf({ units }: ColumnTally, { unit }: KnownConventions): { unit?: string } {
  const spelled = unit === null ? undefined : readMeasured(units[unit]?.value ?? '')?.unit
  return spelled === undefined ? {} : { unit: spelled }
}

function countsUp(values: Numbers): boolean {
  const first = numberAt(values, 0)
  if (first !== 0 && first !== 1) return false
  for (let row = 0; row < lengthOf(values); row++) if (numberAt(values, row) !== first + row) return false
  return true
}

/** Numbers that turn out to name rows. All are different, and plain integers, so that each spells like the cell it was. */
function finishIdentifier(base: Pick<ColumnSummary, 'name' | 'index' | 'typeChosen'>, { reason }: TypeDecision, values: Numbers, pool: SharedPool): Omit<FinishedColumn, 'tally' | 'conventions'> {
  const rows = lengthOf(values)
  const codes = pool.integers(rows)
  const entries: string[] = []
  let present = 0
  for (let row = 0; row < rows; row++) {
    const value = numberAt(values, row)
    codes[row] = value === value ? Math.min(present++, limits.textDictionaryEntries) : -1
    if (value === value && entries.length < limits.textDictionaryEntries) entries.push(String(value))
  }
  const top = entries.slice(0, topValues).map((value) => ({ value, count: 1 }))
  const distinct = Math.min(present, limits.distinctValues)
  if (present > entries.length) entries.push('…')
  const summary = { present, distinct, numeric: null, top }
  return {
    column: { kind: 'category', name: base.name, type: 'identifier', codes, dictionary: entries },
    summary: { ...base, type: 'identifier', typeReason: reason, ...shared(summary, rows) },
    merged: Math.max(0, present - limits.textDictionaryEntries),
  }
}

function decideCodes(name: string, tally: ColumnTally, conventions: KnownConventions, { present, distinct }: ValueSummary, dictionary: ByteDictionary): TypeDecision {
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
function keepEntries(codes: Int16Array | Int32Array, dictionary: ByteDictionary, summary: ValueSummary): { entries: string[]; merged: number } {
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
