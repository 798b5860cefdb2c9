import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { upTo } from '#test/tables/columns.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { bitsOf, seededRows, trainSmall } from '#test/training/small-job.ts'
import { buildProgram } from '../network/program.ts'
import type { Engine } from './engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

describe('averaged weights', () => {
  const training = { epochs: 3, optimizer: { type: 'sgd', learningRate: 0.5, useEma: true, emaMomentum: 0.9 } }

  it('are what is kept and measured, while the others go on learning', async () => {
    const [plain, averaged] = [await trainSmall(engine, { training: { ...training, optimizer: { ...training.optimizer, useEma: false } } }), await trainSmall(engine, { training })]
    expect(averaged.losses).toEqual(plain.losses)
    expect(averaged.watched.weightsBefore.map(bitsOf)).toEqual(plain.watched.weightsBefore.map(bitsOf))
    expect(averaged.told.epochs[0]?.validation['loss']).not.toBe(plain.told.epochs[0]?.validation['loss'])
    // Of all the weights there were, the last ones included.
    const after = [...plain.watched.weightsBefore.slice(1), plain.outcome.weights].map((weights) => weights.flatMap(({ values }) => [...values]))
    const ofSteps = (steps: number): number[] => after.slice(1, steps).reduce((average, weights) => average.map((value, at) => Math.fround(0.9 * value + (1 - 0.9) * (weights[at] ?? NaN))), after[0] ?? [])
    expect(averaged.outcome.weights.flatMap(({ values }) => [...values])).toEqual(ofSteps(after.length))
    expect(averaged.told.best.length).toBeGreaterThan(0)
    for (const { epoch, weights } of averaged.told.best) expect(weights.flatMap(({ values }) => [...values])).toEqual(ofSteps(4 * epoch))
  })

  it('are what the model answers with, before a step back and after it', async () => {
    const rows = seededRows('binary', 8, 1)
    const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units: 4, activation: 'tanh', kernelRegularizer: { type: 'l2', l2: 0.1 } }] }, training })
    const program = buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 8, validationRows: 0 })
    const model = await engine.load(program, plan.training, rows)
    const other = await engine.load(program, { ...plan.training, optimizer: { type: 'sgd' } }, rows)
    const answers = (): void => {
      other.setWeights(model.answerWeights())
      expect(model.evaluate(rows)).toEqual(other.evaluate(rows))
      expect(model.predict(rows.inputs, 8)).toEqual(other.predict(rows.inputs, 8))
    }
    const batch = Int32Array.from(upTo(8))
    expect(bitsOf(model.answerWeights())).toEqual(bitsOf(model.weights()))
    for (const step of [1, 2]) model.step(batch, step, 0.5)
    const earlier = model.answerWeights()
    model.step(batch, 3, 0.5)
    const learning = bitsOf(model.weights())
    expect(bitsOf(model.answerWeights())).not.toEqual(learning)
    answers()
    expect(bitsOf(model.weights())).toEqual(learning)
    model.stepBack()
    expect(bitsOf(model.answerWeights())).toEqual(bitsOf(earlier))
    answers()
    model.dispose()
    other.dispose()
  })
})
