import { type Pinia, createPinia, disposePinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { Plan } from '#contract/plan.ts'
import type { RecipeStep, StepEffects } from '#contract/recipe.ts'
import { planOf } from '#test/answers/answers.ts'
import { useSteps } from './steps.ts'

let pinia: Pinia
let asked: { steps: RecipeStep[]; answer: (effects: StepEffects) => void }[]
const project = reactive<{ current: { id: string } | null; plan: Plan; edit: (label: object, change: (plan: Plan) => Plan) => void }>({ current: null, plan: planOf(), edit: (_, change) => (project.plan = change(project.plan)) })
const dataset = reactive<{ view: object | null }>({ view: null })
const connection = reactive({ connections: 1, client: { recipe: { steps: ({ steps }: { steps: RecipeStep[] }) => new Promise<StepEffects>((answer) => asked.push({ steps, answer })) } } })
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./dataset.ts', () => ({ useDataset: () => dataset }))
vi.mock('./connection.ts', () => ({ useConnection: () => connection }))

const columns = [{ name: 'age', type: 'number' }, { name: 'new', type: 'number' }] as const
const pause = () => vi.advanceTimersByTimeAsync(150)

/** The studio says which steps can't be done. */
async function answer(...wrong: string[]): Promise<void> {
  await pause()
  const last = asked.at(-1)
  last?.answer({ rows: 10, columns: [...columns], steps: last.steps.map(({ id }) => ({ id, columns: [...columns], rows: null, made: null, mistake: wrong.includes(id) ? { problem: 'formula.empty', value: '', expected: '' } : null })) })
  await vi.advanceTimersByTimeAsync(0)
}
const planned = () => project.plan.recipe.steps.map((step) => ('formula' in step ? step.formula : step.kind))

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia((pinia = createPinia()))
  asked = []
  Object.assign(project, { current: { id: 'p' }, plan: planOf({ recipe: { target: 'age' } }) })
  dataset.view = { columns: [{ name: 'age', type: 'number' }], rows: 10 }
})
afterEach(() => {
  disposePinia(pinia)
  vi.useRealTimers()
})

describe('steps in the window', () => {
  it('come into the plan when somebody has typed something that can be done, and no earlier', async () => {
    const steps = useSteps()
    steps.begin('filter', '', 'age')
    await answer()
    expect([planned(), steps.shown.length]).toEqual([[], 1])
    const [step] = steps.shown
    if (step?.kind !== 'filter') throw new Error('no condition')
    steps.type({ ...step, formula: 'age >' })
    await answer(step.id)
    expect(planned()).toEqual([])
    steps.type({ ...step, formula: 'age > 3' })
    await answer()
    expect(planned()).toEqual(['age > 3'])
    expect(steps.draftOf(step.id)).toBe(null)
  })

  it('keep in the plan what was right while something wrong is typed, and undo takes that away', async () => {
    const steps = useSteps()
    steps.begin('filter', '', 'age')
    const [step] = steps.shown
    if (step?.kind !== 'filter') throw new Error('no condition')
    steps.type({ ...step, formula: 'age > 3' })
    await answer()
    const before = project.plan
    steps.type({ ...step, formula: 'age > 4' })
    await answer()
    steps.type({ ...step, formula: 'agee' })
    await answer(step.id)
    expect([planned(), steps.shown]).toMatchObject([['age > 4'], [{ formula: 'agee' }]])
    project.plan = before
    await pause()
    expect(steps.shown).toMatchObject([{ formula: 'age > 3' }])
  })

  it('that make a column take what others call it along in one edit, also where something is being typed', async () => {
    const steps = useSteps()
    Object.assign(project, { plan: planOf({ recipe: { steps: [{ kind: 'compute', id: 'a', name: 'months', formula: 'age * 12' }, { kind: 'filter', id: 'b', formula: 'months > 3' }, { kind: 'filter', id: 'c', formula: 'months < 99' }] } }) })
    const [first, , last] = steps.shown
    if (first?.kind !== 'compute' || last?.kind !== 'filter') throw new Error('other steps')
    steps.type({ ...last, formula: 'months <' })
    await answer('c')
    steps.type({ ...first, name: 'all months' })
    await answer('b', 'c')
    expect(project.plan.recipe.steps).toMatchObject([{ name: 'all months' }, { formula: '[all months] > 3' }, { formula: '[all months] < 99' }])
    expect(steps.shown).toMatchObject([{}, {}, { formula: '[all months] <' }])
  })

  it('that need nothing typed are done at once, and those of another project are forgotten', async () => {
    const steps = useSteps()
    steps.begin('log', '', 'age')
    await answer()
    expect(planned()).toEqual(['log'])
    steps.begin('bin', '')
    await answer('step-2')
    expect(steps.shown.length).toBe(2)
    project.current = { id: 'q' }
    await pause()
    expect(steps.shown.length).toBe(1)
  })
})
