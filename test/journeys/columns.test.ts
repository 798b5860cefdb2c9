/** Columns renamed and worked out, rows kept by a condition: from the recipe to a run's predictions, through the studio process. */
import { afterEach, describe, expect, it } from 'vitest'
import { Recipe } from '#contract/recipe.ts'
import { cleanUp, failure, fileWith, followed, projectWith, sample, startStudio, withTarget } from './studio-driver.ts'

afterEach(cleanUp)

const steps = [
  { kind: 'rename', id: 'a', column: 'sepal width (cm)', name: '宽' },
  { kind: 'compute', id: 'b', name: 'petal area', formula: '[petal length (cm)] * [petal width (cm)]' },
  { kind: 'filter', id: 'c', formula: 'species <> "setosa"' },
]
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

  it('that can\'t be done is refused with the step and what is wrong', async () => {
    const { client } = await startStudio()
    const { project } = await projectWith(client, sample('iris'))
    const recipe = Recipe.parse({ target: 'species', steps: [{ kind: 'compute', id: 'x', name: 'area', formula: '[petal length cm] * 2' }] })
    expect(await failure(client.recipe.preview({ projectId: project.id, recipe }))).toEqual({ code: 'recipe.step', details: { count: 1, problem: 'formula.unknownColumn', value: 'petal length cm', expected: 'petal length (cm)' } })
  })
})
