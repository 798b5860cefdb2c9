/** The first rows of a large file take only its beginning to read, and are those that the whole of it has. */
import { expect, test } from 'vitest'
import { memorySource, type ByteSource } from './byte-source.ts'
import { firstRowsOf } from './first-rows.ts'

const wanted = 200

/** `farthest`: the last byte that was asked for. */
function watched(text: string | Uint8Array): { source: ByteSource; farthest: () => number } {
  let farthest = 0
  const source = memorySource(typeof text === 'string' ? new TextEncoder().encode(text) : text)
  return {
    source: { ...source, read: (position, target) => ((farthest = Math.max(farthest, position + target.length)), source.read(position, target)) },
    farthest: () => farthest,
  }
}

const quickly = (source: ByteSource) => firstRowsOf(source, { path: '', fileName: 'a.csv', reading: {}, firstRows: wanted, quick: true })
const table = (rows: number, cell: (row: number) => string): string => `n,text\n${Array.from({ length: rows }, (_, row) => `${row + 1},${cell(row)}\n`).join('')}`
const numbers = Array.from({ length: wanted }, (_, row) => String(row + 1))

test.each([
  ['short lines', table(100_000, (row) => `x${row % 7}`), 64 * 1024],
  ['lines of a kilobyte', table(5000, (row) => `${row % 7}`.repeat(1000)), 256 * 1024],
  ['cells of many lines', table(20_000, () => `"${'a\n'.repeat(40)}"`), 256 * 1024],
])('%s', async (_, text, most) => {
  const { source, farthest } = watched(text)
  const { header, cells } = await quickly(source)
  expect([header, cells.map(([number]) => number)]).toEqual([['n', 'text'], numbers])
  expect(farthest()).toBeLessThanOrEqual(most)
})

test('lines so long that the beginning holds few give those, and no half one', async () => {
  const { cells } = await quickly(memorySource(new TextEncoder().encode(table(300, () => 'y'.repeat(10_000)))))
  expect(cells.length).toBeGreaterThan(20)
  for (const [, text] of cells) expect(text).toBe('y'.repeat(10_000))
})

test('UTF-16 is cut between lines as well', async () => {
  const { cells } = await quickly(memorySource(Buffer.from(`\ufeff${table(50_000, () => '北京')}`, 'utf16le')))
  expect(cells).toEqual(numbers.map((number) => [number, '北京']))
})

test('a file that is all beginning gives its last row', async () => {
  const { cells } = await quickly(memorySource(new TextEncoder().encode(table(150, () => 'z'.repeat(600)))))
  expect(cells).toHaveLength(150)
})
