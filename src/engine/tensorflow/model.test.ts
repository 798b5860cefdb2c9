/** The tensorflow engine beside the compiled one, in TensorFlow itself: where it is installed, with and without XLA. */
import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'
import { epochOrder } from '#engine/random/philox.ts'
import type { Engine, NamedTensor, StepResult, TrainableModel } from '#engine/training/engine.ts'
import { rowsBetween } from '#engine/training/gather.ts'
import { tensorflowEngine, whyNoTensorflow } from '#test/parity/tensorflow.ts'
import { relativeDifference } from '#test/parity/keras-cases.ts'
import { seededRows } from '#test/training/small-job.ts'

const dense = [{ id: 'layer-1', type: 'dense', units: 8, activation: 'tanh' }, { id: 'layer-2', type: 'dropout', rate: 0.3 }, { id: 'layer-3', type: 'dense', units: 4, activation: 'relu' }]
const noisy = [{ id: 'layer-1', type: 'gaussianNoise', stddev: 0.2 }, { id: 'layer-2', type: 'dense', units: 6, activation: 'gelu' }, { id: 'layer-3', type: 'batchNormalization' }, { id: 'layer-4', type: 'layerNormalization' }]
const windows = [{ id: 'layer-1', type: 'reshape', height: 0, width: 3, channels: 1 }, { id: 'layer-2', type: 'conv1d', filters: 4, kernelSize: 2, padding: 'same' }, { id: 'layer-3', type: 'maxPooling1d', poolSize: 2 }, { id: 'layer-4', type: 'flatten' }]

const cases = [
  { name: 'dense layers and dropout', layers: dense, training: {} },
  { name: 'noise and normalization', layers: noisy, training: { optimizer: { type: 'nadam' } } },
  { name: 'a convolution and pooling', layers: windows, training: { optimizer: { type: 'sgd', momentum: 0.9, nesterov: true } } },
  { name: 'decay, clipping and an average of the weights', layers: dense, training: { optimizer: { type: 'adamw', globalClipnorm: 0.5, useEma: true } } },
] as const

// Never full: 27 rows in batches of 8.
const rows = seededRows('multiclass', 27, 1)

async function modelOf(engine: Engine, layers: readonly object[], training: object): Promise<TrainableModel> {
  const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize: 8, seed: 4_000_000_000, ...training } })
  return await engine.load(buildProgram(plan, { inputs: 3, task: 'multiclass', classes: 3, trainingRows: rows.count, validationRows: 0 }), plan.training, rows)
}

/** Twelve steps, three epochs, as one call or one by one. */
function learn(model: TrainableModel, together: boolean): number[] {
  const batches = [1, 2, 3].flatMap((epoch) => {
    const order = epochOrder(rows.count, 1, epoch)
    return [0, 8, 16, 24].map((from) => order.slice(from, from + 8))
  })
  const rates = batches.map((_, at) => 0.01 / (1 + at))
  const results: StepResult[] = together && model.together !== undefined ? model.together.steps(batches, 1, rates) : batches.map((batch, at) => model.step(batch, at + 1, rates[at] ?? 0))
  return results.map(({ loss }) => loss)
}

