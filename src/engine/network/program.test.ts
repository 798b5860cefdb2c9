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
    ['layer', planOf([{ id: 'a', type: 'conv2d' }])],
    ['output activation or loss', planOf([], { output: { activation: 'tan' } })],
    ['output activation or loss', planOf([], { training: { loss: { type: 'hinge' } } })],
  ])('is not built with an unknown %s', (what, plan) => {
    expect(() => buildProgram(plan, binary)).toThrow(`unknown ${what}`)
  })
})
