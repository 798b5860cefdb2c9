import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectView } from '#contract/project.ts'
import type { Report } from '#contract/run.ts'
import { cleanUp, failure, fileWith, followed, opened, projectWith, sample, startStudio, trained, withTarget } from './studio-driver.ts'
import type { Studio } from './studio-driver.ts'

let studio: Studio
let project: ProjectView
let runId = ''
let report: Report

beforeAll(async () => {
  studio = await startStudio()
})
afterAll(cleanUp)

const file = path.join(import.meta.dirname, '..', '..', 'resources', 'samples', 'breast_cancer.csv')

describe('from breast_cancer.csv to predictions', () => {
  it('copies and reads the file, and shows its columns', async () => {
    const { id } = await studio.client.project.create({ name: 'Lumps' })
    const dataset = await opened(await studio.client.dataset.open({ projectId: id, source: { kind: 'path', path: file } }))
    project = await studio.client.project.open({ projectId: id })
    expect(dataset).toMatchObject({ fileName: 'breast_cancer.csv', rows: 569, sha256: createHash('sha256').update(await readFile(file)).digest('hex') })
    expect(dataset.columns.length).toBe(31)
    expect(dataset.suggestedTarget?.column).toBe('target')
    expect(project).toMatchObject({ hasDataset: true, plan: { dataset: { fileName: 'breast_cancer.csv', sha256: dataset.sha256 } } })
    const page = await studio.client.dataset.rows({ projectId: id, from: 567, count: 100 })
    expect(page).toMatchObject({ from: 567 })
    expect(page.cells.length).toBe(2)
  })

  it('shows what the recipe makes of it', async () => {
    const preview = await studio.client.recipe.preview({ projectId: project.id, recipe: withTarget(project.plan, 'target').recipe })
    expect(preview).toMatchObject({ task: 'binary', taskInferred: true, rows: { test: 114, leftOut: 0 } })
    expect(preview.rows.training + preview.rows.validation).toBe(455)
    expect(preview.inputs.length).toBe(30)
  })

  it('proposes a network, checks it, and names the layer of a mistake', async () => {
    const { client } = studio
    const plan = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, 'target') })
    const check = await client.network.check({ projectId: project.id, plan })
    expect(check.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(check.output).toMatchObject({ units: 1, activation: 'sigmoid' })
    const layers = [{ id: 'a', type: 'dense', units: 0, activation: 'relu' }]
    const broken = { ...plan, network: { ...plan.network, layers } }
    const refused = await failure(client.run.start({ projectId: project.id, plan: broken }))
    expect(refused).toMatchObject({ code: 'network.invalid', details: { layer: 1, layerId: 'a', setting: 'units' } })
    expect(await client.run.list({ projectId: project.id })).toEqual([])
  })

  it('trains, is followed from the first step, and is judged on rows it has not seen', async () => {
    const outcome = await trained(studio.client, project, 'target', { epochs: 20 })
    runId = outcome.summary.id
    expect(outcome.summary).toMatchObject({ number: 1, state: { kind: 'finished' }, hasModel: true, task: 'binary', engine: 'compiled' })
    expect(outcome.loss.length).toBe(outcome.summary.steps.done)
    expect(outcome.loss.every(Number.isFinite)).toBe(true)
    expect(outcome.epochs).toBe(outcome.summary.epochs.done)
    const detail = await studio.client.run.detail({ projectId: project.id, runId })
    if (detail.report?.answer?.kind !== 'classification') throw new Error('no classification report')
    report = detail.report
    expect(detail.plan).toEqual({ ...outcome.plan, dataset: project.plan.dataset })
    expect(detail.report).toMatchObject({ rows: { test: 114 }, looks: 1, answer: { rows: 114 } })
    expect(detail.report.answer.accuracy.value).toBeGreaterThanOrEqual(0.93)
    expect(detail.report.answer.linear).not.toBeNull()
    const { value, low, high } = detail.report.answer.accuracy
    expect(outcome.summary.figure).toEqual({ kind: 'rightInHundred', value: value * 100, low: low * 100, high: high * 100 })
  })

  it('predicts one row, live, and says what lies outside of what was learned', async () => {
    const { client } = studio
    const form = await client.predict.form({ projectId: project.id, runId })
    expect(form).toMatchObject({ task: 'binary', target: 'target' })
    expect(form.fields.length).toBe(30)
    const other = await client.predict.form({ projectId: project.id, runId, row: 20 })
    expect([other.startRow, other.actual, other.fields[0]?.start]).toEqual([20, '1', '13.54'])
    const values = form.fields.map(({ column, start }) => ({ column, value: start }))
    const start = await client.predict.row({ projectId: project.id, runId, values })
    if (start.answer.kind !== 'class') throw new Error('not a class')
    expect(start.answer.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6)
    expect(start.notes).toEqual([])
    const [first, ...rest] = values
    if (first === undefined) throw new Error('no fields')
    const odd = await client.predict.row({ projectId: project.id, runId, values: [{ ...first, value: '9999' }, ...rest] })
    expect(odd.notes).toEqual([{ column: first.column, note: 'outside', value: '9999' }])
  })

  it('predicts a whole file and saves it in both formats, agreeing with the report', async () => {
    const { client } = studio
    let prediction
    for await (const event of await client.predict.file({ projectId: project.id, runId, source: { kind: 'path', path: file } })) {
      if (event.kind === 'done') prediction = event.prediction
    }
    if (prediction === undefined) throw new Error('no prediction')
    expect(prediction).toMatchObject({ rows: 569, extra: ['target'] })
    expect(prediction.matched.every(({ found }) => found)).toBe(true)
    expect(prediction.preview.cells.length).toBe(200)
    expect(prediction.preview.header.slice(-2)).toEqual(['target_predicted', 'target_probability'])
    const out = path.join(studio.home, 'out.csv')
    const request = { projectId: project.id, runId, predictionId: prediction.predictionId }
    await client.predict.save({ ...request, format: 'exact', path: out })
    const exact = await readFile(out, 'utf8')
    const lines = exact.trimEnd().split('\n')
    expect(lines.length).toBe(570)
    // The input stands in front, untouched.
    const input = (await readFile(file, 'utf8')).trimEnd().split(/\r?\n/)
    lines.forEach((line, index) => expect(line.startsWith(`${input[index]},`)).toBe(true))
    const saved = await client.predict.save({ ...request, format: 'excel', path: null })
    if (saved.kind !== 'download') throw new Error('no download')
    const excel = await readFile(path.join(studio.downloads, saved.downloadId, saved.fileName), 'utf8')
    expect(saved.fileName).toBe('breast_cancer-predictions.csv')
    expect(excel.startsWith('\ufeff')).toBe(true)
    expect(excel.slice(1).replaceAll('\r\n', '\n')).toBe(exact)
    const right = lines.slice(1).filter((line) => line.split(',').at(-3) === line.split(',').at(-2)).length
    expect(right / 569).toBeGreaterThan(0.93)
    expect(report.answer?.kind).toBe('classification')
  })

  it('fills columns that a new file lacks and says so; refuses a file that has none of them', async () => {
    const [header = '', row = ''] = (await readFile(file, 'utf8')).split(/\r?\n/)
    const cut = (line: string) => line.split(',').slice(1).join(',')
    const source = await fileWith(studio, 'one column less.csv', `${cut(header)}\n${cut(row)}\n`)
    for await (const event of await studio.client.predict.file({ projectId: project.id, runId, source })) {
      if (event.kind === 'done') expect(event.prediction.matched[0]).toEqual({ column: header.split(',')[0], found: false })
    }
    const foreign = await fileWith(studio, 'foreign.csv', 'a,b\n1,2\n3,4\n')
    const reading = (async () => {
      for await (const event of await studio.client.predict.file({ projectId: project.id, runId, source: foreign })) event satisfies { kind: string }
    })()
    expect(await failure(reading)).toMatchObject({ code: 'predict.columnMissing', details: { column: header.split(',')[0] } })
  })

  it('is all there when the studio is started again', async () => {
    const before = await followed(studio.client, project.id, runId)
    await studio.stop()
    const again = await startStudio({ home: studio.home })
    const reopened = await again.client.project.open({ projectId: project.id })
    expect(reopened).toMatchObject({ name: 'Lumps', hasDataset: true, interruptedRuns: [] })
    expect(reopened.runs.map(({ id }) => id)).toEqual([runId])
    expect((await opened(await again.client.dataset.view({ projectId: project.id }))).rows).toBe(569)
    const after = await followed(again.client, project.id, runId)
    expect(after.loss).toEqual(before.loss)
    expect(after.summary).toEqual(before.summary)
    expect((await again.client.run.detail({ projectId: project.id, runId })).report).toEqual(report)
    const form = await again.client.predict.form({ projectId: project.id, runId })
    const row = await again.client.predict.row({ projectId: project.id, runId, values: form.fields.map(({ column, start }) => ({ column, value: start })) })
    expect(row.answer.kind).toBe('class')
    const folder = path.join(studio.home, 'home', 'projects', project.id)
    expect((await readdir(path.join(folder, 'runs', runId))).sort()).toEqual(['asked-plan.json', `checkpoint-${after.summary.steps.done}.safetensors`, 'events.jsonl', 'layers.json', 'plan.json', 'recipe.json', 'report.json', 'scores.safetensors', 'start-row.json', 'steps.bin', 'weights.safetensors'])
    studio = again
  })

  it('repeats the same run to the last bit, and counts the second look at the test rows', async () => {
    const { plan } = await studio.client.run.detail({ projectId: project.id, runId })
    const { id } = await studio.client.run.start({ projectId: project.id, plan })
    const first = await followed(studio.client, project.id, runId)
    const second = await followed(studio.client, project.id, id)
    expect(second.loss).toEqual(first.loss)
    const detail = await studio.client.run.detail({ projectId: project.id, runId: id })
    expect(detail.report).toMatchObject({ looks: 2, weightsSha256: report.weightsSha256, answer: report.answer, metrics: report.metrics })
  })
})

