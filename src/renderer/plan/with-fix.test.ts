import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { hasFix, withFix } from './with-fix.ts'

const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units: 64 }, { id: 'layer-2', type: 'nonsense' }] }, training: { optimizer: { type: 'sgd', learningRate: 5, momentum: 0.9 } } })

describe('the fix of a problem', () => {
  it('sets one setting of its layer', () => {
    const fixed = withFix(plan, { place: 'layer', layerId: 'layer-1', fix: { kind: 'set', setting: 'activation', value: 'relu' } })
    expect(fixed.network.layers[0]).toEqual({ id: 'layer-1', type: 'dense', units: 64, activation: 'relu' })
  })

  it('removes the layer that can not be mended', () => {
    expect(withFix(plan, { place: 'layer', layerId: 'layer-2', fix: { kind: 'removeLayer' } }).network.layers.map(({ id }) => id)).toEqual(['layer-1'])
  })

  it('sets several settings of its layer at once', () => {
    const fixed = withFix(plan, { place: 'layer', layerId: 'layer-1', fix: { kind: 'setAll', settings: { units: 8, activation: 'relu' } } })
    expect(fixed.network.layers[0]).toEqual({ id: 'layer-1', type: 'dense', units: 8, activation: 'relu' })
  })

  it('puts a layer in where it is missed, under a free id', () => {
    const fixed = withFix(plan, { place: 'layer', layerId: 'layer-2', fix: { kind: 'insertLayer', at: 1, type: 'reshape', settings: { height: 0, width: 4 } } })
    expect(fixed.network.layers.map(({ id }) => id)).toEqual(['layer-1', 'layer-3', 'layer-2'])
    expect(fixed.network.layers[1]).toEqual({ id: 'layer-3', type: 'reshape', height: 0, width: 4 })
    expect(withFix(plan, { place: 'output', fix: { kind: 'insertLayer', at: 2, type: 'flatten', settings: {} } }).network.layers[2]).toEqual({ id: 'layer-3', type: 'flatten' })
  })

  it('reaches the output, the preparation, and a setting inside the optimizer, whose others stay', () => {
    expect(withFix(plan, { place: 'output', fix: { kind: 'set', setting: 'activation', value: 'auto' } }).network.output.activation).toBe('auto')
    expect(withFix(plan, { place: 'recipe', fix: { kind: 'set', setting: 'scaling', value: 'robust' } }).recipe.scaling).toBe('robust')
    expect(withFix(plan, { place: 'training', fix: { kind: 'set', setting: 'optimizer.learningRate', value: 0.01 } }).training.optimizer).toEqual({ type: 'sgd', learningRate: 0.01, momentum: 0.9 })
  })

  it('leaves a plan alone that its schema would no longer take', () => {
    expect(withFix(plan, { place: 'recipe', fix: { kind: 'set', setting: 'scaling', value: 'nonsense' } })).toEqual(plan)
    expect(withFix(plan, { place: 'training', fix: { kind: 'set', setting: 'epochs', value: 0 } })).toEqual(plan)
    expect(withFix(plan, { place: 'training' })).toEqual(plan)
  })
})

it('knows whether a plan already is as a fix would make it', () => {
  const rate = { place: 'training', fix: { kind: 'set', setting: 'optimizer.learningRate', value: 0.01 } } as const
  expect([hasFix(plan, rate), hasFix(withFix(plan, rate), rate)]).toEqual([false, true])
  const stopping = { place: 'training', fix: { kind: 'setAll', settings: { 'earlyStopping.enabled': true, 'earlyStopping.restoreBest': true } } } as const
  expect([hasFix(plan, stopping), hasFix(withFix(plan, stopping), stopping)]).toEqual([false, true])
  const dropout = { place: 'layer', fix: { kind: 'insertLayer', at: 0, type: 'dropout', settings: { rate: 0.3 } } } as const
  expect([hasFix(plan, dropout), hasFix(withFix(plan, dropout), dropout)]).toEqual([false, true])
  expect(hasFix(plan, { place: 'layer', layerId: 'gone', fix: { kind: 'set', setting: 'units', value: 8 } })).toBe(false)
})
