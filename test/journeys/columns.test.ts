/** Columns renamed and worked out, rows kept by a condition: from the recipe to a run's predictions, through the studio process. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import type { FileSource } from '#contract/dataset.ts'
import { Recipe, RecipeSteps } from '#contract/recipe.ts'
import { inRoot } from '#scripts/root.mjs'
import { type Studio, cleanUp, failure, fileWith, followed, opened, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'

afterEach(cleanUp)

const steps = [
  { kind: 'rename', id: 'a', column: 'sepal width (cm)', name: '宽' },
  { kind: 'compute', id: 'b', name: 'petal area', formula: '[petal length (cm)] * [petal width (cm)]' },
  { kind: 'filter', id: 'c', formula: 'species <> "setosa"' },
]
const renamedTarget = { kind: 'rename', id: 'd', column: 'species', name: '品种' }
const columns = ['sepal length (cm)', 'petal length (cm)', 'petal width (cm)'].map((column) => ({ column, use: false }))

describe('a recipe with steps', () => {
  it('is previewed, trained and predicted with; new rows need only the columns of the file and all are answered', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { project } = await projectWith(client, sample('iris'))
    const plan = { ...withTarget(project.plan, 'species', { epochs: 2 }), recipe: Recipe.parse({ target: 'species', steps, columns }) }
    const preview = await client.recipe.preview({ projectId: project.id, recipe: plan.recipe })
    expect(preview.inputs).toEqual(['宽', 'petal area'])
    expect(preview.task).toBe('binary')
    expect(preview.leftOutRows).toEqual([{ reason: 'filtered', count: 50 }])

    const { id } = await client.run.start({ projectId: project.id, plan })
    await followed(client, project.id, id)
    const run = { projectId: project.id, runId: id }
    expect((await client.run.detail(run)).plan?.recipe.steps).toEqual(plan.recipe.steps)
    const form = await client.predict.form(run)
    expect(form.fields.map(({ column }) => column)).toEqual(['sepal width (cm)', 'petal length (cm)', 'petal width (cm)'])
    expect(form.fields.every(({ start, range }) => start !== null && range !== null)).toBe(true)
    const values = form.fields.map(({ column, start }) => ({ column, value: start }))
    const one = await client.predict.row({ ...run, values })
    expect(one.notes).toEqual([])

    const source = await fileWith(studio, 'new.csv', `petal width (cm),petal length (cm),sepal width (cm)\n${['petal width (cm)', 'petal length (cm)', 'sepal width (cm)'].map((name) => values.find(({ column }) => column === name)?.value ?? '').join(',')}\n0.2,1.4,3.5\n`)
    let prediction
    for await (const event of await client.predict.file({ ...run, source })) if (event.kind === 'done') prediction = event.prediction
    expect(prediction).toMatchObject({ rows: 2, extra: [] })
    expect(prediction?.matched.every(({ found }) => found)).toBe(true)
    const answered = prediction?.preview.cells.map((cells) => cells.slice(3)) ?? []
    expect(answered.length).toBe(2)
    expect(answered[0]?.[0]).toBe(one.answer.kind === 'class' ? one.answer.answer : '')
    expect(studio.log()).toBe('')
  })

  it('tells what each step does, before anything is chosen to be predicted, and which can\'t be done', async () => {
    const { client } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const { steps: effects, rows } = await client.recipe.steps({ projectId: project.id, steps: RecipeSteps.parse([...steps, { kind: 'compute', id: 'x', name: 'y', formula: 'petal' }]) })
    expect(effects.map(({ mistake }) => mistake?.problem ?? null)).toEqual([null, null, null, 'formula.unknownColumn'])
    expect(effects[1]?.made?.first.map((text) => Math.round(Number(text) * 100) / 100)).toEqual([0.28, 0.28, 0.26, 0.3, 0.28])
    expect(effects[2]?.rows).toEqual({ before: 150, after: 100 })
    expect(rows).toBe(100)
  })

  it('that learn is trained and predicted with: new rows go through what the training rows taught', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { project } = await projectWith(client, sample('iris'))
    const learning = [
      { kind: 'sample', id: 'a', rows: 120, seed: 3 },
      { kind: 'log', id: 'b', column: 'petal length (cm)' },
      { kind: 'bin', id: 'c', column: 'petal width (cm)', count: 3, by: 'quantile' },
      { kind: 'yeoJohnson', id: 'd', column: 'sepal width (cm)' },
    ]
    const plan = { ...withTarget(project.plan, 'species', { epochs: 2 }), recipe: Recipe.parse({ target: 'species', steps: learning }) }
    const preview = await client.recipe.preview({ projectId: project.id, recipe: plan.recipe })
    expect(preview.leftOutRows).toEqual([{ reason: 'filtered', count: 30 }])
    expect(preview.learned.map(({ learned }) => learned.kind)).toEqual(['log', 'bin', 'yeoJohnson'])
    expect(preview.inputs.length).toBe(6)
    const { id } = await client.run.start({ projectId: project.id, plan })
    await followed(client, project.id, id)
    const run = { projectId: project.id, runId: id }
    const form = await client.predict.form(run)
    expect(form.fields.map(({ column, type }) => [column, type])).toEqual(['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'].map((column) => [column, 'number']))
    const one = await client.predict.row({ ...run, values: form.fields.map(({ column, start }) => ({ column, value: start })) })
    const source = await fileWith(studio, 'new.csv', `${form.fields.map(({ column }) => column).join(',')}\n${form.fields.map(({ start }) => start).join(',')}\n9,-9,-9,99\n`)
    let prediction
    for await (const event of await client.predict.file({ ...run, source })) if (event.kind === 'done') prediction = event.prediction
    expect(prediction?.preview.cells.map((cells) => cells[4])).toEqual([one.answer.kind === 'class' ? one.answer.answer : '', expect.stringMatching(/./)])
    expect(studio.log()).toBe('')
  })

  it('may rename what is predicted: a form still knows what was true', async () => {
    const studio = await startStudio()
    const { client } = studio
    const { project } = await projectWith(client, sample('iris'))
    const plan = { ...withTarget(project.plan, 'species', { epochs: 1 }), recipe: Recipe.parse({ target: '品种', steps: [renamedTarget] }) }
    const { id } = await client.run.start({ projectId: project.id, plan })
    await followed(client, project.id, id)
    expect((await client.predict.form({ projectId: project.id, runId: id })).actual).toMatch(/setosa|versicolor|virginica/)
  })

  it('that can\'t be done is refused with the step and what is wrong', async () => {
    const { client } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const recipe = Recipe.parse({ target: 'species', steps: [{ kind: 'compute', id: 'x', name: 'area', formula: '[petal length cm] * 2' }] })
    expect(await failure(client.recipe.preview({ projectId: project.id, recipe }))).toEqual({ code: 'recipe.step', details: { count: 1, problem: 'formula.unknownColumn', value: 'petal length cm', expected: 'petal length (cm)' } })
  })
})

const peopleSteps = RecipeSteps.parse([
  { kind: 'compute', id: 'a', name: 'bmi', formula: 'weight / (height / 100) ^ 2' },
  { kind: 'groupRare', id: 'b', column: 'city', share: 0.05, name: 'elsewhere' },
  { kind: 'yeoJohnson', id: 'c', column: 'weight' },
  { kind: 'filter', id: 'd', formula: 'age >= 30' },
])

/** Ill is who is heavy for their height; some live where few do. `gone`: a column that is not there. */
function peopleFile(city: string, gone = ''): string {
  const names = ['height', 'weight', 'age', 'city', 'ill']
  const rows = Array.from({ length: 240 }, (_, row) => {
    const [height, weight] = [150 + ((row * 37) % 50), 50 + ((row * 23) % 60)]
    return [height, weight, 20 + ((row * 7) % 60), row % 40 === 5 ? `${city} ${row}` : ['Bern', 'Chur', '北京'][row % 3], weight / (height / 100) ** 2 > 28 ? 'yes' : 'no']
  })
  return [names, ...rows].map((cells) => cells.filter((_, at) => names[at] !== gone).join(',')).join('\n')
}

