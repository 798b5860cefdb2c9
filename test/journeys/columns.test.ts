/** Columns renamed and worked out, rows kept by a condition: from the recipe to a run's predictions, through the studio process. */
import { afterEach, describe, expect, it } from 'vitest'
import { Recipe, RecipeSteps } from '#contract/recipe.ts'
import { cleanUp, failure, fileWith, followed, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'

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
