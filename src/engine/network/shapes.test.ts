import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { ReferenceLayer } from '#test/parity/float64-reference.ts'
import { shapedLayers } from '#test/parity/shaped-networks.ts'
import { checkPlan } from './check.ts'
import type { PlanFacts } from './facts.ts'
import { sizeOf } from './operations.ts'
import { buildProgram } from './program.ts'
import { shapesOf } from './shapes.ts'
import { networkOfTemplate } from './templates.ts'

const facts: PlanFacts = { inputs: 30, task: 'binary', classes: 2, trainingRows: 455, validationRows: 0 }
const planOf = (layers: object[]): Plan => Plan.parse({ version: 1, network: { layers } })
const dense = (units: number, settings: object = {}) => ({ type: 'dense', units, activation: 'relu', ...settings })
const numbered = (layers: readonly object[]) => layers.map((layer, at) => ({ id: `layer-${at + 1}`, ...layer }))

describe('shapes, parameters and multiply-adds', () => {
  it.each([
    ['the textbook network on breast cancer, 30-64-32-1', [dense(64), dense(32)], facts, 4097, 30 * 64 + 64 * 32 + 32],
    ['logistic regression on it', [], facts, 31, 30],
    ['iris, 4-16-3', [dense(16)], { ...facts, inputs: 4, task: 'multiclass', classes: 3 }, 131, 4 * 16 + 16 * 3],
    // Keras's example mnist_mlp: "Total params: 669,706".
    ['Keras\'s digits, 784-512-512-10 with dropout', [dense(512), { type: 'dropout', rate: 0.2 }, dense(512), { type: 'dropout', rate: 0.2 }], { ...facts, inputs: 784, task: 'multiclass', classes: 10 }, 669_706, 784 * 512 + 512 * 512 + 512 * 10],
    ['a number from 3 columns without biases', [dense(5, { useBias: false })], { ...facts, inputs: 3, task: 'regression', classes: 0 }, 3 * 5 + 5 + 1, 3 * 5 + 5],
  ] satisfies [string, object[], PlanFacts, number, number][])('are those of %s', (_, layers, own, parameters, multiplyAdds) => {
    expect(checkPlan(planOf(numbered(layers)), own)).toMatchObject({ parameters, multiplyAdds, problems: [], input: { shape: [own.inputs] } })
  })

  it('are told layer by layer, moving statistics counted as Keras counts them', () => {
    const layers = numbered([dense(64, { useBias: false }), { type: 'batchNormalization' }, { type: 'activation' }, { type: 'batchNormalization', scale: false }, { type: 'layerNormalization' }, { type: 'layerNormalization', center: false, scale: false }, { type: 'dropout' }, { type: 'gaussianNoise' }, dense(8)])
    const { layers: checks, output } = checkPlan(planOf(layers), { ...facts, task: 'multiclass', classes: 3 })
    expect(checks.map(({ shape, parameters, multiplyAdds }) => [...shape, parameters, multiplyAdds])).toEqual([
      [64, 30 * 64, 30 * 64],
      [64, 4 * 64, 0],
      [64, 0, 0],
      [64, 3 * 64, 0],
      [64, 2 * 64, 0],
      [64, 0, 0],
      [64, 0, 0],
      [64, 0, 0],
      [8, 64 * 8 + 8, 64 * 8],
    ])
    expect(output).toEqual({ id: 'output', shape: [3], parameters: 8 * 3 + 3, multiplyAdds: 8 * 3, units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' })
  })

  it('of the deep template are 9,889 parameters on 30 columns', () => {
    const plan = Plan.parse({ version: 1, network: networkOfTemplate('deep', facts) })
    expect(checkPlan(plan, facts).parameters).toBe(30 * 64 + 64 * 64 + 64 * 32 + 32 * 32 + 4 * (64 + 64 + 32 + 32) + 33)
  })

  it('of convolutions and poolings are those of Keras\'s example for digits', () => {
    // Keras's example mnist_convnet: "Total params: 34,826".
    const layers = numbered([{ type: 'reshape' }, { type: 'conv2d', activation: 'relu' }, { type: 'maxPooling2d' }, { type: 'conv2d', filters: 64, activation: 'relu' }, { type: 'maxPooling2d' }, { type: 'flatten' }, { type: 'dropout' }])
    const { layers: checks, parameters, problems } = checkPlan(planOf(layers), { ...facts, inputs: 784, task: 'multiclass', classes: 10 })
    expect(problems).toEqual([])
    expect(parameters).toBe(34_826)
    expect(checks.map(({ shape, multiplyAdds }) => [shape.join('x'), multiplyAdds])).toEqual([
      ['28x28x1', 0],
      ['26x26x32', 26 * 26 * 9 * 32],
      ['13x13x32', 0],
      ['11x11x64', 11 * 11 * 9 * 32 * 64],
      ['5x5x64', 0],
      ['1600', 0],
      ['1600', 0],
    ])
  })

  it.each([
    [{ type: 'conv1d', filters: 4, kernelSize: 4 }, [7, 4], 4 * 2 * 4 + 4],
    [{ type: 'conv1d', filters: 4, strides: 3 }, [3, 4], 3 * 2 * 4 + 4],
    [{ type: 'conv1d', filters: 4, strides: 3, padding: 'same' }, [4, 4], 3 * 2 * 4 + 4],
    [{ type: 'maxPooling1d', poolSize: 3 }, [3, 2], 0],
    [{ type: 'maxPooling1d', poolSize: 3, padding: 'same' }, [4, 2], 0],
    [{ type: 'averagePooling1d', poolSize: 3, strides: 1 }, [8, 2], 0],
    [{ type: 'globalMaxPooling1d' }, [2], 0],
    [{ type: 'batchNormalization' }, [10, 2], 4 * 2],
    [{ type: 'layerNormalization' }, [10, 2], 2 * 2],
    [{ type: 'dropout' }, [10, 2], 0],
    [{ type: 'add', from: 'layer-1' }, [10, 2], 0],
    [{ type: 'flatten' }, [20], 0],
  ])('of a sequence of 10 x 2 under %j are %j', (layer, shape, parameters) => {
    const layers = planOf(numbered([{ type: 'reshape', height: 0, width: 10, channels: 2 }, layer])).network.layers
    expect(shapesOf(layers, { inputs: 20 })[1]).toMatchObject({ shape, parameters })
  })

  it('of codes are a table for each, beside the numbers that are none', () => {
    const codes = [{ at: 0, size: 4 }, { at: 2, size: 9 }]
    const layers = planOf(numbered([{ type: 'embedding', outputDim: 3 }])).network.layers
    expect(shapesOf(layers, { inputs: 5, codes })).toMatchObject([{ shape: [3 + 2 * 3], parameters: 5 * 3 + 10 * 3 }])
  })

  it('go past layers that are switched off or unknown, and take a wrong setting for its default', () => {
    const layers = numbered([dense(8), dense(4, { enabled: false }), { type: 'lstm' }, dense(0), { type: 'batchNormalization', enabled: false }])
    expect(shapesOf(planOf(layers).network.layers, { inputs: 3 }).map(({ shape, parameters }) => [...shape, parameters])).toEqual([[8, 32], [8, 0], [8, 0], [64, 8 * 64 + 64], [64, 0]])
  })

  it('follow the task: output units, activation and loss', () => {
    const output = (own: Partial<PlanFacts>, training = {}, network = {}) => checkPlan(Plan.parse({ version: 1, network, training }), { ...facts, ...own }).output
    expect(output({})).toMatchObject({ units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' })
    expect(output({ task: 'regression', classes: 0 })).toMatchObject({ units: 1, activation: 'linear', loss: 'meanSquaredError' })
    expect(output({ task: 'regression', classes: 0 }, { loss: { type: 'huber' } }, { output: { activation: 'leakyRelu' } })).toMatchObject({ activation: 'leakyRelu', loss: 'huber' })
    // What does not exist is shown as what the fix would make of it.
    expect(output({}, { loss: { type: 'pinball' } }, { output: { activation: 'tan' } })).toMatchObject({ activation: 'sigmoid', loss: 'binaryCrossentropy' })
  })

  it('count the very numbers that the program of any plan has (seeded)', () => {
    const layer = fc.oneof(
      fc.record({ type: fc.constant('dense'), units: fc.integer({ min: 1, max: 50 }), useBias: fc.boolean(), activation: fc.constantFrom('linear', 'relu', 'softmax'), enabled: fc.boolean() }),
      fc.record({ type: fc.constantFrom('batchNormalization', 'layerNormalization'), center: fc.boolean(), scale: fc.boolean(), enabled: fc.boolean() }),
      fc.record({ type: fc.constantFrom('activation', 'dropout', 'gaussianNoise'), enabled: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 3, max: 6 }), (layers, inputs, classes) => {
        const own: PlanFacts = { ...facts, inputs, task: 'multiclass', classes }
        const plan = planOf(numbered(layers))
        const { parameters, values, output } = buildProgram(plan, own)
        const check = checkPlan(plan, own)
        expect(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(check.parameters)
        expect(values[output]?.shape).toEqual(check.output.shape)
      }),
      { numRuns: 300, seed: 42 },
    )
  })

  it('count the very numbers that the program of any image, sequence or codes has (seeded)', () => {
    const any: fc.Arbitrary<ReferenceLayer> = fc.record({ id: fc.constant(''), type: fc.constant('batchNormalization' as const), momentum: fc.constant(0.9), epsilon: fc.constant(0.1), center: fc.boolean(), scale: fc.boolean(), gammaRegularizer: fc.constant(null), betaRegularizer: fc.constant(null) })
    const plain: fc.Arbitrary<ReferenceLayer> = fc.record({ id: fc.constant(''), type: fc.constant('dense' as const), units: fc.integer({ min: 1, max: 4 }), activation: fc.constant('relu' as const), useBias: fc.boolean(), kernelRegularizer: fc.constant(null), biasRegularizer: fc.constant(null) })
    fc.assert(
      fc.property(shapedLayers({ any, dense: plain, activation: fc.constant('relu' as const), penalty: fc.constant(null) }), ({ layers, inputs, codes }) => {
        const own: PlanFacts = { ...facts, inputs, codes }
        const plan = planOf(layers)
        const program = buildProgram(plan, own)
        const check = checkPlan(plan, own)
        expect(check.problems.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(program.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(check.parameters)
        const made = new Map(program.operations.map(({ layerId, output }) => [layerId, program.values[output]?.shape]))
        for (const { id, shape } of check.layers) if (made.has(id)) expect(made.get(id)).toEqual(shape)
      }),
      { numRuns: 300, seed: 42 },
    )
  })
})
