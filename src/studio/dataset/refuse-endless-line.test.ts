import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { refuseEndlessLine } from './refuse-endless-line.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'candor-endless-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function look(content: string | Buffer, from?: number): Promise<unknown> {
  const file = { path: path.join(folder, 'file.csv'), fileName: 'file.csv' }
  await writeFile(file.path, content)
  return await refuseEndlessLine(file, new AbortController().signal, from).then(
    () => 'fine',
    (error: unknown) => error,
  )
}
const endless = 'x'.repeat(3 * limits.recordBytes)

it('names the line without end, in any encoding and with any line ends', async () => {
  const refused = { code: 'file.limit', details: { file: 'file.csv', line: 102, limit: 'record', count: limits.recordBytes } }
  expect(await look(`a,b\n${'1,2\n'.repeat(100)}${endless}\n3,4\n`, 0)).toMatchObject(refused)
  expect(await look(`a,b\r\n${'1,2\r\n'.repeat(100)}${endless}`, 0)).toMatchObject(refused)
  expect(await look(Buffer.from(`\ufeffa,b\n${'1,2\n'.repeat(100)}${endless}`, 'utf16le'), 0)).toMatchObject(refused)
})

it('says nothing of other files, nor of small ones, which are read at once', async () => {
  expect(await look('a,b\n1,2\n', 0)).toBe('fine')
  expect(await look('a,b\n1,2\n'.repeat(5_000_000), 0)).toBe('fine')
  expect(await look(`a,b\n${endless}`)).toBe('fine')
})
