/** A zip that breaks off gives its files that are whole, and one whose content is not what was packed is told as damaged. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { openDataset } from '../dataset/open-dataset.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-zip-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const table = (from: number): string => `n,square\n${Array.from({ length: 3000 }, (_, at) => `${from + at},${(from + at) ** 2}`).join('\n')}\n`

/** `known`: the sizes stand before the packed bytes, else behind them. */
async function zipped(known: boolean, compress: boolean, names = ['a.csv', 'b.csv', 'c.csv']): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [at, name] of names.entries()) {
    if (known) zip.addBuffer(Buffer.from(table(at)), name, { compress })
    else zip.addReadStreamLazy(name, { compress }, (done) => done(null, Readable.from([Buffer.from(table(at))])))
  }
  zip.end()
  const path = join(folder, 'made.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  return await readFile(path)
}

async function open(bytes: Uint8Array, member?: string) {
  const path = join(folder, 'file.zip')
  await writeFile(path, bytes)
  const part = member === undefined ? {} : { part: { member } }
  const dataset = await openDataset({ path, fileName: 'file.zip' }, part, { onProgress: () => {}, signal: new AbortController().signal, scratch: folder })
  const { rows, reading, findings } = dataset.view
  const cells = (await dataset.page(0, 1)).cells
  await dataset.close()
  return { rows, cells, choices: reading.source?.parts[0]?.choices, findings: findings.map(({ code }) => code) }
}

it.each([
  ['sizes before the bytes', true, true],
  ['sizes behind the bytes', false, true],
  ['bytes as they are', true, false],
])('files that are whole are offered where the zip breaks off: %s', async (_, known, compress) => {
  const zip = await zipped(known, compress)
  const read = await open(zip.subarray(0, zip.lastIndexOf('PK\x03\x04') + 60), 'b.csv')
  expect(read).toMatchObject({ rows: 3000, cells: [['1', '1']], choices: ['a.csv', 'b.csv', '*'] })
  expect(read.findings).toContain('zipCutOff')
  expect((await open(zip)).findings).not.toContain('zipCutOff')
})

it('a zip without one whole file is said to break off, and so is a workbook', async () => {
  const refused = { code: 'file.format', details: { file: 'file.zip', problem: 'cutOff' } }
  const zip = await zipped(true, true)
  await expect(open(zip.subarray(0, 2000))).rejects.toMatchObject(refused)
  await expect(open(zip.subarray(0, 10))).rejects.toMatchObject(refused)
  const book = await zipped(true, true, ['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
  await expect(open(book.subarray(0, book.lastIndexOf('PK\x03\x04') + 60))).rejects.toMatchObject(refused)
})

it('a file whose content is not what was packed is read and told as damaged', async () => {
  const zip = await zipped(true, false)
  const damaged = Uint8Array.from(zip, (byte, at) => (at === 500 ? byte ^ 1 : byte))
  expect((await open(damaged)).findings).toContain('sourceDamaged')
  expect((await open(damaged, 'b.csv')).findings).not.toContain('sourceDamaged')
})
