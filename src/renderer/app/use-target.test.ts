import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { useProject } from '#renderer/stores/project.ts'
import { planOf, projectOf } from '#test/answers/answers.ts'
import { suggestionArrived, useTarget } from './use-target.ts'

const studio = vi.hoisted(() => ({ project: { open: vi.fn(), savePlan: vi.fn() }, plan: { suggest: vi.fn() } }))
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio }) }))

const proposed = planOf({ network: { layers: [{ id: 'layer-1', type: 'dense', units: 16 }] }, training: { epochs: 40, batchSize: 16, earlyStopping: { enabled: true } } })
const plan = planOf({ recipe: { target: 'old', task: 'binary', positive: '1', columns: [{ column: 'y', use: false }, { column: 'a', use: false }] } })

async function opened(first = plan) {
  studio.project.open.mockResolvedValue(projectOf({ plan: first }))
  const project = useProject()
  await project.open('p')
  return { project, ...useTarget() }
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  studio.project.savePlan.mockResolvedValue({})
  studio.plan.suggest.mockResolvedValue(proposed)
})

describe('choosing what to predict', () => {
  it('leaves the task to the new target, which is no input any more', async () => {
    const { project, setTarget } = await opened()
    await setTarget('y')
    expect(project.plan.recipe).toMatchObject({ target: 'y', task: null, positive: null, columns: [{ column: 'a', use: false }] })
  })

  it('brings a network and a training the first time, as one step with the choice', async () => {
    const { project, setTarget } = await opened()
    await setTarget('y')
    expect([project.plan.network.layers.length, project.plan.training.epochs]).toEqual([1, 40])
    project.undo()
    expect(project.plan).toEqual(plan)
  })

  it('leaves a network that is there alone', async () => {
    const { project, setTarget } = await opened({ ...plan, network: proposed.network })
    await setTarget('y')
    expect([project.plan.network, studio.plan.suggest.mock.calls.length]).toEqual([proposed.network, 0])
  })

  it('takes no proposal for a target that is not the target any more', async () => {
    const { project, setTarget } = await opened()
    let answer = (): void => {}
    studio.plan.suggest.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(proposed))))
    const first = setTarget('y')
    project.undo()
    answer()
    await first
    expect(project.plan).toEqual(plan)
  })

  it('takes of a proposal only what the person has not changed meanwhile', async () => {
    const { project, setTarget } = await opened()
    let answer = (): void => {}
    studio.plan.suggest.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(proposed))))
    const chosen = setTarget('y')
    project.edit('epochs', (now) => ({ ...now, training: { ...now.training, epochs: 7 } }))
    answer()
    await chosen
    expect([project.plan.network.layers.length, project.plan.training.epochs]).toEqual([1, 7])
    // The rest of the training is as proposed for this target.
    expect(project.plan.training).toEqual({ ...proposed.training, epochs: 7 })
  })

  it('is done when no proposal is on its way any more, also where there is none', async () => {
    const { project, setTarget } = await opened()
    studio.plan.suggest.mockImplementationOnce(() => new Promise((resolve) => setTimeout(() => resolve(proposed), 5)))
    void setTarget('y')
    await suggestionArrived()
    expect(project.plan.network.layers.length).toBe(1)
    studio.plan.suggest.mockRejectedValueOnce(new StudioError('recipe.oneClass'))
    project.undo()
    await setTarget('constant')
    expect([project.plan.recipe.target, project.plan.network.layers.length]).toEqual(['constant', 0])
  })
})

it('leaves a column out and takes it back, one choice for each column', async () => {
  const { project, setUse } = await opened()
  setUse('b', false)
  setUse('a', true)
  expect(project.plan.recipe.columns).toEqual([{ column: 'y', use: false }, { column: 'a', use: true }, { column: 'b', use: false }])
  expect(project.undoLabel).toEqual({ key: 'data.undo.use', params: { column: 'a' } })
})
