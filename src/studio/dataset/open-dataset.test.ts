/** Files on disk: opened, paged, tried, cancelled, and changed or gone while they are in use. */
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { arrayOf } from '#engine/table/numbers.ts'
import { openDataset, type DatasetFile } from './open-dataset.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-数据 \u{1f600}-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function file(content: string | Uint8Array): Promise<DatasetFile> {
  const fileName = '销售 \u{1f4c8}.csv'
  const path = join(folder, fileName)
  await writeFile(path, content)
  return { path, fileName }
}

const quiet = () => ({ onProgress: () => undefined, signal: new AbortController().signal, scratch: folder })

test('opens a file with Chinese and emoji in its path, with columns in shared memory', async () => {
  const dataset = await openDataset(await file('a,b\n1,x\n2,y\n'), {}, quiet())
  const [a, b] = dataset.table.columns
  expect(a?.kind === 'number' && arrayOf(a.values).buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(b?.kind === 'category' && b.codes.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect((await dataset.page(1, 10)).cells).toEqual([['2', 'y']])
  await dataset.close()
})

test('shows the first eight rows under other choices', async () => {
  const source = await file(`a;b\n${'1;x\n'.repeat(20_000)}`)
  const dataset = await openDataset(source, {}, quiet())
  expect(await dataset.tryReading({})).toEqual({ header: ['a', 'b'], cells: Array.from({ length: 8 }, () => ['1', 'x']) })
  expect((await dataset.tryReading({ delimiter: ',' })).header).toEqual(['a;b'])
  expect((await dataset.tryReading({ header: false })).cells[0]).toEqual(['a', 'b'])
  await dataset.close()
})

test('says that a file is not there, or is no file', async () => {
  const gone = { path: join(folder, 'gone.csv'), fileName: 'gone.csv' }
  await expect(openDataset(gone, {}, quiet())).rejects.toMatchObject({ code: 'file.notFound', details: { file: 'gone.csv' } })
  await expect(openDataset({ path: folder, fileName: 'folder' }, {}, quiet())).rejects.toMatchObject({ code: 'file.unreadable' })
})

test('notices a file that grows while it is read, and one that changes later', async () => {
  const source = await file(`a,b\n${'1,2\n'.repeat(1_000_000)}`)
  let grown: Promise<void> | undefined
  const reading = openDataset(source, {}, { ...quiet(), onProgress: () => void (grown ??= appendFile(source.path, '3,4\n')) })
  await expect(reading).rejects.toMatchObject({ code: 'file.changed' })
  await grown
  const dataset = await openDataset(source, {}, quiet())
  await rm(source.path)
  await expect(dataset.page(0, 1)).rejects.toMatchObject({ code: 'file.notFound' })
  await dataset.close()
})

test('stops at once when it is cancelled', async () => {
  const controller = new AbortController()
  const source = await file(`a,b\n${'1,2\n'.repeat(1_000_000)}`)
  await expect(openDataset(source, {}, { onProgress: () => controller.abort(), signal: controller.signal, scratch: folder })).rejects.toMatchObject({ name: 'AbortError' })
})

test('reads a table of 3,000 columns', async () => {
  const header = Array.from({ length: 3000 }, (_, column) => `c${column}`).join(',')
  const row = Array.from({ length: 3000 }, (_, column) => (column % 3 === 0 ? `v${column % 7}` : String(column / 8))).join(',')
  const dataset = await openDataset(await file(`${header}\n${`${row}\n`.repeat(50)}`), {}, quiet())
  expect(dataset.view.columns).toHaveLength(3000)
  expect(dataset.view).toMatchObject({ rows: 50, reading: { headerRows: 1, delimiter: ',' } })
  await dataset.close()
})
