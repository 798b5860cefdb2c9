import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { activations } from '#engine/catalogue/activations.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import type { Engine } from '#engine/training/engine.ts'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { bitsOf, seededRows, trainSmall } from '#test/training/small-job.ts'
import { runForward } from './forward.ts'
import { initialWeights } from './initialize.ts'
import { sizeOf } from './operations.ts'
import type { Program } from './operations.ts'
import { buildProgram } from './program.ts'
import { startsOnData, withUnitVariance } from './unit-variance.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

const lsuv = { kernelInitializer: 'lsuv' }

function programOf(layers: object[], inputs: number, codes: { at: number; size: number }[] = []): { plan: Plan; program: Program } {
  const plan = Plan.parse({ version: 1, network: { layers, output: lsuv }, training: { batchSize: 64 } })
  return { plan, program: buildProgram(plan, { inputs, codes, task: 'multiclass', classes: 3, trainingRows: 300, validationRows: 0 }) }
}

function rowsOf(count: number, inputs: number, scale = 1) {
  const random = createMersenneTwister(3)
  return { count, inputs: Float32Array.from({ length: count * inputs }, () => scale * (random.next32() / 2 ** 31 - 0.8)), targets: new Float32Array(count * 3), weights: null }
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

/** Standard deviations of what kernels make, first layer first. */
function deviations(program: Program, weights: Float32Array[], rows: { count: number; inputs: Float32Array }): number[] {
  const values = runForward(program, weights, rows)
  return program.operations.filter(({ kind }) => kind === 'dense' || kind === 'convolution').map(({ output }) => deviationOf(values[output] ?? new Float64Array()))
}

const deep = [...Array.from({ length: 12 }, (_, at) => ({ id: `layer-${at}`, type: 'dense', units: 20, activation: 'relu', ...lsuv })), { id: 'noise', type: 'dropout' }]
const image = [
  { id: 'a', type: 'reshape', height: 6, width: 5, channels: 2 },
  { id: 'b', type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'tanh', ...lsuv },
  { id: 'c', type: 'conv2d', filters: 4, kernelSize: 2, strides: 2, padding: 'same', ...lsuv, biasInitializer: { type: 'constant', value: 3 } },
  { id: 'd', type: 'maxPooling2d', poolSize: 2 },
  { id: 'e', type: 'layerNormalization' },
  { id: 'f', type: 'flatten' },
  { id: 'g', type: 'dense', units: 4, activation: 'softmax' },
  { id: 'h', type: 'dense', units: 4, ...lsuv },
  { id: 'i', type: 'add', from: 'g' },
]
const sequence = [{ id: 'a', type: 'reshape', height: 0, width: 6, channels: 2 }, { id: 'b', type: 'conv1d', filters: 3, kernelSize: 2, ...lsuv }, { id: 'c', type: 'averagePooling1d', padding: 'same', poolSize: 2 }, { id: 'd', type: 'globalMaxPooling1d' }]

describe('weights that start with unit variance', () => {
  it.each([['deep', deep, 7], ['image', image, 60], ['sequence', sequence, 12]] as const)('make every layer scatter by 1 on the first rows: %s', (_, layers, inputs) => {
    const { program } = programOf([...layers], inputs)
    const rows = rowsOf(256, inputs, 30)
    const [before, after] = [initialWeights(program, 1), withUnitVariance(program, initialWeights(program, 1), rows)]
    const lengths = deviations(program, after, rows).filter((_own, at) => program.parameters.filter(({ shape }) => shape.length > 1)[at]?.initializer.type === 'lsuv')
    expect(lengths.length).toBeGreaterThan(1)
    // A bias of one number for all changes nothing.
    for (const length of lengths) expect(length).toBeCloseTo(1, 5)
    expect(deviations(program, before, rows)[0]).toBeGreaterThan(5)
    for (const [id, { initializer }] of program.parameters.entries()) if (initializer.type !== 'lsuv') expect(after[id]).toEqual(before[id])
  })

  it('look at the first 256 rows alone, and leave a layer that reads nothing as it is', () => {
    const { program } = programOf([{ id: 'a', type: 'dense', units: 5, ...lsuv }], 7)
    const rows = rowsOf(300, 7)
    expect(withUnitVariance(program, initialWeights(program, 1), rows)).toEqual(withUnitVariance(program, initialWeights(program, 1), { count: 256, inputs: rows.inputs }))
    expect(withUnitVariance(program, initialWeights(program, 1), { count: 4, inputs: new Float32Array(28) })).toEqual(initialWeights(program, 1))
  })

  it('are what a run starts from', async () => {
    const layers = [{ id: 'a', type: 'dense', units: 5, activation: 'tanh' }]
    const [plain, sized, again] = [await trainSmall(engine, { layers }), await trainSmall(engine, { layers: [{ ...layers[0], id: 'a', type: 'dense', ...lsuv }] }), await trainSmall(engine, { layers: [{ ...layers[0], id: 'a', type: 'dense', ...lsuv }] })]
    expect(bitsOf(again.outcome.weights)).toEqual(bitsOf(sized.outcome.weights))
    expect(bitsOf(sized.watched.weightsBefore[0] ?? [])).not.toEqual(bitsOf(plain.watched.weightsBefore[0] ?? []))
    const plan = Plan.parse({ version: 1, network: { layers: [{ ...layers[0], ...lsuv }] } })
    const program = buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 27, validationRows: 0 })
    const expected = withUnitVariance(program, initialWeights(program, plan.training.seed), seededRows('binary', 27, 1))
    expect(sized.watched.weightsBefore[0]?.map(({ values }) => values)).toEqual(expected)
    expect(expected).not.toEqual(initialWeights(program, plan.training.seed))
    expect([startsOnData(program), startsOnData(programOf([], 3).program)]).toEqual([true, true])
  })
})

