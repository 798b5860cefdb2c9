import { type Pinia, createPinia, disposePinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import { datasetOf, planOf } from '#test/answers/answers.ts'
import { usePreview } from './preview.ts'

/** A question that waits for its answer; a name stands for what the studio answers. */
interface Asked {
  of: 'recipe' | 'check'
  signal: AbortSignal
  answer: (name: string) => void
  refuse: (error: unknown) => void
}

let pinia: Pinia
let asked: Asked[]
const ask = (of: Asked['of'], signal: AbortSignal) => new Promise<string>((answer, refuse) => asked.push({ of, signal, answer, refuse }))
const project = reactive<{ current: { id: string } | null; plan: Plan }>({ current: null, plan: planOf() })
const dataset = reactive<{ view: object | null }>({ view: null })
const connection = reactive({
  connections: 1,
  client: {
    recipe: { preview: (_: object, { signal }: { signal: AbortSignal }) => ask('recipe', signal) },
    network: { check: (_: object, { signal }: { signal: AbortSignal }) => ask('check', signal) },
  },
})
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./dataset.ts', () => ({ useDataset: () => dataset }))
vi.mock('./connection.ts', () => ({ useConnection: () => connection }))

const pause = () => vi.advanceTimersByTimeAsync(150)
const settled = () => vi.advanceTimersByTimeAsync(0)
const recipeWith = (target: string | null): void => void (project.plan = { ...project.plan, recipe: { ...project.plan.recipe, target } })
const train = (epochs: number): void => void (project.plan = { ...project.plan, training: { ...project.plan.training, epochs } })
const last = (): Asked => asked.at(-1) ?? { of: 'recipe', signal: AbortSignal.abort(), answer: () => {}, refuse: () => {} }
const answer = async (name: string): Promise<void> => {
  last().answer(name)
  await settled()
}
const refuse = async (error: unknown): Promise<void> => {
  last().refuse(error)
  await settled()
}

/** A plan that was prepared and checked. */
async function answered() {
  const preview = usePreview()
  await pause()
  await answer('recipe 1')
  await answer('check 1')
  return preview
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia((pinia = createPinia()))
  asked = []
  Object.assign(project, { current: { id: 'p' }, plan: planOf({ recipe: { target: 'y' } }) })
  dataset.view = datasetOf(['a', 'y'])
})
afterEach(() => {
  disposePinia(pinia)
  vi.useRealTimers()
})

describe('what the plan would do', () => {
  it('is asked once there are a project, a table and a target: first the recipe, then the network on it', async () => {
    recipeWith(null)
    const preview = usePreview()
    await pause()
    expect([asked.length, preview.pending]).toEqual([0, false])
    recipeWith('y')
    await pause()
    expect([asked.map(({ of }) => of), preview.pending]).toEqual([['recipe'], true])
    await answer('recipe 1')
    expect([asked.map(({ of }) => of), preview.pending]).toEqual([['recipe', 'check'], true])
    await answer('check 1')
    expect([preview.recipe, preview.check, preview.pending]).toEqual(['recipe 1', 'check 1', false])
  })

  it('is asked once for a burst of keystrokes, a moment after the last', async () => {
    await answered()
    for (const epochs of [1, 12, 120]) {
      train(epochs)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(asked.length).toBe(2)
    await pause()
    expect(asked.length).toBe(3)
  })

  it('is asked of the network alone where the recipe stays', async () => {
    await answered()
    train(20)
    await pause()
    expect(asked.slice(2).map(({ of }) => of)).toEqual(['check'])
  })

  it('is asked anew of another table, and after the studio came back', async () => {
    await answered()
    dataset.view = datasetOf(['b', 'y'])
    await pause()
    expect(asked.slice(2).map(({ of }) => of)).toEqual(['recipe'])
    await answer('recipe 2')
    await answer('check 2')
    connection.connections++
    await pause()
    expect(asked.slice(4).map(({ of }) => of)).toEqual(['check'])
  })
})

describe('an answer to an older question', () => {
  it('is no longer waited for and never shown; what was shown stays until the next', async () => {
    const preview = await answered()
    recipeWith('z')
    await pause()
    const older = last()
    recipeWith('y2')
    await settled()
    expect(older.signal.aborted).toBe(true)
    await pause()
    older.answer('of z')
    await settled()
    expect([preview.recipe, preview.check, preview.pending]).toEqual(['recipe 1', 'check 1', true])
    await answer('recipe 2')
    await answer('check 2')
    expect([preview.recipe, preview.check, preview.pending]).toEqual(['recipe 2', 'check 2', false])
  })

  it('is no complaint either', async () => {
    const preview = await answered()
    train(20)
    await pause()
    const older = last()
    train(30)
    await settled()
    older.refuse(new DOMException('aborted', 'AbortError'))
    await settled()
    expect([preview.checkFailure, preview.check]).toEqual([null, 'check 1'])
  })
})

describe('a plan that can not be worked out', () => {
  it('says what is wrong with the recipe, shows neither answer, and recovers', async () => {
    const preview = await answered()
    recipeWith('z')
    await pause()
    await refuse(new StudioError('recipe.oneClass', { column: 'z' }))
    expect([preview.recipe, preview.check, preview.recipeFailure?.code, preview.pending]).toEqual([null, null, 'recipe.oneClass', false])
    recipeWith('y')
    await pause()
    await answer('recipe 2')
    expect([preview.recipe, preview.recipeFailure]).toEqual(['recipe 2', null])
  })

  it('says what is wrong with the network and keeps the recipe', async () => {
    const preview = await answered()
    train(20)
    await pause()
    await refuse(new StudioError('network.invalid'))
    expect([preview.recipe, preview.check, preview.checkFailure?.code, preview.pending]).toEqual(['recipe 1', null, 'network.invalid', false])
    train(30)
    await pause()
    await answer('check 2')
    expect([preview.check, preview.checkFailure]).toEqual(['check 2', null])
  })
})

describe('what was shown', () => {
  it('goes with its target', async () => {
    const preview = await answered()
    recipeWith(null)
    await settled()
    expect([preview.recipe, preview.check, preview.pending]).toEqual([null, null, false])
  })

  it('goes at once with its project, and is asked anew for the next one', async () => {
    const preview = await answered()
    project.current = { id: 'other' }
    await settled()
    expect([preview.recipe, preview.check]).toEqual([null, null])
    await pause()
    expect(last().of).toBe('recipe')
  })
})
