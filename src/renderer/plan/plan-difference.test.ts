import { describe, expect, it } from 'vitest'
import { planOf } from '#test/answers/answers.ts'
import { asksTheSame, changedParts } from './plan-difference.ts'

const dense = { id: 'layer-1', type: 'dense', units: 64 }
const plan = planOf({ dataset: { fileName: 'a.csv', sha256: 'abc' }, recipe: { target: 'y' }, network: { layers: [dense] } })
const ran = plan
const withLayer = (layer: object) => planOf({ network: { layers: [{ ...dense, ...layer }] } })

describe('what has changed since a run', () => {
  it('is nothing where both ask for the same, or leave the same open', () => {
    expect(changedParts({ ...plan }, ran)).toEqual([])
  })

  it('is what a person chose then and leaves open now, or the other way round', () => {
    const chosen = { ...plan, training: { ...plan.training, loss: { type: 'hinge' } }, recipe: { ...plan.recipe, positive: '1' } }
    expect([changedParts(plan, chosen), changedParts(chosen, plan)]).toEqual([['recipe', 'training'], ['recipe', 'training']])
  })

  it('is each part in which the plan asks for something else', () => {
    expect(changedParts({ ...plan, recipe: { ...plan.recipe, task: 'regression' } }, ran)).toEqual(['recipe'])
    expect(changedParts({ ...plan, training: { ...plan.training, epochs: 20 }, dataset: { ...plan.dataset, reading: { header: false } } }, ran)).toEqual(['dataset', 'training'])
    expect(changedParts({ ...plan, network: { ...plan.network, layers: [] } }, ran)).toEqual(['network'])
  })

  it('is a setting that went back to its default', () => {
    expect(changedParts(withLayer({}), withLayer({ activation: 'tanh' }))).toEqual(['network'])
  })

  it('is a penalty taken away, which null says', () => {
    expect(changedParts(withLayer({ kernelRegularizer: null }), withLayer({ kernelRegularizer: { type: 'l2', l2: 0.01 } }))).toEqual(['network'])
    expect(changedParts(withLayer({ kernelRegularizer: null }), withLayer({}))).toEqual([])
    expect(changedParts(withLayer({}), withLayer({ kernelRegularizer: null }))).toEqual([])
  })
})

it('compares lists by order and length, and things by what they are', () => {
  expect([asksTheSame([1, 2], [1, 2]), asksTheSame([1, 2], [2, 1]), asksTheSame([1], [1, 2]), asksTheSame([], {}), asksTheSame({ type: 'l2' }, 'l2'), asksTheSame({ type: 'l2' }, undefined)]).toEqual([true, false, false, false, false, false])
})
