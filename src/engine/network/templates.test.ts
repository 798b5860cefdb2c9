import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Plan } from '#contract/plan.ts'
import { templates } from '#engine/catalogue/templates.ts'
import { checkPlan } from './check.ts'
import type { PlanFacts } from './facts.ts'
import { suggestTraining } from './suggest.ts'
import { networkOfTemplate } from './templates.ts'

const facts: PlanFacts = { inputs: 30, task: 'binary', classes: 2, trainingRows: 455, validationRows: 0 }
/** `64 relu, dropout`: units and types. */
const wordsOf = (type: string, own: Partial<PlanFacts> = {}): string =>
  networkOfTemplate(type, { ...facts, ...own }).layers.map((layer) => (layer.type === 'dense' ? `${String(layer['units'])} ${String(layer['activation'] ?? 'linear')}` : layer.type)).join(', ')
const tasks: Pick<PlanFacts, 'task' | 'classes'>[] = [{ task: 'binary', classes: 2 }, { task: 'multiclass', classes: 4 }, { task: 'regression', classes: 0 }]

describe('templates', () => {
  it('are the networks that their names say', () => {
    expect(wordsOf('linear')).toBe('')
    expect(wordsOf('small')).toBe('16 relu')
    expect(wordsOf('textbook')).toBe('64 relu, 32 relu')
    expect(wordsOf('wide')).toBe('256 relu')
    expect(wordsOf('deep')).toBe([64, 64, 32, 32].map((units) => `${units} linear, batchNormalization, activation`).join(', '))
  })

  it('look for patterns in an image where the columns are one, else in a sequence', () => {
    const shapeOf = (inputs: number) => networkOfTemplate('convolutional', { ...facts, inputs }).layers[0]
    expect(shapeOf(784)).toMatchObject({ type: 'reshape', height: 28, width: 28, channels: 1 })
    expect(shapeOf(3072)).toMatchObject({ height: 32, width: 32, channels: 3 })
    expect(shapeOf(30)).toMatchObject({ height: 0, width: 30, channels: 1 })
    expect(shapeOf(49)).toMatchObject({ height: 0, width: 49, channels: 1 })
    expect(wordsOf('convolutional', { inputs: 64 })).toBe('reshape, conv2d, maxPooling2d, conv2d, maxPooling2d, flatten, 64 relu')
    expect(wordsOf('convolutional')).toBe('reshape, conv1d, maxPooling1d, conv1d, maxPooling1d, flatten, 64 relu')
  })

  it('begin with an embedding where columns are codes', () => {
    const own = { ...facts, codes: [{ at: 3, size: 5 }, { at: 7, size: 20 }] }
    for (const { type } of templates) {
      const plan = Plan.parse({ version: 1, network: networkOfTemplate(type, own) })
      expect(plan.network.layers[0]?.type).toBe('embedding')
      expect(checkPlan(plan, own).problems).toEqual([])
    }
  })

  it.each([
    [20, 5, '16 relu'],
    [99, 5, '16 relu'],
    [100, 5, '64 relu, 32 relu'],
    [455, 30, '64 relu, 32 relu'],
    [100, 100, '64 relu, 32 relu'],
    [100, 101, '32 relu, dropout'],
    [9_999, 50_000, '32 relu, dropout'],
    [9_999, 30, '64 relu, 32 relu'],
    [10_000, 30, '128 relu, 64 relu'],
    [99_999, 30, '128 relu, 64 relu'],
    [100_000, 30, '256 relu, 128 relu, 64 relu'],
    [5_000_000, 30, '256 relu, 128 relu, 64 relu'],
  ])('suggest for %d training rows of %d numbers: %s', (trainingRows, inputs, words) => {
    expect(wordsOf('suggest', { trainingRows, inputs })).toBe(words)
  })

  it('are all without a problem, for every task and size of data, with the training that is suggested', () => {
    for (const task of tasks) {
      for (const trainingRows of [2, 50, 455, 20_000, 1_000_000]) {
        for (const inputs of [1, 30, 3000]) {
          for (const validationRows of [0, Math.ceil(trainingRows / 5)]) {
            const own: PlanFacts = { ...task, inputs, trainingRows, validationRows }
            for (const { type } of templates) {
              const plan = Plan.parse({ version: 1, network: networkOfTemplate(type, own) })
              const problems = checkPlan({ ...plan, training: suggestTraining(plan, own) }, own).problems
              expect(problems, `${type} for ${JSON.stringify(own)}`).toEqual([])
            }
          }
        }
      }
    }
  })

  it('have the ids layer-1, layer-2 ..., none twice', () => {
    expect(networkOfTemplate('deep', facts).layers.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, at) => `layer-${at + 1}`))
  })

  it('that do not exist are refused, with the names of those that do', () => {
    expect(() => networkOfTemplate('huge', facts)).toThrow(StudioError)
    expect(() => networkOfTemplate('huge', facts)).toThrow(expect.objectContaining({ code: 'request.invalid', details: { setting: 'template', value: 'huge', expected: 'suggest, linear, small, textbook, wide, deep, convolutional' } }))
  })
})

describe('suggested training', () => {
  const suggested = (trainingRows: number, validationRows = 0) => suggestTraining(Plan.parse({ version: 1 }), { ...facts, trainingRows, validationRows })

  it.each([
    [10, 200, 10],
    [100, 200, 32],
    [455, 100, 32],
    [5_000, 10, 32],
    [64_000, 10, 32],
    [64_001, 10, 64],
    [1_000_000, 10, 512],
    [100_000_000, 10, 1024],
  ])('for %d training rows is %d epochs in batches of %d', (rows, epochs, batchSize) => {
    expect(suggested(rows)).toMatchObject({ epochs, batchSize, optimizer: { type: 'adam' }, loss: 'auto', classWeights: 'none' })
  })

  it('takes about 1,500 steps where the number of epochs is free', () => {
    for (const rows of [300, 455, 1000, 3000]) {
      const { epochs, batchSize } = suggested(rows)
      expect(epochs % 10).toBe(0)
      // Whole tens of epochs: at most five epochs more or fewer.
      expect(Math.abs(epochs * Math.ceil(rows / batchSize) - 1500)).toBeLessThanOrEqual(5 * Math.ceil(rows / batchSize))
    }
  })

  it('stops early where there are rows to see it by, waiting longer in longer trainings', () => {
    expect(suggested(455, 0).earlyStopping).toMatchObject({ enabled: false })
    expect(suggested(455, 91).earlyStopping).toMatchObject({ enabled: true, patience: 10, restoreBest: true })
    expect(suggested(5_000, 91).earlyStopping).toMatchObject({ enabled: true, patience: 5 })
  })

  it('leaves seed and engine as they were', () => {
    const plan = Plan.parse({ version: 1, training: { seed: 99, engine: 'tfjs', batchSize: 7 } })
    expect(suggestTraining(plan, facts)).toMatchObject({ seed: 99, engine: 'tfjs', batchSize: 32 })
  })
})
