/** The plan that `candor train` runs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalogue } from '#contract/network.ts'
import type { TrainCommand } from './command.ts'
import { trainingPlan } from './training-plan.ts'

const text = { en: '', 'zh-CN': '' }
const setting = (name: string, minimum: number, maximum: number) => ({ name, label: text, help: text, kind: 'integer' as const, default: 1, minimum, maximum, common: true })
const catalogue: Catalogue = {
  layers: [{ type: 'dense', label: text, help: text, settings: [setting('units', 1, 100)] }],
  activations: [],
  initializers: [],
  regularizers: [],
  losses: [],
  optimizers: [],
  schedules: [],
  metrics: [],
  engines: [{ type: 'tfjs', label: text, help: text, settings: [] }],
  training: [setting('epochs', 1, 1000), setting('batchSize', 1, 100), setting('seed', 0, 4294967295)],
  templates: [],
}

function command(changes: Partial<TrainCommand> = {}): TrainCommand {
  return { name: 'train', file: 'a.csv', reading: {}, target: 'y', plan: undefined, settings: {}, out: undefined, json: false, ...changes }
}

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-plan-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function planFile(content: unknown): Promise<string> {
  const path = join(folder, 'plan.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('without a plan', () => {
  it('is the textbook’s: 64 and 32 relu units, adam, 10 epochs of batches of 32, a fifth kept for the test', async () => {
    const plan = await trainingPlan(command(), catalogue)
    expect(plan.network.layers.map(({ type, units, activation }) => ({ type, units, activation }))).toEqual([
      { type: 'dense', units: 64, activation: 'relu' },
      { type: 'dense', units: 32, activation: 'relu' },
    ])
    expect(plan.training).toMatchObject({ loss: 'auto', optimizer: { type: 'adam' }, epochs: 10, batchSize: 32, engine: 'auto' })
    expect(plan.recipe).toMatchObject({ target: 'y', task: null, scaling: 'standard', split: { mode: 'seeded', test: 0.2 } })
  })

  it('is changed by the options; the seed of weights leaves the split alone', async () => {
    const plan = await trainingPlan(command({ settings: { epochs: '3', batchSize: '16', seed: '7', engine: 'tfjs', split: 'sklearn' } }), catalogue)
    expect(plan.training).toMatchObject({ epochs: 3, batchSize: 16, seed: 7, engine: 'tfjs' })
    expect(plan.recipe.split).toMatchObject({ mode: 'sklearn', test: 0.2, seed: 42 })
  })

  it.each([
    { settings: { epochs: '0' }, says: '--epochs must be a whole number from 1 to 1000, not “0”.' },
    { settings: { epochs: '1.5' }, says: '--epochs' },
    { settings: { batchSize: '101' }, says: '--batch-size must be a whole number from 1 to 100, not “101”.' },
    { settings: { seed: '-1' }, says: '--seed' },
    { settings: { engine: 'abacus' }, says: 'There is no engine “abacus”. Engines: auto, tfjs.' },
    { settings: { split: 'random' }, says: '“random”' },
  ])('refuses $settings with the catalogue’s range', async ({ settings, says }) => {
    await expect(trainingPlan(command({ settings }), catalogue)).rejects.toThrow(says)
  })

  it('needs a target', async () => {
    await expect(trainingPlan(command({ target: undefined }), catalogue)).rejects.toThrow('--target')
  })
})

describe('with a plan', () => {
  it('takes it as it is, target too', async () => {
    const plan = await planFile({ version: 1, recipe: { target: 'price' }, training: { epochs: 4, batchSize: 8 } })
    expect(await trainingPlan(command({ target: undefined, plan }), catalogue)).toMatchObject({ recipe: { target: 'price' }, network: { layers: [] }, training: { epochs: 4, batchSize: 8 } })
  })

  it.each([
    { content: '{', error: { code: 'plan.invalid', details: { file: 'plan.json', expected: 'JSON' } } },
    { content: { version: 2 }, error: { code: 'plan.newer', details: { value: '2', expected: '1' } } },
    { content: { version: 2, training: { epochs: 'ten' } }, error: { code: 'plan.newer' } },
    { content: { version: 1, training: { epochs: 'ten' } }, error: { code: 'plan.invalid', details: { setting: 'training.epochs', value: 'ten', expected: 'number' } } },
    { content: { version: 1, training: { loss: 'huber' } }, error: { code: 'plan.invalid', details: { setting: 'training.loss', value: 'huber', expected: 'auto, { … }' } } },
    { content: {}, error: { code: 'plan.invalid', details: { setting: 'version', expected: '1' } } },
    { content: [], error: { code: 'plan.invalid', details: { file: 'plan.json', setting: '', expected: '{ … }' } } },
    { content: { version: 1, trainnig: { epochs: 3 } }, error: { code: 'plan.invalid', details: { setting: 'trainnig', expected: 'version, dataset, recipe, network, training' } } },
    { content: { version: 1, network: { layers: [{ id: 'a', type: 'dense', unitz: 3 }] } }, error: { code: 'plan.invalid', details: { layer: 1, setting: 'unitz', expected: 'units' } } },
  ])('refuses $content and says where', async ({ content, error }) => {
    await expect(trainingPlan(command({ plan: await planFile(content) }), catalogue)).rejects.toMatchObject(error)
  })

  it('refuses a file that is not there', async () => {
    await expect(trainingPlan(command({ plan: join(folder, 'none.json') }), catalogue)).rejects.toMatchObject({ code: 'file.notFound' })
    await expect(trainingPlan(command({ plan: folder }), catalogue)).rejects.toMatchObject({ code: 'file.unreadable' })
  })
})
