import { beforeAll, describe, expect, it } from 'vitest'
import activations from '#test/fixtures/keras/activations.json' with { type: 'json' }
import clippingAndAverages from '#test/fixtures/keras/clipping-and-averages.json' with { type: 'json' }
import convolutions from '#test/fixtures/keras/convolutions.json' with { type: 'json' }
import embeddings from '#test/fixtures/keras/embeddings.json' with { type: 'json' }
import hundredSteps from '#test/fixtures/keras/hundred-steps.json' with { type: 'json' }
import losses from '#test/fixtures/keras/losses.json' with { type: 'json' }
import normalizations from '#test/fixtures/keras/normalizations.json' with { type: 'json' }
import optimizers from '#test/fixtures/keras/optimizers.json' with { type: 'json' }
import otherLosses from '#test/fixtures/keras/other-losses.json' with { type: 'json' }
import otherOptimizers from '#test/fixtures/keras/other-optimizers.json' with { type: 'json' }
import pooling from '#test/fixtures/keras/pooling.json' with { type: 'json' }
import regularizers from '#test/fixtures/keras/regularizers.json' with { type: 'json' }
import residual from '#test/fixtures/keras/residual.json' with { type: 'json' }
import { batchOf, kerasCases, planOf, programOf, relativeDifference, rowsOf, tensorsOf } from '#test/parity/keras-cases.ts'
import type { KerasCase, KerasWeight } from '#test/parity/keras-cases.ts'
import { engines } from '#test/parity/engines.ts'
import type { Engine, NamedTensor } from './engine.ts'
import { learningRateOf } from './optimizers/create-optimizer.ts'

async function replay(engine: Engine, parity: KerasCase) {
  const { training } = planOf(parity)
  const rows = rowsOf(parity)
  const model = await engine.load(programOf(parity), training, rows)
  model.setWeights(tensorsOf(parity.start))
  const rate = learningRateOf(training.optimizer)
  const measured: number[] = []
  let afterFirst: NamedTensor[] = []
  for (let step = 1; step <= parity.losses.length; step++) {
    measured.push(model.step(batchOf(parity, step), step, rate).loss)
    if (step === 1) afterFirst = model.weights()
  }
  const { inputs = [], targets = [] } = parity.batches[0] ?? {}
  const evaluation = model.evaluate({ count: batchOf(parity, 1).length, inputs: Float32Array.from(inputs), targets: Float32Array.from(targets), weights: null })
  const afterLast = model.weights()
  model.dispose()
  return { losses: measured, afterFirst, afterLast, evaluation }
}

function expectWeights(actual: NamedTensor[], expected: KerasWeight[], tolerance: number): void {
  expect(actual.map(({ name, shape }) => [name, ...shape])).toEqual(expected.map(({ name, shape }) => [name, ...shape]))
  for (const [at, weight] of expected.entries()) expect(relativeDifference(actual[at]?.values ?? [], weight.values), weight.name).toBeLessThanOrEqual(tolerance)
}

const families = Object.entries({ losses, otherLosses, optimizers, otherOptimizers, clippingAndAverages, activations, regularizers, normalizations, convolutions, pooling, embeddings, residual, hundredSteps }).flatMap(([family, fixture]) => kerasCases(fixture).map((parity) => ({ family, name: parity.name, parity })))

describe.each(engines)('the $name engine against Keras 3', { timeout: 60_000 }, ({ start }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })

  it.each(families)('$family: $name has the same losses and weights', async ({ parity }) => {
    const own = await replay(engine, parity)
    expect(relativeDifference(own.losses.slice(0, 1), parity.losses.slice(0, 1))).toBeLessThanOrEqual(1e-5)
    expectWeights(own.afterFirst, parity.afterFirst, 1e-5)
    expect(relativeDifference(own.losses, parity.losses)).toBeLessThanOrEqual(1e-4)
    expectWeights(own.afterLast, parity.afterLast, 1e-4)
    expect(relativeDifference(own.evaluation.outputs, parity.evaluation.outputs)).toBeLessThanOrEqual(1e-4)
    expect(relativeDifference([own.evaluation.loss], [parity.evaluation.loss])).toBeLessThanOrEqual(1e-4)
  })
})