function expectSame(actual: readonly NamedTensor[], expected: readonly NamedTensor[], tolerance: number): void {
  expect(actual.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
  for (const [at, { name, values }] of expected.entries()) expect(relativeDifference(actual[at]?.values ?? [], values), name).toBeLessThanOrEqual(tolerance)
}

/** XLA takes its time to compile, on a busy computer more. */
const patience = 60_000

describe.skipIf(whyNoTensorflow !== null).each([false, true])(`the tensorflow engine, compiled by XLA: %s${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, (xla) => {
  it('has every row where it belongs, though they come in pieces', async () => {
    const many = seededRows('multiclass', 400_000, 1)
    const plan = Plan.parse({ version: 1, network: { layers: [] }, training: { batchSize: 8, seed: 1 } })
    const program = buildProgram(plan, { inputs: 3, task: 'multiclass', classes: 3, trainingRows: many.count, validationRows: 0 })
    const [own, other] = await Promise.all([tensorflowEngine(xla), createCompiledEngine()].map((engine) => engine.load(program, plan.training, many)))
    // Around the end of the first piece of 4 MiB, and the last ones: as views, which it answers from the rows that it keeps.
    for (const from of [0, 349_520, 399_990]) {
      const some = rowsBetween(many, from, from + 10, program)
      const [answers, wanted] = [own?.evaluate(some), other?.evaluate(some)]
      expect(answers?.loss).toBeCloseTo(wanted?.loss ?? NaN, 5)
      expect(relativeDifference(answers?.outputs ?? [], wanted?.outputs ?? new Float32Array())).toBeLessThan(1e-5)
    }
    own?.dispose()
    other?.dispose()
  })

  it.each(cases)('learns what the compiled engine learns: $name', async ({ layers, training }) => {
    const [own, other] = await Promise.all([modelOf(tensorflowEngine(xla), layers, training), modelOf(createCompiledEngine(), layers, training)])
    const [losses, expected] = [learn(own, true), learn(other, false)]
    expect(losses).toHaveLength(12)
    for (const [at, loss] of expected.entries()) expect(Math.abs((losses[at] ?? NaN) - loss)).toBeLessThan(1e-5)
    expectSame(own.weights(), other.weights(), 1e-4)
    expectSame(own.earlierWeights(), other.earlierWeights(), 1e-4)
    expectSame(own.answerWeights(), other.answerWeights(), 1e-4)
    const [answers, wanted] = [own.evaluate(rows), other.evaluate(rows)]
    expect(answers.loss).toBeCloseTo(wanted.loss, 4)
    expect(relativeDifference(answers.outputs, wanted.outputs)).toBeLessThan(1e-4)
    for (const [at, norm] of other.norms().entries()) expect(own.norms()[at]).toEqual({ id: norm.id, gradientNorm: expect.closeTo(norm.gradientNorm, 4), weightNorm: expect.closeTo(norm.weightNorm, 3), updateNorm: expect.closeTo(norm.updateNorm, 4) })
    // State goes from one engine to the other and back.
    own.setOptimizerState(other.optimizerState())
    expect(own.optimizerState()).toEqual(other.optimizerState())
    own.dispose()
    other.dispose()
  }, patience)

  it('learns the same step by step, to the bit', async () => {
    const [one, other] = await Promise.all([modelOf(tensorflowEngine(xla), dense, {}), modelOf(tensorflowEngine(xla), dense, {})])
    expect(learn(one, true)).toEqual(learn(other, false))
    expect(one.weights()).toEqual(other.weights())
    one.dispose()
    other.dispose()
  }, patience)

  it('ends in the middle of many steps where a loss is no number, and goes back', async () => {
    const [one, other] = await Promise.all([modelOf(tensorflowEngine(xla), dense, { optimizer: { type: 'sgd' } }), modelOf(tensorflowEngine(xla), dense, { optimizer: { type: 'sgd' } })])
    const batch = Int32Array.from({ length: 8 }, (_, at) => at)
    const results = one.together?.steps([batch, batch, batch, batch, batch], 1, [0.01, 0.01, 1e38, 0.01, 0.01]) ?? []
    expect(results.slice(0, 3).every(({ loss }) => Number.isFinite(loss))).toBe(true)
    expect(results.slice(3)).toEqual([{ loss: NaN }])
    other.step(batch, 1, 0.01)
    other.step(batch, 2, 0.01)
    expect(one.weights()).toEqual(other.weights())
    one.dispose()
    other.dispose()
  }, patience)
})

describe.skipIf(whyNoTensorflow !== null)(`XLA${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, () => {
  it('compiles once: no number of steps and no smaller last batch makes it begin again', async () => {
    const model = await modelOf(tensorflowEngine(true), dense, {})
    const order = epochOrder(rows.count, 1, 1)
    const timed = (...froms: number[]): number => {
      const before = performance.now()
      model.together?.steps(froms.map((from) => order.slice(from, from + 8)), 1, froms.map(() => 0.01))
      return performance.now() - before
    }
    const first = timed(0)
    // Compiling takes hundreds of milliseconds, these few steps not one.
    for (const later of [timed(24), timed(0, 8), timed(0, 8, 16, 24), timed(24, 0, 24)]) expect(later).toBeLessThan(first / 3)
    model.dispose()
  }, patience)
})
