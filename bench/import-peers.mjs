/** A library that reads a CSV file into typed columns, types inferred: `import-peers.mjs LIBRARY FILE FOLDER-OF-PACKAGES` prints a line of JSON. */
import { createReadStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [, , library = '', path = '', folder = ''] = process.argv
const load = createRequire(join(folder, 'package.json'))

/** @type {Record<string, () => Promise<unknown[]>>} */
const readers = {
  async uDSV() {
    const { inferSchema, initParser } = load('udsv')
    const text = readFileSync(path, 'utf8')
    return initParser(inferSchema(text)).typedCols(text).map(asColumn)
  },
  async 'Papa Parse'() {
    const columns = new Columns()
    const { parse } = load('papaparse')
    await new Promise((complete, error) => parse(createReadStream(path), { dynamicTyping: true, header: false, step: ({ data }) => columns.add(data), complete, error }))
    return columns.finished()
  },
  async 'csv-parse'() {
    const columns = new Columns()
    const { parse } = load('csv-parse')
    for await (const row of createReadStream(path).pipe(parse({ cast: true }))) columns.add(row)
    return columns.finished()
  },
}

class Columns {
  /** @type {unknown[][] | null} */
  #columns = null

  /** @param {unknown[]} row */
  add(row) {
    if (this.#columns === null) this.#columns = row.map(() => [])
    else for (const [index, column] of this.#columns.entries()) column.push(row[index])
  }

  finished() {
    return (this.#columns ?? []).map(asColumn)
  }
}

/** Numbers and days in a typed array, texts as they are. @param {unknown[]} values */
function asColumn(values) {
  const first = values.find((value) => value !== null && value !== '' && value !== undefined)
  if (typeof first === 'number') return Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN))
  const days = first instanceof Date || (typeof first === 'string' && /^\d{4}-\d\d-\d\d$/.test(first))
  return days ? Float64Array.from(values, (value) => Number(value instanceof Date ? value : new Date(String(value))) / 86_400_000) : values
}

function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
}

const began = performance.now()
const processor = process.cpuUsage()
const columns = await readers[library]?.()
const { user, system } = process.cpuUsage(processor)
if (columns?.length !== 20) throw new Error(`${library} gave ${columns?.length} columns`)
process.stdout.write(JSON.stringify({ version: JSON.parse(readFileSync(join(folder, 'node_modules', library.toLowerCase().replace(' ', ''), 'package.json'), 'utf8')).version, seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6, peak: peak() }))
