/** Files that break importers, each with the table or the findings that are expected (test/tables). */
import { expect, test } from 'vitest'
import { plainNumbers } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { hostileCells } from '#test/tables/hostile-cells.ts'
import { hostileDialects } from '#test/tables/hostile-dialects.ts'
import { hostileEncodings } from '#test/tables/hostile-encodings.ts'
import type { HostileFile } from '#test/tables/hostile-file.ts'
import { hostileSizes } from '#test/tables/hostile-sizes.ts'
import { memorySource } from './byte-source.ts'
import { readTable, type ReadTable } from './read-table.ts'

const files = [...hostileCells, ...hostileDialects, ...hostileEncodings, ...hostileSizes]

function read({ bytes, choices = {} }: HostileFile): Promise<ReadTable> {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  return readTable(memorySource(content), 'file.csv', choices, { onProgress: () => undefined, signal: new AbortController().signal })
}

test('the corpus is large, and no two files have one name', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
})

test.each(files)('$name', { timeout: 60_000 }, async (file) => {
  if (file.refused) {
    const { code, ...details } = file.refused
    return expect(read(file)).rejects.toMatchObject({ code, details })
  }
  const { view, columns } = await read(file)
  const { rows, cells, values, reading, findings } = file
  if (rows !== undefined) expect(view.rows).toBe(rows)
  if (file.columns) expect(view.columns.map(({ name }) => name)).toEqual(file.columns)
  if (file.types) expect(view.columns.map(({ type }) => type)).toEqual(file.types)
  if (cells) expect(view.firstRows.cells).toEqual(cells)
  if (reading) expect(view.reading).toMatchObject(reading)
  for (const [name, expected] of Object.entries(values ?? {})) expect(numbersOf(columns.find((column) => column.name === name))).toEqual(expected)
  if (findings) expect(toldBy(view.findings)).toEqual(findings.toSorted())
  for (const summary of view.columns) expect(summary.present + summary.missing).toBe(view.rows)
})

function numbersOf(column: Column | undefined): (number | null)[] | string {
  if (column?.kind !== 'number') return `${column?.name} is no column of numbers or dates`
  return Array.from(plainNumbers(column.values), (value) => (Number.isNaN(value) ? null : value))
}

function toldBy(findings: ReadTable['view']['findings']): string[] {
  return findings.filter(({ code }) => code !== 'constantColumn').map(({ code, line }) => (line === undefined ? code : `${code}@${line}`)).toSorted()
}
