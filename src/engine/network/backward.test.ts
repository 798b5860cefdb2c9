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
    // No layer makes such a program yet: two paths, joined by hand into the value that the loss reads.
    const program = programOf([dense('a')])
    const [first, bend, last] = program.operations
    if (first === undefined || bend === undefined || last === undefined) throw new Error('no operations')
    const twice: Program = { ...program, operations: [first, bend, { ...bend, layerId: 'again' }, last] }
    expect(stepsOf(twice)).toEqual(['output dense set', 'again activation set', 'a activation add', 'a dense none'])
  })

  it('makes a gradient for every weight that learns, and for no other', () => {
    const program = programOf([dense('a'), { id: 'b', type: 'batchNormalization' }, { id: 'c', type: 'layerNormalization', center: false }, { id: 'd', type: 'dropout' }, { ...dense('e'), useBias: false }])
    const made = deriveBackward(program).flatMap(({ operation }) => parametersOf(operation))
    const learning = program.parameters.flatMap(({ trainable }, id) => (trainable ? [id] : []))
    expect(made.sort((a, b) => a - b)).toEqual(learning)
  })
})
