import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { Recipe } from '#contract/recipe.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import type { NamedTensor } from '#engine/training/engine.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { factsOfPrepared } from '../recipe/plan-facts.ts'
import { weightsFile } from '../run/kept-weights.ts'
import { loadModel } from './loaded-model.ts'
import type { ModelFiles } from './predict-messages.ts'

const table = tableOf(
  numberColumn('size', upTo(40).map((row) => (row % 7 === 0 ? null : row))),
  wordColumn('colour', upTo(40).map((row) => ['red', 'green', 'blue'][row % 3] ?? null)),
  wordColumn('answer', upTo(40).map((row) => (row % 3 === 0 || row > 30 ? 'yes' : 'no'))),
)
const recipe = Recipe.parse({ target: 'answer' })
const prepared = prepare(table, recipe)
const layers = [{ id: 'layer-1', type: 'dense', units: 4, activation: 'relu' }, { id: 'layer-2', type: 'batchNormalization' }, { id: 'layer-3', type: 'dropout' }]
const plan = Plan.parse({ version: 1, recipe, network: { layers } })
const asked = { inputs: prepared.training.inputs, count: prepared.training.count }

let home = ''
let weights: NamedTensor[] = []
let outputs = new Float32Array(0)
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'candor-model-'))
  const engine = createCompiledEngine()
  const model = await engine.load(buildProgram(plan, factsOfPrepared(prepared)), plan.training, prepared.training)
  for (let step = 1; step <= 10; step++) model.step(Int32Array.from(upTo(asked.count)), step, 0.05)
  weights = model.weights()
  outputs = Float32Array.from(model.predict(asked.inputs, asked.count))
  model.dispose()
})
afterAll(() => rm(home, { recursive: true, force: true }))

let written = 0
/** A run's folder as a finished training leaves it. */
async function stored(contents: { plan?: string; recipe?: string; weights?: Uint8Array } = {}): Promise<ModelFiles> {
  const folder = await mkdtemp(path.join(home, `run-${++written}-`))
  const files = { plan: path.join(folder, 'plan.json'), recipe: path.join(folder, 'recipe.json'), weights: path.join(folder, 'weights.safetensors') }
  await writeFile(files.plan, contents.plan ?? JSON.stringify(plan))
  await writeFile(files.recipe, contents.recipe ?? JSON.stringify(prepared.fitted))
  await writeFile(files.weights, contents.weights ?? weightsFile(weights))
  return { ...files, stamp: folder, wasm: path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) }
}

describe('a model read back from its run', () => {
  it('answers to the bit as it did when it was trained', async () => {
    const { fitted, predict, dispose } = await loadModel(await stored())
    expect(predict(asked.inputs, asked.count)).toEqual(outputs)
    expect(new Set(outputs).size).toBeGreaterThan(5)
    expect(fitted).toEqual(prepared.fitted)
    dispose()
  })

  it.each(['plan', 'recipe', 'weights'] as const)('is none where the file of its %s is gone', async (part) => {
    const files = await stored()
    await rm(files[part])
    await expect(loadModel(files)).rejects.toMatchObject({ code: 'run.noModel' })
  })

  it.each([
    ['more units', { ...layers[0], units: 5 }],
    ['another id', { ...layers[0], id: 'other' }],
  ])('is refused where the plan has a layer with %s, naming the file of the weights', async (_, layer) => {
    const files = await stored({ plan: JSON.stringify({ ...plan, network: { ...plan.network, layers: [layer, ...layers.slice(1)] } }) })
    await expect(loadModel(files)).rejects.toMatchObject({ code: 'project.damaged', details: { file: files.weights } })
  })

  it.each([
    ['a plan that is no JSON', { plan: '{"version":' }],
    ['a plan of no known version', { plan: JSON.stringify({ ...plan, version: 99 }) }],
    ['a plan with a layer that there is not', { plan: JSON.stringify({ ...plan, network: { layers: [{ id: 'a', type: 'conv2d' }] } }) }],
    ['a recipe that is none', { recipe: '{}' }],
    ['weights cut short', { weights: new Uint8Array(20) }],
  ])('is refused where its run holds %s', async (_, contents) => {
    await expect(loadModel(await stored(contents))).rejects.toMatchObject({ code: 'project.damaged' })
  })
})
