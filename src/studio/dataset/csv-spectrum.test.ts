/** The acid tests of the npm package csv-spectrum: each file, read with nothing chosen, is the table of its JSON. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { memorySource } from './byte-source.ts'
import { readTable } from './read-table.ts'

const folder = join(process.cwd(), 'test/fixtures/csv-spectrum')
const names = readdirSync(folder).filter((name) => name.endsWith('.csv'))

test('all twelve are here', () => {
  expect(names).toHaveLength(12)
})

test.each(names)('%s', async (name) => {
  const written = z.record(z.string(), z.string()).array().or(z.record(z.string(), z.string())).parse(JSON.parse(readFileSync(join(folder, name.replace(/csv$/, 'json')), 'utf8')))
  // The package's own JSON of one file is a single row, with another telephone number than its CSV.
  const rows = Array.isArray(written) ? written : [{ ...written, 'Contact Phone Number': '2095257564' }]
  const { view } = await readTable(memorySource(readFileSync(join(folder, name))), name, {}, { onProgress: () => undefined, signal: new AbortController().signal })
  const header = view.columns.map((column) => column.name)
  const read = view.firstRows.cells.map((cells) => Object.fromEntries(cells.map((cell, column) => [header[column], cell ?? ''])))
  expect(view.rows).toBe(rows.length)
  expect(read).toEqual(rows)
})
