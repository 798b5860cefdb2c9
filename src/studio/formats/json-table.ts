/** JSON, JSON lines, and the ways pandas writes a table as one object, as text. Objects inside records become columns called a.b. */
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import { limits } from '../dataset/limits.ts'
import { writtenTable, writtenText, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { createCsvTable, type Cell } from './csv-table.ts'
import { jsonRecords, type JsonLayout } from './json-records.ts'
import { JsonNumber, jsonText, parseJson, type JsonValue } from './json-value.ts'

/**
 * null where it turns out to be no JSON. Of JSON lines, those that are broken are left out and told, unless most are. Throws `file.format` with the line, `file.headerOnly`, `file.tooLarge`.
 */
export function convertJson(job: ConversionJob, totalBytes: number, onProgress: OnProgress): Conversion | null {
  const { fileName } = job
  const first = survey(job)
  if (first === null) return null
  const target = path.join(job.scratch, 'table.csv')
  const names = [...first.names.keys()]
  const table = createCsvTable(target, fileName, first.lists ? first.width : names.length, (rows) => onProgress({ bytes: Math.floor(totalBytes / 2), totalBytes, rows }))
  try {
    if (!first.lists) table.row(names)
    for (const value of first.whole ?? valuesOf(job)) table.row(Array.isArray(value) ? value.map(cellOf) : cellsOf(value, first.names))
  } finally {
    table.close()
  }
  return {
    path: target,
    source: { format: 'json', packing: null, parts: [], range: null },
    reading: first.lists ? writtenText : writtenTable,
    findings: [
      ...(first.broken.count === 0 ? [] : [{ code: 'recordsBroken', severity: 'attention' as const, line: first.broken.lines[0] ?? 1, ...first.broken }]),
      ...(first.layout.cutOff ? [{ code: 'sourceCutOff', severity: 'attention' as const }] : []),
      ...(first.listColumn === null ? [] : [{ code: 'listsAsText', severity: 'note' as const, value: first.listColumn }]),
    ],
  }
}

interface Survey {
  layout: JsonLayout
  /** Columns in order of appearance, each with its place. */
  names: Map<string, number>
  records: number
  /** Rows are lists without names; of how many cells at most. */
  lists: boolean
  width: number
  /** Lines that are no JSON, among others that are. */
  broken: { count: number; lines: number[] }
  /** A column with a list in one of its cells. */
  listColumn: string | null
  /** Records that do not stand as such in the file. */
  whole: JsonValue[] | null
}

function survey(job: ConversionJob): Survey | null {
  const found: Survey = { layout: { list: false, cutOff: false, bytesRead: 0 }, names: new Map(), records: 0, lists: false, width: 0, broken: { count: 0, lines: [] }, listColumn: null, whole: null }
  let only: JsonValue | undefined
  for (const { text, line } of jsonRecords(job.path, job.fileName, found.layout)) {
    let value: JsonValue
    try {
      value = parseJson(text)
    } catch {
      if (found.records === 0) return null
      if (found.layout.list) throw new StudioError('file.format', { file: job.fileName, problem: 'json', line })
      found.broken.count++
      if (found.broken.lines.length < limits.listedLines) found.broken.lines.push(line)
      continue
    }
    found.records++
    only = found.records === 1 ? value : undefined
    look(found, value)
  }
  const [line] = found.broken.lines
  if (line !== undefined && found.broken.count > found.records) throw new StudioError('file.format', { file: job.fileName, problem: 'json', line })
  if (found.records === 0) throw found.layout.cutOff ? new StudioError('file.format', { file: job.fileName, problem: 'damaged' }) : new StudioError('file.empty', { file: job.fileName })
  const whole = !found.layout.list && only instanceof Map ? recordsInside(only) : null
  if (whole === null) return found
  const other: Survey = { ...found, names: new Map(), records: whole.length, lists: false, width: 0, listColumn: null, whole }
  for (const value of whole) look(other, value)
  return other
}

function look(found: Survey, value: JsonValue): void {
  if (Array.isArray(value)) {
    found.lists = true
    found.width = Math.max(found.width, value.length)
    return
  }
  for (const [name, item] of leaves(value)) {
    if (!found.names.has(name)) found.names.set(name, found.names.size)
    if (Array.isArray(item)) found.listColumn ??= name
  }
  found.width = Math.max(found.width, found.names.size)
}

function* valuesOf(job: ConversionJob): Generator<JsonValue> {
  for (const { text } of jsonRecords(job.path, job.fileName, { list: false, cutOff: false, bytesRead: 0 })) {
    let value: JsonValue
    try {
      value = parseJson(text)
    } catch {
      // The survey has told its line.
      continue
    }
    yield value
  }
}

function cellsOf(value: JsonValue, names: ReadonlyMap<string, number>): Cell[] {
  const cells: Cell[] = []
  for (const [name, item] of leaves(value)) cells[names.get(name) ?? 0] = cellOf(item)
  return cells
}

/** What becomes a cell of its own, with the name of its column. */
function* leaves(value: JsonValue, name = ''): Generator<[string, JsonValue]> {
  if (!(value instanceof Map)) {
    yield [name === '' ? 'value' : name, value]
    return
  }
  for (const [key, item] of value) {
    const path = name === '' ? key : `${name}.${key}`
    if (item instanceof Map && item.size > 0) yield* leaves(item, path)
    else yield [path, item instanceof Map ? null : item]
  }
}

function cellOf(value: JsonValue): Cell {
  if (value === null || typeof value === 'string') return value
  if (value instanceof JsonNumber) return value.text
  return typeof value === 'boolean' ? String(value) : jsonText(value)
}

/**
 * The table in a single object: pandas' `split` and `table`, columns by name (lists, or objects by row), or one list of
 * records under some name, as many services answer. null: the object is one record.
 */
function recordsInside(object: Map<string, JsonValue>): JsonValue[] | null {
  const { columns, data } = { columns: object.get('columns'), data: object.get('data') }
  if (Array.isArray(columns) && Array.isArray(data)) return data.map((row) => new Map(columns.map((name, at) => [String(cellOf(name)), Array.isArray(row) ? (row[at] ?? null) : null])))
  const lists = [...object].filter(([, item]) => Array.isArray(item))
  const [records] = lists.filter(([, item]) => Array.isArray(item) && item.length > 0 && item.every((one) => one instanceof Map))
  if (records !== undefined && lists.length === 1 && Array.isArray(records[1])) return records[1]
  const entries = [...object]
  if (entries.length > 0 && lists.length === entries.length) {
    const length = Math.max(...entries.map(([, item]) => (Array.isArray(item) ? item.length : 0)))
    return Array.from({ length }, (_, row) => new Map(entries.map(([name, item]) => [name, Array.isArray(item) ? (item[row] ?? null) : null])))
  }
  if (entries.length > 0 && entries.every(([, item]) => item instanceof Map && [...item.keys()].every((key) => /^\d+$/.test(key)))) {
    const rows = new Set(entries.flatMap(([, item]) => (item instanceof Map ? [...item.keys()] : [])))
    return [...rows].map((row) => new Map(entries.map(([name, item]) => [name, item instanceof Map ? (item.get(row) ?? null) : null])))
  }
  return null
}
