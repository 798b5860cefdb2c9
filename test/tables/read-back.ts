/** Reads a written table and compares every name, cell and count. Throws what differs. */
import { expect } from 'vitest'
import { memorySource } from '#studio/dataset/byte-source.ts'
import { nameColumns } from '#studio/dataset/name-columns.ts'
import { readTable } from '#studio/dataset/read-table.ts'
import type { WrittenTable } from './random-tables.ts'

export async function expectReadBack({ bytes, choices, header, cells }: WrittenTable, blockBytes: number): Promise<void> {
  const { view, columns } = await readTable(memorySource(bytes), 'file.csv', choices, { onProgress: () => undefined, signal: new AbortController().signal, blockBytes })
  expect(view.rows).toBe(cells.length)
  expect(view.firstRows.cells).toEqual(cells)
  expect(view.columns.map(({ name }) => name)).toEqual(nameColumns(header, header.length).names)
  for (const [index, column] of columns.entries()) {
    if (column.kind !== 'category') continue
    // Spelling is kept in memory, too.
    const kept = Array.from(column.codes, (code) => column.dictionary[code] ?? '')
    expect(kept).toEqual(cells.map((row) => (row[index] ?? '').replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')))
  }
}
