import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { deriveBackward, parametersOf } from './backward.ts'
import type { PlanFacts } from './facts.ts'
import type { Program } from './operations.ts'
import { buildProgram } from './program.ts'

const facts: PlanFacts = { inputs: 3, task: 'binary', classes: 2, trainingRows: 10, validationRows: 0 }
const programOf = (layers: object[], training = {}): Program => buildProgram(Plan.parse({ version: 1, network: { layers }, training }), facts)
const stepsOf = (program: Program): string[] => deriveBackward(program).map(({ operation, inputGradient }) => `${operation.layerId} ${operation.kind} ${inputGradient}`)
const dense = (id: string) => ({ id, type: 'dense', units: 2, activation: 'tanh' })

describe('the backward pass', () => {
  it('goes from the loss to the first layer that learns, and no further', () => {
    expect(stepsOf(programOf([dense('a'), { id: 'b', type: 'dropout' }, dense('c')], { loss: { type: 'huber' } }))).toEqual([
      'output activation set',
      'output dense set',
      'c activation set',
      'c dense set',
      'b dropout set',
      'a activation set',
      'a dense none',
    ])
  })

  it('starts at the logits where the loss reads them', () => {
    expect(stepsOf(programOf([]))).toEqual(['output dense none'])
  })

  it('leaves out what lies before everything that learns', () => {
    const layers = [{ id: 'a', type: 'gaussianNoise' }, { id: 'b', type: 'layerNormalization', center: false, scale: false }, { id: 'c', type: 'activation' }, { id: 'd', type: 'layerNormalization', scale: false }, { id: 'e', type: 'activation' }]
    expect(stepsOf(programOf(layers))).toEqual(['output dense set', 'e activation set', 'd layerNormalization none'])
  })

  it('adds the gradients of a value that is read twice', () => {
    const program = programOf([dense('a'), dense('b'), { id: 'c', type: 'add', from: 'a' }])
    expect(deriveBackward(program).map(({ operation, inputGradient, otherGradient }) => `${operation.layerId} ${operation.kind} ${inputGradient} ${otherGradient}`)).toEqual([
      'output dense set none',
      'c add set set',
      'b activation set none',
      'b dense add none',
      'a activation set none',
      'a dense none none',
    ])
  })

  it('sets, then adds, where both inputs are the same value, and leaves out an input that nothing learned', () => {
    const otherOf = (layers: object[]) => deriveBackward(programOf(layers)).find(({ operation }) => operation.kind === 'add')
    expect(otherOf([dense('a'), { id: 'b', type: 'add', from: 'a' }])).toMatchObject({ inputGradient: 'set', otherGradient: 'add' })
    expect(otherOf([{ ...dense('a'), units: 3 }, { id: 'b', type: 'add', from: 'input' }])).toMatchObject({ inputGradient: 'set', otherGradient: 'none' })
    expect(otherOf([{ id: 'a', type: 'layerNormalization' }, { id: 'b', type: 'add', from: 'input' }])).toMatchObject({ inputGradient: 'set', otherGradient: 'none' })
  })

  it('makes a gradient for every weight that learns, and for no other', () => {
    const shaped = [{ id: 'r', type: 'reshape', height: 2, width: 1, channels: 1 }, { id: 'f', type: 'conv2d', kernelSize: 1, filters: 2 }, { id: 'g', type: 'maxPooling2d', padding: 'same' }, { id: 'h', type: 'flatten' }]
    const program = programOf([dense('a'), { id: 'b', type: 'batchNormalization' }, { id: 'c', type: 'layerNormalization', center: false }, { id: 'd', type: 'dropout' }, { ...dense('e'), useBias: false }, ...shaped])
    const made = deriveBackward(program).flatMap(({ operation }) => parametersOf(operation))
    const learning = program.parameters.flatMap(({ trainable }, id) => (trainable ? [id] : []))
    expect(made.sort((a, b) => a - b)).toEqual(learning)
  })
})