describe('the plain forward pass', () => {
  const networks: [string, object[], number, { at: number; size: number }[]][] = [
    ...activations.map(({ type }): [string, object[], number, []] => [type, [{ id: 'a', type: 'dense', units: 6, activation: type, biasInitializer: 'randomNormal' }], 5, []]),
    ['image', image, 60, []],
    ['sequence', sequence, 12, []],
    ['codes', [{ id: 'a', type: 'embedding', outputDim: 3 }, { id: 'b', type: 'dense', units: 4 }], 4, [{ at: 1, size: 2 }, { at: 3, size: 1 }]],
    ['noise', [{ id: 'a', type: 'gaussianNoise', stddev: 5 }, { id: 'b', type: 'dropout', rate: 0.9 }], 4, []],
  ]
  it.each(networks)('gives what an engine gives: %s', async (_, layers, inputs, codes) => {
    const { plan, program } = programOf(layers, inputs, codes)
    const rows = rowsOf(20, inputs)
    for (const { at, size } of codes) for (let row = 0; row < 20; row++) rows.inputs[row * inputs + at] = row % (size + 1)
    const model = await engine.load(program, plan.training, rows)
    const own = runForward(program, model.weights().map(({ values }) => values), rows)[program.output] ?? []
    const theirs = model.evaluate(rows).outputs
    model.dispose()
    expect(own.length).toBe(20 * sizeOf([3]))
    for (const [at, value] of theirs.entries()) expect(own[at]).toBeCloseTo(value, 5)
  })

  it('normalizes by the batch, as in training', () => {
    const { program } = programOf([{ id: 'a', type: 'batchNormalization', gammaInitializer: { type: 'constant', value: 2 }, betaInitializer: 'ones', epsilon: 0.0001 }], 2)
    const values = runForward(program, initialWeights(program, 1), { count: 2, inputs: [10, 0, 30, 0] })[1] ?? []
    expect([...values].map((value) => Math.round(value * 1000) / 1000)).toEqual([-1, 1, 3, 1])
  })
})
