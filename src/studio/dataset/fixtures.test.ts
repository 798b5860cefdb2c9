/** The files of test/fixtures/csv (written by make-fixtures.py), read from disk. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDataset, type OpenDataset } from './open-dataset.ts'

function open(fileName: string): Promise<OpenDataset> {
  const path = join(process.cwd(), 'test/fixtures/csv', fileName)
  return openDataset({ path, fileName }, {}, { onProgress: () => undefined, signal: new AbortController().signal, scratch: tmpdir() })
}

test.each([
  ['gb18030.csv', 'gb18030', '拉萨\u{20000}'],
  ['utf-8-mark.csv', 'utf-8', '拉萨'],
  ['utf-16le.csv', 'utf-16le', '拉萨'],
  ['utf-16be-no-mark.csv', 'utf-16be', '拉萨'],
])('reads the Chinese table of %s', async (name, encoding, city) => {
  const { view, close } = await open(name)
  expect(view.reading.encoding).toBe(encoding)
  expect(view.columns.map(({ type }) => type)).toEqual(['identifier', 'category', 'number', 'boolean'])
  expect(view.firstRows.cells).toEqual([
    ['001', '北京', '5200.5', '是'],
    ['002', '上海', null, '否'],
    ['003', city, '4100', '是'],
  ])
  expect(view.suggestedTarget).toEqual({ column: '是否流失', reason: 'named' })
  await close()
})

test.each([
  ['latin-1.csv', 'windows-1252', ['François', 'Orléans']],
  ['big5.csv', 'big5', ['2', '高雄', '歡迎使用這個程式']],
])('reads %s as %s', async (name, encoding, second) => {
  const { view, close } = await open(name)
  expect(view.reading.encoding).toBe(encoding)
  expect(view.firstRows.cells[1]).toEqual(second)
  await close()
})

test.each([
  ['ragged.csv', 3, ['rowsShort', 'rowsLong']],
  ['unclosed-quote.csv', 4, ['unclosedQuote', 'almostNumbers']],
  ['embedded-lines.csv', 2, []],
  ['mixed-line-ends.csv', 3, []],
  ['hostile-names.csv', 1, ['namesDuplicate', 'namesEmpty']],
  ['infinite.csv', 5, ['infinite']],
])('reads %s: %i rows, and tells %j', async (name, rows, codes) => {
  const { view, close } = await open(name)
  expect(view.rows).toBe(rows)
  expect(view.findings.map(({ code }) => code).filter((code) => code !== 'constantColumn')).toEqual(codes)
  await close()
})

test.each([
  ['header-only.csv', 'file.headerOnly'],
  ['empty.csv', 'file.empty'],
  ['workbook.xlsx.csv', 'file.format'],
  ['binary.csv', 'file.binary'],
])('refuses %s with %s', async (name, code) => {
  await expect(open(name)).rejects.toMatchObject({ code, details: { file: name } })
})
