import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { Task } from '#contract/recipe.ts'
import { activations } from '#engine/catalogue/activations.ts'
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { layers as layerEntries } from '#engine/catalogue/layers.ts'
import { losses as lossEntries } from '#engine/catalogue/losses.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Program } from '#engine/network/program.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { endings } from '#test/parity/endings.ts'
import { runReference } from '#test/parity/float64-reference.ts'
import type { Penalty, ReferenceBatch, ReferenceLayer, ReferenceNetwork, ReferenceWeights } from '#test/parity/float64-reference.ts'
import { shapedLayers } from '#test/parity/shaped-networks.ts'
import type { ShapedLayers } from '#test/parity/shaped-networks.ts'
import { engines } from '#test/parity/engines.ts'
import { upTo } from '#test/tables/columns.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import type { Engine, NamedTensor, Rows } from './engine.ts'

/**
 * Held to a naive float64 computation by central differences: float32 gradients may be off by this much of the network's
 * largest one, losses and outputs by as much of their own size.
 */
const tolerance = 1e-4
/** Of the differences; their own error is below 1e-7. */
const width = 1e-6


interface Drawn {
  task: Task
  inputs: number
  network: ReferenceNetwork
  rows: number
  weighted: boolean
  seed: number
  step: number
}

const activation = fc.constantFrom(...activations.map(({ type }) => type))
const penalty: fc.Arbitrary<Penalty | null> = fc.constantFrom<(Penalty | null)[]>(null, null, { type: 'l1', l1: 0.05 }, { type: 'l2', l2: 0.1 }, { type: 'l1l2', l1: 0.02, l2: 0.03 })
const normalization = { id: fc.constant(''), epsilon: fc.constant(1e-3), center: fc.boolean(), scale: fc.boolean(), gammaRegularizer: penalty, betaRegularizer: penalty }
const dense: fc.Arbitrary<ReferenceLayer> = fc.record({ id: fc.constant(''), type: fc.constant('dense' as const), units: fc.integer({ min: 1, max: 4 }), activation, useBias: fc.boolean(), kernelRegularizer: penalty, biasRegularizer: penalty })
const withoutUnits: fc.Arbitrary<ReferenceLayer> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), type: fc.constant('activation' as const), activation }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), type: fc.constant('dropout' as const), rate: fc.constantFrom(0.2, 0.5) }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant(''), type: fc.constant('gaussianNoise' as const), stddev: fc.constantFrom(0.1, 0.5) }) },
  { weight: 1, arbitrary: fc.record({ ...normalization, type: fc.constant('batchNormalization' as const), momentum: fc.constantFrom(0.9, 0.99) }) },
  { weight: 1, arbitrary: fc.record({ ...normalization, type: fc.constant('layerNormalization' as const) }) },
)
const plain: fc.Arbitrary<ShapedLayers> = fc
  .record({ layers: fc.array(fc.oneof({ weight: 3, arbitrary: dense }, { weight: 5, arbitrary: withoutUnits }), { maxLength: 5 }), inputs: fc.integer({ min: 1, max: 4 }) })
  .map(({ layers, inputs }) => ({ inputs, codes: [], layers: layers.map((own, at) => ({ ...own, id: `layer-${at + 1}` })) }))
const shaped = shapedLayers({ any: withoutUnits, dense, activation, penalty })

const drawn: fc.Arbitrary<Drawn> = fc
  .record({ layers: fc.oneof(plain, shaped), ending: fc.oneof(...(['binary', 'multiclass', 'regression'] as const).map((task) => fc.constantFrom(...endings.filter((ending) => ending.task === task)))), rows: fc.integer({ min: 1, max: 6 }), weighted: fc.boolean(), seed: fc.integer({ min: 0, max: 4294967295 }), step: fc.integer({ min: 1, max: 1000 }) })
  .map(({ layers: { layers, inputs, codes }, ending: { task, output, loss }, ...rest }) => ({ ...rest, task, inputs, network: { codes, layers, output, loss } }))

/** A network with weights and rows, as the engine and as the reference take them: the same float32 numbers. */
function setUp({ task, inputs, network, rows: count, weighted, seed }: Drawn) {
  const random = createMersenneTwister(seed)
  const between = (low: number, high: number): number => Math.fround(low + ((high - low) * random.next32()) / 2 ** 32)
  const plan = Plan.parse({ version: 1, network: { layers: network.layers, output: { activation: network.output.activation } }, training: { seed, batchSize: count, loss: network.loss, optimizer: { type: 'sgd', learningRate: 1 } } })
  const program = buildProgram(plan, { inputs, codes: network.codes ?? [], task, classes: task === 'multiclass' ? 3 : task === 'binary' ? 2 : 0, trainingRows: count, validationRows: 0 })
  const weights = program.parameters.map(({ name, shape, trainable }): NamedTensor => ({ name, shape, trainable, values: Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, () => (name.endsWith('moving_variance') ? between(0.2, 2) : between(-1.2, 1.2))) }))
  const batch: ReferenceBatch = {
    inputs: upTo(count).map(() => upTo(inputs).map((at) => {
      const code = network.codes?.find((own) => own.at === at)
      return code === undefined ? between(-2, 2) : random.upTo(code.size)
    })),
    targets: upTo(count).map(() => targetOf(task, random.upTo(2), between(-2, 2))),
    weights: weighted ? upTo(count).map(() => between(0, 2)) : null,
  }
  const rows: Rows = { count, inputs: Float32Array.from(batch.inputs.flat()), targets: Float32Array.from(batch.targets.flat()), weights: batch.weights === null ? null : Float32Array.from(batch.weights) }
  return { plan, program, weights, batch, rows }
}

