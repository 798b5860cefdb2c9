import { createPinia, defineStore, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { Plan } from '#contract/plan.ts'
import { planOf } from '#test/answers/answers.ts'
import { useShownRun } from './use-shown-run.ts'

const detail = shallowRef<{ plan: Plan; report: { rows: { training: number } } | null } | null>(null)
const plan = shallowRef(planOf())
const recipe = shallowRef<{ classes: { value: string; count: number }[]; rows: { training: number } } | null>(null)
const useRunsStub = defineStore('runs', () => ({ detail, shown: shallowRef(null), earlier: shallowRef(null), rate: shallowRef(null) }))
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => useRunsStub() }))
vi.mock('#renderer/stores/project.ts', () => ({ useProject: () => ({ get plan() { return plan.value } }) }))
vi.mock('#renderer/stores/preview.ts', () => ({ usePreview: () => ({ get recipe() { return recipe.value } }) }))

beforeEach(() => {
  setActivePinia(createPinia())
  plan.value = planOf({ recipe: { target: 'y' } })
  recipe.value = { classes: [{ value: 'no', count: 20 }, { value: 'yes', count: 60 }], rows: { training: 64 } }
  detail.value = { plan: plan.value, report: null }
})

describe('the shown run', () => {
  it('learned from as many rows as its report says, else the preview', () => {
    expect(useShownRun().rows.value).toBe(64)
    detail.value = { plan: plan.value, report: { rows: { training: 50 } } }
    expect(useShownRun().rows.value).toBe(50)
  })

  it('is measured against always saying the most common answer', () => {
    expect(useShownRun().guessing.value).toEqual({ answer: 'yes', share: 0.75 })
    recipe.value = { classes: [], rows: { training: 64 } }
    expect(useShownRun().guessing.value).toBeNull()
  })

  it('is not told by a preview of other data, but is by one of another network', () => {
    plan.value = planOf({ recipe: { target: 'y', scaling: 'robust' } })
    expect([useShownRun().rows.value, useShownRun().guessing.value]).toEqual([null, null])
    plan.value = planOf({ recipe: { target: 'y' }, training: { epochs: 99 } })
    expect(useShownRun().rows.value).toBe(64)
  })
})
