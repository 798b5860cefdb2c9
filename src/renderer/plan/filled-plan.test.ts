import { describe, expect, it } from 'vitest'
import type { Plan } from '#contract/plan.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { planOf } from '#test/answers/answers.ts'
import { filledPlan } from './filled-plan.ts'
import { planChanges } from './plan-changes.ts'
import { changedParts } from './plan-difference.ts'

const plan = planOf({ network: { layers: [{ id: 'layer-1', type: 'dense', units: 64 }, { id: 'layer-2', type: 'no such layer' }] }, training: { optimizer: { type: 'adam' } } })
const withRate = (learningRate: number): Plan => ({ ...plan, training: { ...plan.training, optimizer: { type: 'adam', learningRate } } })
const filled = (of: Plan) => filledPlan(of, catalogue)

describe('a plan with every default named', () => {
  it('is the same whether a default was typed or never touched', () => {
    expect(changedParts(filled(withRate(0.001)), filled(plan))).toEqual([])
    expect(planChanges(filled(withRate(0.001)), filled(plan))).toEqual([])
  })

  it('tells a change from the default, and back to it, with both values', () => {
    expect(planChanges(filled(withRate(0.01)), filled(plan))).toMatchObject([{ key: 'app.change.settingFromTo', params: { from: '0.001', to: '0.01' } }])
    expect(planChanges(filled(plan), filled(withRate(0.01)))).toMatchObject([{ key: 'app.change.settingFromTo', params: { from: '0.01', to: '0.001' } }])
  })

  it('keeps what it does not know as it is', () => {
    expect(filled(plan).network.layers[1]).toEqual({ id: 'layer-2', type: 'no such layer' })
  })
})
