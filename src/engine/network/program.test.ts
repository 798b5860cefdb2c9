import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { PlanFacts } from './facts.ts'
import { buildProgram } from './program.ts'
import type { Program } from './program.ts'

const binary: PlanFacts = { inputs: 3, task: 'binary', classes: 2, trainingRows: 10, validationRows: 0 }
const regression: PlanFacts = { ...binary, task: 'regression', classes: 0 }
const multiclass: PlanFacts = { ...binary, task: 'multiclass', classes: 4 }

const planOf = (layers: object[], { output = {}, training = {} } = {}): Plan => Plan.parse({ version: 1, network: { layers, output }, training })
const programOf = (layers: object[], facts = regression): Program => buildProgram(planOf(layers), facts)
/** What a network does before its output layer. */
const hiddenOf = (layers: object[]) => programOf(layers).operations.slice(0, -1)
const parametersOf = ({ parameters }: Program) => parameters.map(({ name, shape, initializer, trainable }) => [name, shape.join('x'), initializer.type, trainable ? 'learns' : 'follows'].join(' '))
const outputParameters = (width: number) => [`output/kernel ${width}x1 glorotUniform learns`, 'output/bias 1 zeros learns']

describe('a program', () => {
  it('of a dense layer is a product with a bias, then its activation', () => {
    const program = programOf([{ id: 'a', type: 'dense', units: 5, activation: 'relu' }])
    expect(program.operations).toEqual([
      { kind: 'dense', layerId: 'a', input: 0, output: 1, kernel: 0, bias: 1 },
      { kind: 'activation', layerId: 'a', input: 1, output: 2, activation: 'relu' },
      { kind: 'dense', layerId: 'output', input: 2, output: 3, kernel: 2, bias: 3 },
    ])
    expect(program.values.map(({ shape }) => shape)).toEqual([[3], [5], [5], [1]])
    expect(parametersOf(program)).toEqual(['a/kernel 3x5 glorotUniform learns', 'a/bias 5 zeros learns', ...outputParameters(5)])
    expect(program).toMatchObject({ inputs: 3, outputs: 1, output: 3 })
  })

  it('of a dense layer has no bias where none is wanted, and no operation for a linear activation', () => {
    const program = programOf([{ id: 'a', type: 'dense', units: 2, useBias: false, kernelInitializer: 'heNormal', kernelRegularizer: 'l2' }])
    expect(program.operations[0]).toEqual({ kind: 'dense', layerId: 'a', input: 0, output: 1, kernel: 0, bias: null })
    expect(program.operations).toHaveLength(2)
    expect(parametersOf(program)).toEqual(['a/kernel 3x2 heNormal learns', ...outputParameters(2)])
    expect(program.parameters[0]?.regularizer).toEqual({ l1: 0, l2: 0.01 })
  })

  it('of a normalization over the batch has Keras\'s weights in Keras\'s order, two of them not trained', () => {
    const program = programOf([{ id: 'a', type: 'batchNormalization', gammaRegularizer: { type: 'l1l2', l1: 0.1, l2: 0.2 } }])
    expect(program.operations[0]).toEqual({ kind: 'batchNormalization', layerId: 'a', input: 0, output: 1, gamma: 0, beta: 1, movingMean: 2, movingVariance: 3, momentum: 0.99, epsilon: 0.001 })
    expect(parametersOf(program)).toEqual(['a/gamma 3 ones learns', 'a/beta 3 zeros learns', 'a/moving_mean 3 zeros follows', 'a/moving_variance 3 ones follows', ...outputParameters(3)])
    expect(program.parameters.map(({ regularizer }) => regularizer).slice(0, 4)).toEqual([{ l1: 0.1, l2: 0.2 }, null, null, null])
    expect(hiddenOf([{ id: 'a', type: 'batchNormalization', center: false, scale: false, momentum: 0.5, epsilon: 0.1 }])).toEqual([
      { kind: 'batchNormalization', layerId: 'a', input: 0, output: 1, gamma: null, beta: null, movingMean: 0, movingVariance: 1, momentum: 0.5, epsilon: 0.1 },
    ])
  })

  it('of a normalization over the row has a scale and a shift where they are wanted', () => {
    expect(hiddenOf([{ id: 'a', type: 'layerNormalization' }])).toEqual([{ kind: 'layerNormalization', layerId: 'a', input: 0, output: 1, gamma: 0, beta: 1, epsilon: 0.001 }])
    expect(hiddenOf([{ id: 'a', type: 'layerNormalization', scale: false }])).toEqual([{ kind: 'layerNormalization', layerId: 'a', input: 0, output: 1, gamma: null, beta: 0, epsilon: 0.001 }])
    expect(parametersOf(programOf([{ id: 'a', type: 'layerNormalization' }]))).toEqual(['a/gamma 3 ones learns', 'a/beta 3 zeros learns', ...outputParameters(3)])
  })

  it('of layers that only learn by chance or bend has no weights, and nothing where they do nothing', () => {
    expect(hiddenOf([{ id: 'a', type: 'activation' }])).toEqual([{ kind: 'activation', layerId: 'a', input: 0, output: 1, activation: 'relu' }])
    expect(hiddenOf([{ id: 'a', type: 'dropout' }])).toEqual([{ kind: 'dropout', layerId: 'a', input: 0, output: 1, rate: 0.5, index: 0 }])
    expect(hiddenOf([{ id: 'a', type: 'gaussianNoise' }])).toEqual([{ kind: 'gaussianNoise', layerId: 'a', input: 0, output: 1, stddev: 0.1, index: 0 }])
    expect(hiddenOf([{ id: 'a', type: 'activation', activation: 'linear' }, { id: 'b', type: 'dropout', rate: 0 }, { id: 'c', type: 'gaussianNoise', stddev: 0 }])).toEqual([])
  })

  it('of a convolution slides a window over an image, and a sequence is an image of height 1', () => {
    const own = { ...regression, inputs: 24 }
    const image = programOf([{ id: 'r', type: 'reshape', height: 4, width: 3, channels: 2 }, { id: 'a', type: 'conv2d', filters: 5, strides: 2, padding: 'same', activation: 'relu' }, { id: 'f', type: 'flatten' }], own)
    expect(image.operations.slice(0, 4)).toEqual([
      { kind: 'reshape', layerId: 'r', input: 0, output: 1 },
      {
        kind: 'convolution', layerId: 'a', input: 1, output: 2, kernel: 0, bias: 1,
        window: { height: 4, width: 3, channels: 2, windowHeight: 3, windowWidth: 3, strideHeight: 2, strideWidth: 2, top: 0, left: 1, outputHeight: 2, outputWidth: 2 },
      },
      { kind: 'activation', layerId: 'a', input: 2, output: 3, activation: 'relu' },
      { kind: 'reshape', layerId: 'f', input: 3, output: 4 },
    ])
    expect(image.values.map(({ shape }) => shape)).toEqual([[24], [4, 3, 2], [2, 2, 5], [2, 2, 5], [20], [1]])
    expect(parametersOf(image)).toEqual(['a/kernel 3x3x2x5 glorotUniform learns', 'a/bias 5 zeros learns', ...outputParameters(20)])
    const sequence = programOf([{ id: 'r', type: 'reshape', height: 0, width: 12, channels: 2 }, { id: 'a', type: 'conv1d', filters: 5, useBias: false }, { id: 'p', type: 'globalAveragePooling1d' }], own)
    expect(sequence.operations.slice(1, 3)).toEqual([
      { kind: 'convolution', layerId: 'a', input: 1, output: 2, kernel: 0, bias: null, window: { height: 1, width: 12, channels: 2, windowHeight: 1, windowWidth: 3, strideHeight: 1, strideWidth: 1, top: 0, left: 0, outputHeight: 1, outputWidth: 10 } },
      { kind: 'pooling', layerId: 'p', input: 2, output: 3, how: 'average', window: { height: 1, width: 10, channels: 5, windowHeight: 1, windowWidth: 10, strideHeight: 1, strideWidth: 1, top: 0, left: 0, outputHeight: 1, outputWidth: 1 } },
    ])
    expect(parametersOf(sequence)).toEqual(['a/kernel 3x2x5 glorotUniform learns', ...outputParameters(5)])
  })

  it('adds what an earlier layer made after its activation, also one that is switched off', () => {
    const added = (from: string) => hiddenOf([{ id: 'a', type: 'dense', units: 3, activation: 'tanh' }, { id: 'b', type: 'dropout', enabled: false }, { id: 'c', type: 'activation' }, { id: 'd', type: 'add', from }]).at(-1)
    expect(added('input')).toEqual({ kind: 'add', layerId: 'd', input: 3, other: 0, output: 4 })
    expect(added('a')).toMatchObject({ input: 3, other: 2 })
    expect(added('b')).toMatchObject({ input: 3, other: 2 })
    expect(() => added('e')).toThrow('does not fit')
  })

  it('has a table for every column of codes, with a row for what it does not know', () => {
    const program = programOf([{ id: 'a', type: 'embedding', outputDim: 4 }], { ...regression, codes: [{ at: 1, size: 6 }] })
    expect(program.operations[0]).toEqual({ kind: 'embedding', layerId: 'a', input: 0, output: 1, passed: [0, 2], tables: [{ at: 1, table: 0 }] })
    expect(parametersOf(program)).toEqual(['a/embeddings_1 7x4 randomUniform learns', ...outputParameters(6)])
    expect(programOf([{ id: 'a', type: 'embedding' }]).operations.map(({ kind }) => kind)).toEqual(['dense'])
  })

  it('draws masks and noise of each layer from a place of its own', () => {
    const layers = [{ id: 'a', type: 'dropout' }, { id: 'b', type: 'gaussianNoise' }, { id: 'c', type: 'dropout' }, { id: 'd', type: 'gaussianNoise' }]
    expect(hiddenOf(layers).map((operation) => ('index' in operation ? [operation.kind, operation.index] : []))).toEqual([['dropout', 0], ['gaussianNoise', 0], ['dropout', 1], ['gaussianNoise', 1]])
  })

  it('goes past layers that are switched off, as if they were not there', () => {
    const on = [{ id: 'a', type: 'dense', units: 4 }, { id: 'c', type: 'dropout' }]
    const off = [{ id: 'b', type: 'dropout', enabled: false }, { id: 'd', type: 'dense', units: 0, enabled: false }, { id: 'e', type: 'conv2d', enabled: false }]
    expect(programOf([...off.slice(0, 1), on[0] ?? {}, off[1] ?? {}, on[1] ?? {}, off[2] ?? {}])).toEqual(programOf(on))
    expect(programOf([{ ...on[0], enabled: true }])).toEqual(programOf([on[0] ?? {}]))
  })

  it.each([
    ['two answers', binary, {}, { name: 'binaryCrossentropy', settings: { labelSmoothing: 0 }, from: 'logits', value: 1 }, 'sigmoid', 1],
    ['several answers', multiclass, { loss: { type: 'categoricalCrossentropy', labelSmoothing: 0.1 } }, { name: 'categoricalCrossentropy', settings: { labelSmoothing: 0.1 }, from: 'logits', value: 1 }, 'softmax', 4],
    ['two answers with another loss', binary, { loss: { type: 'huber' } }, { name: 'huber', settings: { delta: 1 }, from: 'outputs', value: 2 }, 'sigmoid', 1],
    ['a number', regression, {}, { name: 'meanSquaredError', settings: {}, from: 'outputs', value: 1 }, null, 1],
  ] as const)('reads its loss before the last activation where the two make one stable function: %s', (_, facts, training, loss, activation, outputs) => {
    const program = buildProgram(planOf([], { training }), facts)
    expect(program.loss).toEqual(loss)
    expect(program.outputs).toBe(outputs)
    expect(program.operations.map((operation) => (operation.kind === 'activation' ? operation.activation : operation.kind))).toEqual(['dense', ...(activation === null ? [] : [activation])])
    expect(program.output).toBe(activation === null ? 1 : 2)
  })

  it('reads a cross-entropy from the outputs where they are made by another function', () => {
    const program = buildProgram(planOf([], { output: { activation: 'hardSigmoid' } }), binary)
    expect(program.loss).toMatchObject({ from: 'outputs', value: program.output })
  })

  it('starts the output as the plan says', () => {
    const program = buildProgram(planOf([], { output: { kernelInitializer: { type: 'randomUniform', maxval: 0.5 } } }), regression)
    expect(program.parameters[0]?.initializer).toEqual({ type: 'randomUniform', settings: { minval: -0.05, maxval: 0.5 } })
  })

  it('gives a wide output layer to several answers alone', () => {
    expect(parametersOf(buildProgram(planOf([]), multiclass))).toEqual(['output/kernel 3x4 glorotUniform learns', 'output/bias 4 zeros learns'])
    expect(parametersOf(buildProgram(planOf([]), binary))).toEqual(outputParameters(3))
  })

  it.each([
    ['layer', planOf([{ id: 'a', type: 'lstm' }])],
    ['output activation or loss', planOf([], { output: { activation: 'tan' } })],
    ['output activation or loss', planOf([], { training: { loss: { type: 'pinball' } } })],
  ])('is not built with an unknown %s', (what, plan) => {
    expect(() => buildProgram(plan, binary)).toThrow(`unknown ${what}`)
  })
})
