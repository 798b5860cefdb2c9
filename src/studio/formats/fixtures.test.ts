/** The files of test/fixtures/formats, written by other programs (make-fixtures.py), opened as the studio opens them. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DatasetView, type ReadingChoices } from '#contract/dataset.ts'
import { openDataset, type OpenDataset } from '../dataset/open-dataset.ts'

const folder = join(process.cwd(), 'test/fixtures/formats')
const Expected = z.record(
  z.string(),
  z.object({
    header: z.array(z.string()),
    rows: z.array(z.array(z.string().nullable())).optional(),
    count: z.number().optional(),
    last: z.array(z.string().nullable()).optional(),
    part: z.object({ sheet: z.string().optional(), member: z.string().optional() }).optional(),
    range: z.string().optional(),
    findings: z.array(z.string()).default([]),
  }),
)
const expected = Expected.parse(JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')))
const ofFormats = ['sourceCutOff', 'sourceDamaged', 'recordsBroken', 'columnsNested', 'listsAsText', 'errorCells', 'formulasWithoutResult', 'mergedCells', 'databaseLog']

let scratch = ''
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'candor-formats-'))
})
afterEach(() => rm(scratch, { recursive: true }))

function open(fileName: string, reading: ReadingChoices = {}): Promise<OpenDataset> {
  return openDataset({ path: join(folder, fileName), fileName }, reading, { onProgress: () => undefined, signal: new AbortController().signal, scratch })
}
const findingsOf = ({ view }: OpenDataset) => view.findings.map(({ code }) => code).filter((code) => ofFormats.includes(code))

describe('a file of another program', () => {
  it.each(Object.entries(expected))('is read as the table it holds: %s', async (fileName, { header, rows, count, last, part, range, findings }) => {
    const dataset = await open(fileName, part === undefined ? {} : { part })
    const { view } = dataset
    expect(view.columns.map(({ name }) => name)).toEqual(header)
    if (rows !== undefined) expect((await dataset.page(0, 100)).cells).toEqual(rows)
    if (count !== undefined) expect([view.rows, (await dataset.page(count - 1, 1)).cells[0]]).toEqual([count, last])
    expect(findingsOf(dataset)).toEqual(findings)
    if (range !== undefined) expect(view.reading.source?.range).toBe(range)
    expect(view.reading.decidedByPerson).toEqual([])
    // As it goes to the window.
    expect(DatasetView.safeParse(view).error).toBeUndefined()
    await dataset.close()
    expect(await readdir(scratch)).toEqual([])
  })

  it('that breaks off gives the rows before, and says so', async () => {
    for (const fileName of ['cut.csv.gz', 'cut.csv.zst']) {
      const dataset = await open(fileName)
      expect(dataset.view.rows).toBeGreaterThan(5000)
      const [last] = (await dataset.page(dataset.view.rows - 1, 1)).cells
      const n = dataset.view.rows - 1
      expect(last).toEqual([String(n), String((n * n) % 977)])
      expect(findingsOf(dataset)).toEqual(['sourceCutOff'])
      await dataset.close()
    }
  })

  it('keeps the type of every column: dates are dates, long integers stay exact', async () => {
    const dataset = await open('zstd.parquet')
    expect(dataset.view.columns.map(({ type }) => type)).toEqual(['identifier', 'text', 'number', 'number', 'number', 'date', 'date', 'boolean', 'category'])
    await dataset.close()
  })
})

describe('the parts of a file', () => {
  it('are offered: visible sheets, the first with rows chosen', async () => {
    const dataset = await open('book.xlsx')
    expect(dataset.view.reading.source).toEqual({ format: 'workbook', packing: null, parts: [{ kind: 'sheet', choices: ['Read me', '数据', 'merged'], chosen: '数据' }], range: 'A1:H5' })
    await dataset.close()
  })

  it('can be a range of a sheet, with its own names', async () => {
    const dataset = await open('book.xlsx', { part: { sheet: 'merged', range: 'b4:C5' } })
    expect([dataset.view.columns.map(({ name }) => name), (await dataset.page(0, 9)).cells, dataset.view.reading.source?.range]).toEqual([['group', 'value'], [['x', '1']], 'B4:C5'])
    expect(findingsOf(dataset)).toEqual(['mergedCells'])
    await dataset.close()
  })

  it('are the tables of a database, the first with rows chosen', async () => {
    const dataset = await open('base.db')
    expect(dataset.view.reading.source?.parts).toEqual([{ kind: 'table', choices: ['empty', 'my "table', 'other'], chosen: 'my "table' }])
    await dataset.close()
    const other = await open('base.db', { part: { table: 'other' } })
    expect((await other.page(0, 9)).cells).toEqual([['1']])
    await other.close()
  })

  it('are the files of a zip, one or all of them', async () => {
    const dataset = await open('months.zip', { part: { member: 'feb.csv' } })
    expect(dataset.view.reading.source).toMatchObject({ packing: 'zip', parts: [{ kind: 'member', choices: ['jan.csv', 'feb.csv', 'sheet.json', '*'], chosen: 'feb.csv' }] })
    expect(dataset.view.reading.delimiter).toBe(';')
    await dataset.close()
  })

  it('that are not there fall back to the first, so that a newer file opens', async () => {
    const dataset = await open('base.db', { part: { table: 'gone', sheet: 'gone', member: 'gone' } })
    expect(dataset.view.reading.source?.parts[0]?.chosen).toBe('my "table')
    await dataset.close()
  })
})

describe('another part of an open file', () => {
  it('is tried without being opened, and leaves nothing behind', async () => {
    const dataset = await open('book.xlsx')
    const before = await readdir(scratch)
    expect((await dataset.tryReading({ part: { sheet: 'merged' } })).header[0]).toBe('group')
    expect((await dataset.tryReading({})).header).toEqual(dataset.view.columns.map(({ name }) => name))
    await expect(dataset.tryReading({ part: { range: 'none' } })).rejects.toMatchObject({ code: 'file.format' })
    expect(await readdir(scratch)).toEqual(before)
    await dataset.close()
  })
})

describe('what can not be read', () => {
  it.each([
    ['only-nested.parquet', { code: 'file.format', details: { problem: 'nested', column: 'tags' } }],
    ['cut.parquet', { code: 'file.format', details: { problem: 'damaged' } }],
    ['cut.feather', { code: 'file.format', details: { problem: 'damaged' } }],
    ['cut.db', { code: 'file.format', details: { problem: 'damaged' } }],
    ['locked.xlsx', { code: 'file.format', details: { problem: 'lockedWorkbook' } }],
    ['old.xls', { code: 'file.format', details: { problem: 'oldWorkbook' } }],
    ['empty.xlsx', { code: 'file.format', details: { problem: 'emptySheet', value: 'Sheet' } }],
    ['no-table.zip', { code: 'file.format', details: { problem: 'noTables' } }],
    ['bomb.zip', { code: 'file.tooLarge', details: { limit: 'ratio' } }],
    ['bomb.parquet', { code: 'file.tooLarge', details: { limit: 'rows' } }],
    ['window.zst', { code: 'file.tooLarge', details: { limit: 'memory' } }],
  ])('is refused at once, with what to do: %s', async (fileName, problem) => {
    const before = performance.now()
    await expect(open(fileName)).rejects.toMatchObject({ ...problem, details: { ...problem.details, file: fileName } })
    expect(performance.now() - before).toBeLessThan(1000)
    expect(await readdir(scratch)).toEqual([])
  })

  it('is told by file and column where files make no one table', async () => {
    await expect(open('unlike.zip', { part: { member: '*' } })).rejects.toMatchObject({ code: 'file.otherColumns', details: { file: 'b.csv', column: 'y', value: 'a.csv', problem: 'missing', count: 2 } })
  })

  it('is a range that is none', async () => {
    await expect(open('book.xlsx', { part: { range: 'first ten' } })).rejects.toMatchObject({ code: 'file.format', details: { problem: 'range', value: 'first ten' } })
  })
})
