import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '#contract/language.ts'
import { describeError } from '#contract/wording/errors.ts'
import { cleanUp, failure, fileWith, opened, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'
import type { Studio } from './studio-driver.ts'

let studio: Studio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(cleanUp)

const rows = (count: number, row: (index: number) => string) => Array.from({ length: count }, (_, index) => row(index)).join('\n')

describe('a file that can not be used', () => {
  it.each([
    ['an empty file', '', 'file.empty'],
    ['a header without rows', 'a,b\n', 'file.headerOnly'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 1, 2, 3, 0, 0, 0, 0]), 'file.binary'],
    ['half an Excel workbook', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 20, 0, 6, 0, 8, 0, ...new TextEncoder().encode('[Content_Types].xml'), 0, 0]), 'file.format'],
  ])('%s is refused in words, and the dataset before it is kept', async (name, content, code) => {
    const { project } = await projectWith(studio.client, sample('iris'))
    const source = await fileWith(studio, `${name}.csv`, content)
    const error = await failure(studio.client.dataset.open({ projectId: project.id, source }).then(opened))
    expect(error).toMatchObject({ code, details: { file: `${name}.csv` } })
    for (const language of languages) expect(describeError(error.code, error.details, language).length).toBeGreaterThan(20)
    expect((await opened(await studio.client.dataset.view({ projectId: project.id }))).fileName).toBe('iris.csv')
    expect(await readdir(path.join(studio.home, 'home', 'projects', project.id, 'data'))).toEqual(['iris.csv'])
  })

  it('that is not there, or is a folder, is named', async () => {
    const { id } = await studio.client.project.create({ name: '' })
    const open = (file: string) => failure(studio.client.dataset.open({ projectId: id, source: { kind: 'path', path: file } }).then(opened))
    expect(await open(path.join(studio.home, 'none.csv'))).toMatchObject({ code: 'file.notFound', details: { file: 'none.csv' } })
    expect(await open(studio.home)).toMatchObject({ code: 'file.unreadable' })
    expect(await open('relative.csv')).toMatchObject({ code: 'file.refused' })
    expect(await failure(studio.client.dataset.open({ projectId: id, source: { kind: 'upload', uploadId: '../../etc/passwd', fileName: 'x' } }).then(opened))).toMatchObject({ code: 'file.refused' })
    expect(await failure(studio.client.dataset.open({ projectId: id, source: { kind: 'sample', name: '../x' } }).then(opened))).toMatchObject({ code: 'file.notFound' })
    expect(await failure(studio.client.dataset.rows({ projectId: id, from: 0, count: 10 }))).toMatchObject({ code: 'dataset.none' })
  })
})

describe('a studio for browsers', () => {
  it('reads uploads but no path of this computer', async () => {
    const web = await startStudio({ paths: false })
    const { id } = await web.client.project.create({ name: '' })
    const source = await fileWith(web, 'a.csv', 'a,b\n1,2\n3,4\n')
    expect(await failure(web.client.dataset.open({ projectId: id, source }).then(opened))).toMatchObject({ code: 'file.refused' })
    await fileWith(web, path.join('uploads', 'u1'), 'a,b\n1,2\n3,4\n')
    const dataset = await opened(await web.client.dataset.open({ projectId: id, source: { kind: 'upload', uploadId: 'u1', fileName: '../数据.csv' } }))
    expect(dataset.rows).toBe(2)
    expect(await readdir(path.join(web.home, 'home', 'projects', id, 'data'))).toEqual(['数据.csv'])
  })
})

describe('data from which nothing can be learned', () => {
  it.each([
    ['one class', `x,churn\n${rows(20, (i) => `${i},no`)}\n`, 'churn', { code: 'recipe.oneClass', details: { column: 'churn', value: 'no' } }],
    ['an empty target', `x,y,z\n${rows(20, (i) => `${i},,${i % 2}`)}\n`, 'y', { code: 'recipe.targetEmpty', details: { column: 'y' } }],
    ['no features', `id,y\n${rows(20, (i) => `A${String(i).padStart(4, '0')},${i % 2}`)}\n`, 'y', { code: 'recipe.noFeatures' }],
    ['one row', 'x,y\n1,2\n', 'y', { code: expect.stringMatching(/^recipe\.(tooFewRows|oneClass)$/) }],
    ['a column that is not there', `x,y\n${rows(20, (i) => `${i},${i % 2}`)}\n`, 'salary', { code: 'column.unknown', details: { column: 'salary' } }],
  ])('%s', async (name, content, target, expected) => {
    const { client } = studio
    const { project } = await projectWith(client, await fileWith(studio, `${name}.csv`, content))
    const plan = withTarget(project.plan, target)
    expect(await failure(client.recipe.preview({ projectId: project.id, recipe: plan.recipe }))).toMatchObject(expected)
    expect(await failure(client.run.start({ projectId: project.id, plan }))).toMatchObject(expected)
    expect(await client.run.list({ projectId: project.id })).toEqual([])
  })

  it('trains in spite of NaN, Infinity and gaps among the cells', async () => {
    const { client } = studio
    const cells = ['NaN', 'Infinity', '', '-inf', '1e5']
    const content = `x,z,y\n${rows(60, (i) => `${i % 7 === 0 ? (cells[(i / 7) % 5] ?? '') : i},${i % 3},${i % 2 === 0 ? 'yes' : 'no'}`)}\n`
    const { project } = await projectWith(client, await fileWith(studio, 'odd numbers.csv', content))
    const { id } = await client.run.start({ projectId: project.id, plan: withTarget(project.plan, 'y', { epochs: 2 }) })
    let last
    for await (const event of await client.run.follow({ projectId: project.id, runId: id })) last = event
    expect(last).toMatchObject({ kind: 'summary', summary: { state: { kind: 'finished', reason: 'completed' } } })
  })

  it('says at which step a run diverged, and keeps the last good weights', async () => {
    const { client } = studio
    const { project } = await projectWith(client, sample('cars'))
    const plan = withTarget(project.plan, 'Miles_per_Gallon', { epochs: 50, optimizer: { type: 'sgd', learningRate: 1000 } })
    const { id } = await client.run.start({ projectId: project.id, plan })
    let last
    for await (const event of await client.run.follow({ projectId: project.id, runId: id })) last = event
    expect(last).toMatchObject({ kind: 'summary', summary: { state: { kind: 'finished', reason: 'diverged', step: expect.any(Number), cause: expect.any(String) } } })
  })
})
