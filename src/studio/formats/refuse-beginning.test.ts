/** Only what is certain is refused by the beginning of a file; anything that all of it would let in passes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { longBeginning } from '#contract/dataset.ts'
import { refuseBeginning } from './refuse-beginning.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'candor-beginning-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function look(content: string | Buffer, bytes: number): Promise<unknown> {
  const file = { path: path.join(folder, 'file'), fileName: 'file' }
  await writeFile(file.path, Buffer.from(content).subarray(0, bytes))
  return await refuseBeginning(file).then(
    () => 'fine',
    (error: unknown) => error,
  )
}
const short = 1 << 18
const filled = (text: string): string => text.repeat(Math.ceil(longBeginning / text.length))
const vector = (count: number): string => Array.from({ length: count }, (_, at) => at % 10).join(',')

it.each([
  ['a packing that is not read', Buffer.concat([Buffer.from('\xfd7zXZ\0', 'latin1'), Buffer.alloc(short)]), short, { code: 'file.format' }],
  ['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n', 'latin1'), Buffer.alloc(short)]), short, { code: 'file.binary' }],
  ['bytes that are no text', Buffer.alloc(longBeginning, Uint8Array.from([3, 4, 5, 6, 200, 0, 0, 1])), longBeginning, { code: 'file.binary' }],
  ['a line without end', `a,b\n1,2\n${'x'.repeat(longBeginning)}`, longBeginning, { code: 'file.limit', details: { line: 3, limit: 'record' } }],
  ['too many columns', filled(`${vector(300_000)}\n`), longBeginning, { code: 'file.limit', details: { line: 1, limit: 'columns' } }],
])('%s is refused', async (_, content, bytes, refused) => {
  expect(await look(content, bytes)).toMatchObject(refused)
})

it.each([
  ['a line that is longer than a short beginning', `a,b\n1,2\n${'x'.repeat(longBeginning)}`, short],
  ['a cell in quotes that is cut off, with marks and line breaks in it', `a,b\n1,"${filled(`${vector(500)}\n`)}`, short],
  ['cells in quotes with many line breaks and marks', filled(`"${`${vector(90)}\n`.repeat(4000)}",b\n1,2\n`), longBeginning],
  ['numbers parted by commas in cells parted by tabs', filled(`a\tb\n${vector(200_000)}\t2\n`), longBeginning],
  ['long lines', filled(`${'x'.repeat(500_000)},${'y'.repeat(500_000)}\n`), longBeginning],
  ['UTF-16', Buffer.from(`\ufeff${filled('价格,名称\n12,北京\n')}`, 'utf16le'), longBeginning],
  ['UTF-16 without a mark and with few line ends', Buffer.from(filled(`abc,${'d'.repeat(100_000)}\n`), 'utf16le'), longBeginning],
  ['NULs between lines of text', filled(`a,b\n1,\0\0\n2,3\n`), longBeginning],
  ['blank lines', filled('\n'), longBeginning],
  ['blank lines, fewer', filled('\n'), short],
])('%s is not refused', async (_, content, bytes) => {
  expect(await look(content, bytes)).toBe('fine')
})