describe('a run without test rows', () => {
  it('says that nobody knows how good it is, and counts as no look', async () => {
    const { project: other } = await projectWith(studio.client, sample('iris'))
    const plan = withTarget(other.plan, 'species')
    const { id } = await studio.client.run.start({ projectId: other.id, plan: { ...plan, recipe: { ...plan.recipe, split: { ...plan.recipe.split, test: 0 } } } })
    await followed(studio.client, other.id, id)
    const { report: unmeasured } = await studio.client.run.detail({ projectId: other.id, runId: id })
    expect(unmeasured).toMatchObject({ answer: null, looks: 0, rows: { test: 0 } })
    expect(unmeasured?.metrics.test).toEqual({})
  })
})

describe('the other samples', () => {
  it.each([
    ['penguins', 'Species', 'multiclass'],
    ['iris', 'species', 'multiclass'],
    ['cars', 'Miles_per_Gallon', 'regression'],
  ] as const)('%s: %s is learned as %s and predicted for one row', async (name, target, task) => {
    const { project: other } = await projectWith(studio.client, sample(name))
    const { summary, loss } = await trained(studio.client, other, target, { epochs: 30 })
    expect(summary).toMatchObject({ task, state: { kind: 'finished' }, hasModel: true })
    expect(loss.at(-1)).toBeLessThan(loss[0] ?? 0)
    const detail = await studio.client.run.detail({ projectId: other.id, runId: summary.id })
    expect(detail.report?.answer?.kind).toBe(task === 'regression' ? 'regression' : 'classification')
    const form = await studio.client.predict.form({ projectId: other.id, runId: summary.id })
    const { answer } = await studio.client.predict.row({ projectId: other.id, runId: summary.id, values: form.fields.map(({ column, start }) => ({ column, value: start })) })
    expect(answer.kind).toBe(task === 'regression' ? 'number' : 'class')
    if (answer.kind === 'number') expect(answer.value).toBeGreaterThan(0)
  })
})
