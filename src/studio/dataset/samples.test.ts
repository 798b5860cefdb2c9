/** The bundled samples, read exactly. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetView } from '#contract/dataset.ts'
import { openDataset, type OpenDataset } from './open-dataset.ts'

const quiet = { onProgress: () => undefined, signal: new AbortController().signal, scratch: tmpdir() }

async function sample(name: string): Promise<OpenDataset> {
  const fileName = `${name}.csv`
  return openDataset({ path: join(process.cwd(), 'resources/samples', fileName), fileName }, {}, quiet)
}

function typesOf(view: DatasetView): string[] {
  return view.columns.map(({ type }) => type)
}

test('reads breast cancer: 569 rows of 31 numbers, target suggested by its name', async () => {
  const { view, table, close } = await sample('breast_cancer')
  expect(view.rows).toBe(569)
  expect(new Set(typesOf(view))).toEqual(new Set(['number']))
  expect(view.columns).toHaveLength(31)
  expect(view.suggestedTarget).toEqual({ column: 'target', reason: 'named' })
  expect(view.findings).toEqual([])
  expect(table.columns[0]).toMatchObject({ name: 'mean radius' })
  // pandas 2: df['mean radius'].describe()
  expect(view.columns[0]?.numeric?.mean).toBeCloseTo(14.127291739894552, 10)
  expect(view.columns[0]?.numeric?.standardDeviation).toBeCloseTo(3.5240488262120775, 10)
  expect(view.columns[0]?.numeric?.q25).toBeCloseTo(11.7, 10)
  await close()
})

test('reads iris: four numbers and a species of three values', async () => {
  const { view, close } = await sample('iris')
  expect(view.rows).toBe(150)
  expect(typesOf(view)).toEqual(['number', 'number', 'number', 'number', 'category'])
  expect(view.columns[4]?.top).toEqual(['setosa', 'versicolor', 'virginica'].map((value) => ({ value, count: 50 })))
  await close()
})

test('reads penguins: the point in Sex is a missing value and a candidate with its count', async () => {
  const { view, table, page, close } = await sample('penguins')
  expect(view.rows).toBe(344)
  expect(typesOf(view)).toEqual(['category', 'category', 'number', 'number', 'number', 'number', 'category'])
  expect(view.reading.missingCandidates).toContainEqual({ marker: '.', count: 1 })
  expect(view.columns[6]).toMatchObject({ name: 'Sex', missing: 11, distinct: 2 })
  expect(view.columns[2]).toMatchObject({ missing: 2 })
  expect(view.suggestedTarget?.column).toBe('Species')
  const sex = table.columns[6]
  expect(sex?.kind === 'category' && sex.dictionary).toEqual(['MALE', 'FEMALE'])
  expect((await page(0, 1)).cells).toEqual([['Adelie', 'Torgersen', '39.1', '18.7', '181.0', '3750.0', 'MALE']])
  await close()
})

test('reads cars: a date, a free text, and a target with gaps', async () => {
  const { view, page, close } = await sample('cars')
  expect(view.rows).toBe(406)
  expect(typesOf(view)).toEqual(['text', 'number', 'number', 'number', 'number', 'number', 'number', 'date', 'category'])
  expect(view.columns[1]).toMatchObject({ missing: 8, present: 398 })
  expect(view.columns[4]).toMatchObject({ missing: 6 })
  expect(view.columns[7]?.numeric).toMatchObject({ min: 0 })
  expect(view.suggestedTarget?.column).toBe('Miles_per_Gallon')
  expect((await page(400, 100)).cells).toHaveLength(6)
  await close()
})
