import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { Plan } from '#contract/plan.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { planOf } from '#test/answers/answers.ts'
import { useTraining } from './use-training.ts'

type Problem = { severity: 'error' | 'warning'; place: 'layer' | 'output' | 'training' | 'recipe' }
interface World {
  connection: { state: string }
  dataset: { view: object | null }
  project: { plan: Plan }
  preview: { recipeFailure: object | null; checkFailure: object | null; check: { problems: Problem[]; estimatedSeconds: number | null } | null }
  runs: { live: object | null; busy: boolean; failure: object | null; start: () => Promise<object | null> }
}
const start = vi.fn()
/** A window in which everything is ready. */
const ready = (): World => ({
  connection: { state: 'connected' },
  dataset: { view: {} },
  project: { plan: planOf({ recipe: { target: 'y' } }) },
  preview: { recipeFailure: null, checkFailure: null, check: { problems: [], estimatedSeconds: 4 } },
  runs: { live: null, busy: false, failure: null, start },
})
const world = reactive(ready())
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => world.connection }))
vi.mock('#renderer/stores/dataset.ts', () => ({ useDataset: () => world.dataset }))
vi.mock('#renderer/stores/project.ts', () => ({ useProject: () => world.project }))
vi.mock('#renderer/stores/preview.ts', () => ({ usePreview: () => world.preview }))
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => world.runs }))

beforeEach(() => {
  setActivePinia(createPinia())
  start.mockReset().mockResolvedValue({})
  Object.assign(world, ready())
})
const problem = (place: Problem['place'], severity: Problem['severity'] = 'error') => ({ preview: { ...ready().preview, check: { problems: [{ severity, place }], estimatedSeconds: null } } })

describe('what is missing before a run', () => {
  it.each<[string, Partial<World>]>([
    ['needsStudio', { connection: { state: 'lost' }, dataset: { view: null } }],
    ['needsFile', { dataset: { view: null }, project: { plan: planOf() } }],
    ['needsTarget', { project: { plan: planOf() } }],
    ['needsRecipe', { preview: { ...ready().preview, recipeFailure: {} } }],
    ['needsNetwork', { preview: { ...ready().preview, checkFailure: {} } }],
    ['needsRecipe', problem('recipe')],
    ['needsNetwork', problem('layer')],
    ['needsNetwork', problem('output')],
    ['needsTraining', problem('training')],
  ])('is said by its first piece: %s', (missing, part) => {
    Object.assign(world, part)
    const training = useTraining()
    expect([training.missing.value, training.ready.value]).toEqual([missing, false])
  })

  it('is nothing where there are only warnings, or the check is still under way', () => {
    Object.assign(world, problem('layer', 'warning'))
    expect(useTraining().missing.value).toBeNull()
    Object.assign(world, { preview: { ...ready().preview, check: null } })
    expect([useTraining().missing.value, useTraining().seconds.value]).toEqual([null, null])
  })
})

describe('training', () => {
  it('starts, and shows the run', async () => {
    await useTraining().train()
    expect([start.mock.calls.length, useStage().stage]).toEqual([1, 'train'])
  })

  it('shows why where it was refused, and stays where nothing came of it', async () => {
    start.mockResolvedValue(null)
    useStage().show('network')
    await useTraining().train()
    expect(useStage().stage).toBe('network')
    world.runs.failure = {}
    await useTraining().train()
    expect(useStage().stage).toBe('train')
  })

  it('starts nothing while a run lives or a call is under way', async () => {
    world.runs.live = {}
    await useTraining().train()
    Object.assign(world.runs, { live: null, busy: true })
    await useTraining().train()
    expect(start).not.toHaveBeenCalled()
  })
})
