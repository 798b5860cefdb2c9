import { describe, expect, it } from 'vitest'
import type { Text } from '#contract/language.ts'
import type { SettingValue } from '#contract/network.ts'
import { Plan } from '#contract/plan.ts'
import { messages } from '#renderer/locales/index.ts'
import { editWords } from '#renderer/app/edit-words.ts'
import { planChanges } from './plan-changes.ts'

const plan = Plan.parse({
  version: 1,
  dataset: { fileName: 'a.csv', sha256: 'abc' },
  recipe: { target: 'y' },
  network: { layers: [{ id: 'layer-1', type: 'dense', units: 64, activation: 'relu' }, { id: 'layer-2', type: 'dropout', rate: 0.2 }] },
  training: { optimizer: { type: 'adam', beta1: 0.9 } },
})
const words: Record<string, string> = messages.en.app.change
const names: Record<string, Text> = { dense: { en: 'Dense', 'zh-CN': '全连接层' }, adam: { en: 'Adam', 'zh-CN': 'Adam' } }
const said = (now: Plan, then = plan): string[] => planChanges(now, then, (type) => names[type] ?? null).map((label) => editWords(label, (key, params) => (words[key.replace('app.change.', '')] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name])), 'en'))

describe('what changed since a run', () => {
  it('is nothing for the same plan', () => {
    expect(said({ ...plan })).toEqual([])
  })

  it('is a choice taken back to automatic, and one made in its place', () => {
    const chosen: Plan = { ...plan, training: { ...plan.training, loss: { type: 'hinge' }, engine: 'tfjs' } }
    expect(said(plan, chosen)).toEqual(['loss function hinge to automatic', 'engine tfjs to automatic'])
    expect(said(chosen)).toEqual(['loss function automatic to hinge', 'engine automatic to tfjs'])
    expect(said(plan, { ...plan, recipe: { ...plan.recipe, positive: '1' } })).toEqual(['what its answers are'])
  })

  it('names settings with their values', () => {
    const [first, second] = plan.network.layers
    if (first === undefined || second === undefined) throw new Error('no layers')
    expect(said({ ...plan, network: { ...plan.network, layers: [Object.assign({}, first, { units: 128, kernelRegularizer: { type: 'l2', l2: 0.01 } }), { ...second, enabled: false }] } })).toEqual(['units 64 to 128', 'penalty on weights l2', 'a layer switched off'])
    expect(said({ ...plan, training: { ...plan.training, epochs: 20, optimizer: { type: 'adam', learningRate: 0.01 } } })).toEqual(['learning rate 0.01', 'beta 1 as usual', 'epochs 10 to 20'])
    expect(said({ ...plan, training: { ...plan.training, optimizer: { type: 'sgd', momentum: 0.5 }, earlyStopping: { ...plan.training.earlyStopping, enabled: true } } })).toEqual(['optimizer Adam to sgd', 'stop early when it no longer improves: on'])
  })

  it('names a penalty that was taken away', () => {
    const withLayer = (settings: Record<string, SettingValue>): Plan => ({ ...plan, network: { ...plan.network, layers: [{ id: 'layer-1', type: 'dense', ...settings }] } })
    expect(said(withLayer({ kernelRegularizer: null }), withLayer({ kernelRegularizer: { type: 'l2', l2: 0.01 } }))).toEqual(['penalty on weights as usual'])
    expect(said(withLayer({ units: 8 }), withLayer({ units: 64, kernelRegularizer: null }))).toEqual(['units 64 to 8'])
  })

  it('names one column and counts several', () => {
    const leaving = (...columns: string[]): Plan => ({ ...plan, recipe: { ...plan.recipe, columns: columns.map((column) => ({ column, use: false })) } })
    expect(said(leaving('id'))).toEqual(['“id” left out'])
    expect(said(leaving('id', 'name'))).toEqual(['2 columns left out'])
  })

  it('tells how rows are split from how columns are treated', () => {
    expect(said({ ...plan, recipe: { ...plan.recipe, split: { ...plan.recipe.split, test: 0.3 } } })).toEqual(['how the rows are split'])
    expect(said({ ...plan, recipe: { ...plan.recipe, classNames: [{ value: '0', name: 'malignant' }] } })).toEqual(['what its answers are'])
    expect(said({ ...plan, recipe: { ...plan.recipe, scaling: 'robust' } })).toEqual(['how the columns are prepared'])
    expect(said({ ...plan, recipe: { ...plan.recipe, columns: [{ column: 'a', scaling: 'none' }] } })).toEqual(['how the columns are prepared'])
  })

  it('counts layers that came and went, and sees a new order', () => {
    const { layers } = plan.network
    expect(said({ ...plan, network: { ...plan.network, layers: [...layers, { id: 'layer-3', type: 'dense', units: 8 }] } })).toEqual(['layer “Dense” added'])
    expect(said({ ...plan, network: { ...plan.network, layers: [] } })).toEqual(['2 layers removed'])
    expect(said({ ...plan, network: { ...plan.network, layers: layers.toReversed() } })).toEqual(['layers in another order'])
  })

  it('tells another file from another way to read it', () => {
    expect(said({ ...plan, dataset: { ...plan.dataset, sha256: 'def' } })).toEqual(['another file'])
    expect(said({ ...plan, dataset: { ...plan.dataset, reading: { header: false } } })).toEqual(['how the file is read'])
  })
})