function targetOf(task: Task, choice: number, number: number): number[] {
  if (task === 'regression') return [number]
  return task === 'binary' ? [choice % 2] : upTo(3).map((at) => (at === choice ? 1 : 0))
}

function byName(weights: readonly NamedTensor[]): Map<string, number[]> {
  return new Map(weights.map(({ name, values }) => [name, [...values]]))
}

/** Derivatives of the loss by every weight; NaN where the function bends within the width. */
function differences(loss: (weights: ReferenceWeights) => ReturnType<typeof runReference>, weights: Map<string, number[]>, program: Program): Map<string, number[]> {
  return new Map(
    program.parameters.filter(({ trainable }) => trainable).map(({ name }) => {
      const values = weights.get(name) ?? []
      const moved = (at: number, by: number) => loss(new Map([...weights, [name, values.with(at, (values[at] ?? NaN) + by)]]))
      return [name, values.map((_, at) => {
        const [above, below] = [moved(at, width), moved(at, -width)]
        return above.kinks.sides.join() === below.kinks.sides.join() ? (above.loss - below.loss) / (2 * width) : NaN
      })]
    }),
  )
}

function expectClose(actual: readonly number[], expected: readonly number[], size: number, what: string): void {
  expect(actual.length).toBe(expected.length)
  for (const [at, value] of expected.entries()) if (!Number.isNaN(value)) expect(Math.abs((actual[at] ?? NaN) - value), `${what} ${at}: ${actual[at]} against ${value}`).toBeLessThanOrEqual(tolerance * size)
}

describe.each(engines)('any small network, with $name', ({ name, start, isSlowToLoad }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  if (name === 'tfjs') leavesNoTensors()

  // A graph is loaded and optimized for each of them.
  const networks = isSlowToLoad ? 60 : 400

  it('has the loss, outputs, gradients and moving statistics of a naive float64 computation', async () => {
    const seen = { networks: 0, derivatives: 0, layers: new Set<string>(), activations: new Set<ActivationName>(), losses: new Set<string>() }
    await fc.assert(
      fc.asyncProperty(drawn, async (own) => {
        const { plan, program, weights, batch, rows } = setUp(own)
        const start = byName(weights)
        const pass = (training: { seed: number; step: number } | null) => (at: ReferenceWeights) => runReference(own.network, at, batch, training)
        const inTraining = pass({ seed: own.seed, step: own.step })
        const expected = inTraining(start)
        const inference = pass(null)(start)
        // Closer to a kink than float32 can tell.
        fc.pre(Math.min(expected.kinks.nearest, inference.kinks.nearest) > 1e-5)

        const model = await engine.load(program, plan.training, rows)
        model.setWeights(weights)
        const evaluation = model.evaluate(rows)
        const { loss } = model.step(Int32Array.from(upTo(own.rows)), own.step, 1)
        const after = byName(model.weights())
        model.dispose()

        const outputs = inference.outputs.flat()
        expectClose([...evaluation.outputs], outputs, Math.max(1, ...outputs.map(Math.abs)), 'output')
        expectClose([evaluation.loss], [inference.loss], Math.max(1, inference.loss), 'loss in inference')
        expectClose([loss], [expected.loss], Math.max(1, expected.loss), 'loss')
        for (const [name, values] of expected.moving) expectClose(after.get(name) ?? [], values, Math.max(1, ...values.map(Math.abs)), name)
        const gradients = differences(inTraining, start, program)
        const largest = Math.max(0.01, ...[...gradients.values()].flat().filter((value) => !Number.isNaN(value)).map(Math.abs))
        for (const [name, values] of gradients) {
          const steps = (start.get(name) ?? []).map((value, at) => value - (after.get(name)?.[at] ?? NaN))
          expectClose(steps, values, largest, `gradient of ${name}`)
          seen.derivatives += values.filter((value) => !Number.isNaN(value)).length
        }
        seen.networks++
        seen.losses.add(own.network.loss.type)
        for (const one of [own.network.output, ...own.network.layers]) if ('activation' in one) seen.activations.add(one.activation)
        for (const { type } of own.network.layers) seen.layers.add(type)
      }),
      { numRuns: networks, seed: 42 },
    )
    expect(seen.networks).toBe(networks)
    expect(seen.derivatives).toBeGreaterThan(7 * networks)
    if (!isSlowToLoad) expect([seen.layers.size, seen.activations.size, seen.losses.size]).toEqual([layerEntries.length, activations.length, lossEntries.length])
  }, isSlowToLoad ? 600_000 : 60_000)
})
