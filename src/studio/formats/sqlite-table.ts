/** One table of an SQLite database as text. The database runs in WebAssembly on a copy in memory: nothing in it reaches this computer. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import initSqlJs from 'sql.js'
import { StudioError } from '#contract/errors.ts'
import { numberText } from './cell-texts.ts'
import { largeFirst, partOf, writtenTable, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { createCsvTable, type Cell } from './csv-table.ts'
import { formatLimits } from './format-limits.ts'

/** Where the header says that changes stand in a second file, which did not come along. */
const journalModeAt = 18
const writeAheadLog = 2

/** Throws `file.format`, `file.tooLarge`. */
export async function convertSqlite(job: ConversionJob, totalBytes: number, onProgress: OnProgress): Promise<Conversion> {
  const { fileName, chosen } = job
  if (totalBytes > formatLimits.wholeBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'memory', count: formatLimits.wholeBytes })
  const { Database } = await initSqlJs()
  const bytes = readFileSync(job.path)
  const withLog = bytes[journalModeAt] === writeAheadLog
  if (withLog) bytes.fill(1, journalModeAt, journalModeAt + 2)
  const database = new Database(bytes)
  try {
    database.run('PRAGMA trusted_schema = OFF')
    const [listed] = database.exec(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid`)
    const tables = listed?.values.map(([name]) => String(name)) ?? []
    if (tables.length === 0) throw new StudioError('file.format', { file: fileName, problem: 'noTables' })
    const counts = new Map(tables.map((name) => [name, Number(database.exec(`SELECT count(*) FROM ${quoted(name)}`)[0]?.values[0]?.[0] ?? 0)]))
    const [largest] = largeFirst(tables, (name) => counts.get(name) ?? 0)
    const part = partOf('table', tables, chosen.table, largest)
    const rows = counts.get(part.chosen) ?? 0
    const [info] = database.exec(`SELECT name FROM pragma_table_info(${literal(part.chosen)})`)
    const names = info?.values.map(([name]) => String(name)) ?? []
    // Integers as text: one of 19 digits is no double.
    const columns = names.map((name) => `CASE typeof(${quoted(name)}) WHEN 'real' THEN ${quoted(name)} WHEN 'blob' THEN hex(${quoted(name)}) ELSE CAST(${quoted(name)} AS TEXT) END`)
    const statement = database.prepare(`SELECT ${columns.join(', ')} FROM ${quoted(part.chosen)}`)
    const target = path.join(job.scratch, 'table.csv')
    const table = createCsvTable(target, fileName, names.length, (written) => onProgress({ bytes: Math.floor((totalBytes * written) / (rows + 1)), totalBytes, rows: written }))
    try {
      table.row(names)
      while (statement.step()) table.row(statement.get().map((value): Cell => (typeof value === 'number' ? numberText(value) : typeof value === 'string' ? value : null)))
    } finally {
      table.close()
      statement.free()
    }
    return {
      path: target,
      source: { format: 'sqlite', packing: null, parts: [part], range: null },
      reading: writtenTable,
      findings: withLog ? [{ code: 'databaseLog', severity: 'note' }] : [],
    }
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
    throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
  } finally {
    database.close()
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
