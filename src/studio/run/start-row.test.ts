import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { openDataset } from '../dataset/open-dataset.ts'
import { rowOf } from './start-row.ts'

let folder = ''
let dataset: OpenDataset

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-row-'))
  const file = path.join(folder, 'visits.csv')
  await writeFile(file, 'code,day,city,spent\n007,25/02/2024,成都,12.50\n008,03/04/2024,,\n')
  dataset = await openDataset({ path: file, fileName: 'visits.csv' }, {}, { onProgress: () => {}, signal: new AbortController().signal, scratch: tmpdir() })
})
afterAll(async () => {
  await dataset.close()
  await rm(folder, { recursive: true })
})

const valuesOf = async (row: number) => (await rowOf(dataset, row)).cells.map(({ value }) => value)

describe('a row to start from', () => {
  it('has its cells as the file writes them, and dates year first, whichever way the file has them', async () => {
    expect(await valuesOf(1)).toEqual(['007', '2024-02-25', '成都', '12.50'])
    expect(await valuesOf(2)).toEqual(['008', '2024-04-03', null, null])
  })

  it('is refused beyond the table, with what is possible', async () => {
    await expect(rowOf(dataset, 3)).rejects.toMatchObject({ code: 'request.invalid', details: { setting: 'row', value: '3', expected: '1 - 2' } })
  })
})