/** The file of predictions as it is saved, and the columns of the file that were not found. */
async function predictedFile({ client, home }: Studio, run: { projectId: string; runId: string }, source: FileSource): Promise<{ text: string; absent: string[] }> {
  for await (const event of await client.predict.file({ ...run, source })) {
    if (event.kind !== 'done') continue
    const file = path.join(home, `predicted-${event.prediction.predictionId}.csv`)
    await client.predict.save({ ...run, predictionId: event.prediction.predictionId, format: 'exact', path: file })
    return { text: await readFile(file, 'utf8'), absent: event.prediction.matched.filter(({ found }) => !found).map(({ column }) => column) }
  }
  throw new Error('nothing was predicted')
}

describe('a project with steps', () => {
  it('goes out as one file and in elsewhere, takes a newer file, and answers the same from the command line', async () => {
    const studio = await startStudio()
    const { client } = studio
    const source = await fileWith(studio, 'people.csv', peopleFile('village'))
    const { project } = await projectWith(client, source)
    const plan = { ...withTarget(project.plan, 'ill', { epochs: 3 }), recipe: Recipe.parse({ target: 'ill', steps: peopleSteps }) }
    await client.project.savePlan({ projectId: project.id, plan })
    const { id: runId } = await client.run.start({ projectId: project.id, plan })
    await followed(client, project.id, runId)
    const newRows = await fileWith(studio, 'new.csv', peopleFile('hamlet'))
    const answered = await predictedFile(studio, { projectId: project.id, runId }, newRows)
    expect(answered.absent).toEqual([])
    expect(answered.text.trimEnd().split(/\r?\n/).length).toBe(241)

    const file = path.join(studio.home, 'people.candor')
    for await (const event of await client.project.export({ projectId: project.id, path: file })) if (event.kind === 'done') expect(event.runs).toBe(1)
    const elsewhere = await startStudio()
    let there
    for await (const event of await elsewhere.client.project.import({ source: { kind: 'path', path: file } })) if (event.kind === 'done') there = event.project
    if (there === undefined) throw new Error('no project came in')
    expect(there.plan.recipe).toEqual(plan.recipe)
    const previews = await Promise.all([client.recipe.preview({ projectId: project.id, recipe: plan.recipe }), elsewhere.client.recipe.preview({ projectId: there.id, recipe: plan.recipe })])
    expect(previews[1]).toEqual(previews[0])
    expect(previews[0]?.learned.map(({ learned }) => learned.kind)).toEqual(['groupRare', 'yeoJohnson'])
    const [run] = there.runs
    expect((await predictedFile(elsewhere, { projectId: there.id, runId: run?.id ?? '' }, newRows)).text).toBe(answered.text)

    const newer = await opened(await elsewhere.client.dataset.replace({ projectId: there.id, source: await fileWith(elsewhere, 'newer.csv', peopleFile('Bellinzona', 'age')), reading: {} }))
    expect(newer.findings).toContainEqual(expect.objectContaining({ code: 'changed.columnMissing', column: 'age' }))
    expect(newer.findings).toContainEqual(expect.objectContaining({ code: 'changed.categoryNew', column: 'city', count: 6, value: 'Bellinzona 5' }))
    const { steps: effects } = await elsewhere.client.recipe.steps({ projectId: there.id, steps: peopleSteps })
    expect(effects.map(({ mistake }) => mistake)).toEqual([null, null, null, { problem: 'formula.unknownColumn', value: 'age', expected: expect.anything() }])
    expect(await failure(elsewhere.client.recipe.preview({ projectId: there.id, recipe: plan.recipe }))).toMatchObject({ code: 'recipe.step', details: { count: 4, value: 'age' } })
    // The run that is there stays as it is: what it learned does not depend on the table.
    expect((await predictedFile(elsewhere, { projectId: there.id, runId: run?.id ?? '' }, newRows)).text).toBe(answered.text)
    expect((await predictedFile(elsewhere, { projectId: there.id, runId: run?.id ?? '' }, await fileWith(elsewhere, 'short.csv', peopleFile('hamlet', 'height')))).absent).toEqual(['height'])

    const candor = async (...words: string[]): Promise<string> => {
      const environment = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', CANDOR_HOME: path.join(studio.home, 'command') }
      return (await promisify(execFile)(process.execPath, [inRoot('out', 'main', 'cli.js'), ...words], { env: environment, cwd: studio.home })).stdout
    }
    const asked = path.join(studio.home, 'home', 'projects', project.id, 'runs', runId, 'asked-plan.json')
    expect(JSON.parse(await candor('train', 'people.csv', '--plan', asked, '--out', 'kept', '--json'))).toMatchObject({ task: 'binary', rows: 240 })
    await candor('predict', 'kept', 'new.csv', '--out', 'predicted.csv')
    expect(await readFile(path.join(studio.home, 'predicted.csv'), 'utf8')).toBe(answered.text)
    expect([studio.log(), elsewhere.log()]).toEqual(['', ''])
  })
})
