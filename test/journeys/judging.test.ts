import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectView } from '#contract/project.ts'
import type { RunScores } from '#contract/scores.ts'
import { cleanUp, failure, projectWith, sample, startStudio, trained } from './studio-driver.ts'
import type { Studio } from './studio-driver.ts'

let studio: Studio
let project: ProjectView
let runId = ''

beforeAll(async () => {
  studio = await startStudio()
  project = (await projectWith(studio.client, sample('breast_cancer'))).project
  runId = (await trained(studio.client, project, 'target', { epochs: 20 })).summary.id
})
afterAll(cleanUp)

const place = () => ({ projectId: project.id, runId })
const folder = () => path.join(studio.home, 'home', 'projects', project.id, 'runs', runId)

async function classes(): Promise<Extract<RunScores, { kind: 'classes' }>> {
  const scores = await studio.client.run.scores(place())
  if (scores?.kind !== 'classes') throw new Error('no scores of classes')
  return scores
}

describe('a run judged in depth', () => {
  it('gives back what it said of each row, and agrees with its report', async () => {
    const { test, validation, suggested, reliability } = await classes()
    const { report } = await studio.client.run.detail(place())
    if (report?.answer?.kind !== 'classification' || !test?.ranked || reliability === null) throw new Error('not judged')
    expect([test.total, validation?.total ?? 0]).toEqual([report.rows.test, report.rows.validation])
    const right = test.actual.filter((actual, row) => actual === Number((test.probabilities[row] ?? 0) > 0.5)).length
    expect(right).toBe(report.answer.right)
    expect(test.ranked.rocArea).toBeCloseTo(report.metrics.test['auc'] ?? NaN, 12)
    expect(reliability.equalMass.bins.reduce((sum, bin) => sum + bin.right, 0)).toBe(right)
    // The rows are the table's own: the surest mistake is found by its number, with its probability.
    const [worst] = report.answer.mistakes
    if (worst !== undefined) {
      const probability = test.probabilities[test.rows.indexOf(worst.row)] ?? NaN
      expect(Math.max(probability, 1 - probability)).toBeCloseTo(worst.probability, 6)
    }
    expect(suggested === null).toBe(report.rows.validation === 0)
  })

  it('predicts with the cut-off a person chose, keeps it, and lets it go; the report stays', async () => {
    const { client } = studio
    const before = await client.run.detail(place())
    const { test } = await classes()
    const row = test?.rows[0] ?? 1
    const probability = test?.probabilities[0] ?? 0
    const value = probability > 0.5 ? 1 : 0
    const form = await client.predict.form({ ...place(), row })
    const ask = async () => (await client.predict.row({ ...place(), values: form.fields.map(({ column, start }) => ({ column, value: start })) })).answer
    const usual = await ask()
    const chosen = await client.run.useCutOff({ ...place(), cutOff: { value, chosenOn: 'validation' } })
    expect(chosen).toEqual({ ...before, cutOff: { value, chosenOn: 'validation' } })
    const other = await ask()
    if (usual.kind !== 'class' || other.kind !== 'class') throw new Error('no classes')
    expect(other.cutOff).toBe(value)
    expect(other.answer).not.toBe(usual.answer)
    expect((await client.run.detail(place())).cutOff).toEqual({ value, chosenOn: 'validation' })
    expect(await client.run.useCutOff({ ...place(), cutOff: null })).toEqual(before)
    expect(await ask()).toEqual(usual)
  })

  it('counts a cut-off chosen on test rows as one more look at them', async () => {
    const looks = async (): Promise<number> => Number(JSON.parse(await readFile(path.join(studio.home, 'home', 'projects', project.id, 'project.json'), 'utf8')).looks)
    const before = await looks()
    await studio.client.run.useCutOff({ ...place(), cutOff: { value: 0.4, chosenOn: 'validation' } })
    expect(await looks()).toBe(before)
    await studio.client.run.useCutOff({ ...place(), cutOff: { value: 0.4, chosenOn: 'test' } })
    expect(await looks()).toBe(before + 1)
    const { looks: told } = await studio.client.run.lookAtTest(place())
    expect([told, await looks()]).toEqual([before + 2, before + 2])
    expect((await studio.client.run.detail(place())).looks).toBe(before + 2)
    await studio.client.run.useCutOff({ ...place(), cutOff: null })
  })

  it('says so where its scores are damaged, and has none where an earlier version kept none', async () => {
    const file = path.join(folder(), 'scores.safetensors')
    const whole = await readFile(file)
    const broken = Uint8Array.from(whole)
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
    await writeFile(file, broken)
    expect(await failure(studio.client.run.scores(place()))).toMatchObject({ code: 'project.damaged' })
    await rm(file)
    expect(await studio.client.run.scores(place())).toBeNull()
    await writeFile(file, whole)
    expect((await classes()).test?.total).toBe(114)
  })

  it('gives residuals of numbers, and no cut-off', async () => {
    const { project: cars } = await projectWith(studio.client, sample('cars'))
    const { summary } = await trained(studio.client, cars, 'Miles_per_Gallon', { epochs: 5 })
    const ofCars = { projectId: cars.id, runId: summary.id }
    const scores = await studio.client.run.scores(ofCars)
    const { report } = await studio.client.run.detail(ofCars)
    if (scores?.kind !== 'numbers' || report?.answer?.kind !== 'regression') throw new Error('no numbers')
    expect(scores.residuals?.meanAbsolute).toBeCloseTo(report.answer.meanAbsoluteError.value, 4)
    expect(scores.test?.actual).toHaveLength(report.answer.rows)
    expect(await failure(studio.client.run.useCutOff({ ...ofCars, cutOff: { value: 0.4, chosenOn: 'validation' } }))).toMatchObject({ code: 'request.invalid' })
  })
})
