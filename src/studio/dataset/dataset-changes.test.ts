/** Two files of one shape, read as files are read. */
import { expect, test } from 'vitest'
import { memorySource } from './byte-source.ts'
import { datasetChanges, type ReadFile } from './dataset-changes.ts'
import { readTable } from './read-table.ts'

async function read(text: string): Promise<ReadFile> {
  const { view, columns } = await readTable(memorySource(new TextEncoder().encode(text)), 'a.csv', {}, { onProgress: () => undefined, signal: new AbortController().signal })
  return { view, table: { rows: view.rows, columns } }
}

const before = 'n,colour,day,old\n1,red,2024-01-05,7\n2,blue,2024-02-05,8\n3,red,2024-03-05,9\n'

test('the same file says only how many rows there are', async () => {
  expect(datasetChanges(await read(before), await read(before))).toEqual([{ code: 'changed.rows', severity: 'note', count: 3, readAs: '3' }])
})

test('columns that came and went, new categories, wider ranges and other types are told', async () => {
  const after = 'n,colour,day,new\nx,red,2023-12-31,7\ny,green,2024-02-05,8\n'
  expect(datasetChanges(await read(before), await read(after))).toEqual([
    { code: 'changed.rows', severity: 'note', count: 2, readAs: '3' },
    { code: 'changed.columnMissing', severity: 'attention', column: 'old' },
    { code: 'changed.type', severity: 'attention', column: 'n' },
    { code: 'changed.categoryNew', severity: 'attention', column: 'colour', count: 1, value: 'green' },
    { code: 'changed.below', severity: 'note', column: 'day', value: '2023-12-31', readAs: '2024-01-05' },
    { code: 'changed.columnNew', severity: 'note', column: 'new' },
  ])
})
