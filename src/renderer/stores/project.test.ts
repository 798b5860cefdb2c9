import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import { planOf, projectOf } from '#test/answers/answers.ts'
import { useProject } from './project.ts'
import { useSettings } from './settings.ts'

const studio = vi.hoisted(() => ({ list: vi.fn(), create: vi.fn(), open: vi.fn(), rename: vi.fn(), remove: vi.fn(), savePlan: vi.fn() }))
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: { project: studio } }) }))

const epochs = (count: number) => (plan: Plan): Plan => ({ ...plan, training: { ...plan.training, epochs: count } })
const batch = (size: number) => (plan: Plan): Plan => ({ ...plan, training: { ...plan.training, batchSize: size } })
/** Epochs of the plans that were saved. */
const saved = () => studio.savePlan.mock.calls.map(([{ plan }]) => plan.training.epochs)
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

async function opened() {
  const project = useProject()
  await project.open('p')
  return project
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  vi.resetAllMocks()
  studio.open.mockImplementation(({ projectId }) => Promise.resolve(projectOf({ id: projectId, plan: planOf({ training: { epochs: 10 } }) })))
  studio.create.mockImplementation(({ name }) => Promise.resolve(projectOf({ id: 'new', name })))
  studio.list.mockResolvedValue([])
  studio.savePlan.mockResolvedValue({})
})
afterEach(() => vi.useRealTimers())

describe('the plan', () => {
  it('is edited, and goes back and forth with what each edit was called', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    project.edit('batch', batch(8))
    expect([project.undoLabel, project.redoLabel]).toEqual(['batch', null])
    project.undo()
    project.undo()
    expect([project.plan.training.epochs, project.plan.training.batchSize, project.undoLabel, project.redoLabel]).toEqual([10, 32, null, 'epochs'])
    expect(project.lastStep).toEqual({ kind: 'undid', label: 'epochs', count: 2 })
    project.redo()
    expect([project.plan.training.epochs, project.lastStep]).toEqual([20, { kind: 'redid', label: 'epochs', count: 3 }])
  })

  it('knows no step where nothing changed, and none beyond the ends', async () => {
    const project = await opened()
    project.edit('epochs', epochs(10))
    project.undo()
    project.redo()
    expect([project.undoLabel, project.lastStep, project.saved]).toEqual([null, null, 'saved'])
  })

  it('takes what comes with an edit into that edit: one undo takes both back', async () => {
    const project = await opened()
    project.edit('batch', batch(8))
    project.edit('target', (plan) => ({ ...plan, recipe: { ...plan.recipe, target: 'y' } }))
    project.amend(epochs(50))
    project.undo()
    expect([project.plan.recipe.target, project.plan.training.epochs]).toEqual([null, 10])
    project.redo()
    expect([project.plan.recipe.target, project.plan.training.epochs]).toEqual(['y', 50])
    project.undo()
    project.undo()
    expect(project.plan.training.batchSize).toBe(32)
  })

  it('takes what comes without an edit as it is, with no step', async () => {
    const project = await opened()
    project.amend(epochs(50))
    expect([project.plan.training.epochs, project.undoLabel]).toEqual([50, null])
  })

  it('has no past of another project or another file', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    project.forgetHistory()
    expect(project.undoLabel).toBeNull()
    project.edit('epochs', epochs(30))
    project.undo()
    await project.open('other')
    expect([project.undoLabel, project.redoLabel, project.lastStep, project.plan.training.epochs, useSettings().projectId]).toEqual([null, null, null, 10, 'other'])
  })
})

describe('saving by itself', () => {
  it('waits for a moment without changes, then writes the last plan once', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    await wait(300)
    project.undo()
    project.edit('epochs', epochs(30))
    await wait(300)
    expect([saved(), project.saved]).toEqual([[], 'saving'])
    await wait(100)
    expect([saved(), project.saved]).toEqual([[30], 'saved'])
  })

  it('is not done before what changed meanwhile is written too, one after the other', async () => {
    const project = await opened()
    let finish = (): void => {}
    studio.savePlan.mockImplementationOnce(() => new Promise((resolve) => (finish = () => resolve({}))))
    project.edit('epochs', epochs(20))
    await wait(400)
    project.edit('epochs', epochs(30))
    await wait(400)
    expect(saved()).toEqual([20])
    finish()
    await wait(0)
    expect([saved(), project.saved]).toEqual([[20, 30], 'saved'])
  })

  it('that fails says why and is tried again with the plan of then', async () => {
    const project = await opened()
    studio.savePlan.mockRejectedValueOnce(new StudioError('disk.full')).mockRejectedValueOnce(new StudioError('disk.full'))
    project.edit('epochs', epochs(20))
    await wait(400)
    expect([project.saved, project.saveFailure]).toEqual(['failed', { code: 'disk.full', details: {} }])
    await wait(3000)
    expect(saved()).toEqual([20, 20])
    project.edit('epochs', epochs(30))
    await wait(400)
    expect([saved(), project.saved, project.saveFailure]).toEqual([[20, 20, 30], 'saved', null])
    await wait(10_000)
    expect(saved().length).toBe(3)
  })

  it('that fails while another project is opened is done when there is room again, and never into the other', async () => {
    const project = await opened()
    studio.savePlan.mockRejectedValue(new StudioError('disk.full', { file: 'project.json' }))
    project.edit('epochs', epochs(20))
    await project.open('other')
    expect([project.plan.training.epochs, project.saved]).toEqual([10, 'saved'])
    studio.savePlan.mockReset().mockResolvedValue({})
    await wait(10_000)
    expect(studio.savePlan.mock.calls.map(([{ projectId, plan }]) => [projectId, plan.training.epochs])).toEqual([['p', 20]])
  })

  it('that failed before another project was opened is still on the screen when the first is opened again', async () => {
    const project = await opened()
    studio.savePlan.mockRejectedValue(new StudioError('disk.full', { file: 'project.json' }))
    project.edit('epochs', epochs(20))
    await project.close()
    await project.open('p')
    expect([project.plan.training.epochs, project.saved]).toEqual([20, 'saving'])
  })

  it('is done at once where it must be, as before another project is opened', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    await project.open('other')
    project.edit('epochs', epochs(30))
    await project.create('new')
    await wait(10_000)
    expect(studio.savePlan.mock.calls.map(([{ projectId, plan }]) => [projectId, plan.training.epochs])).toEqual([['p', 20], ['other', 30]])
  })

  it('is not done for a project that was removed, and nothing is left to save', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    await project.remove('p')
    await wait(10_000)
    expect([saved(), project.saved, project.current, useSettings().projectId]).toEqual([[], 'saved', null, null])
  })
})

describe('what another window made of the project', () => {
  const theirs = projectOf({ name: 'renamed', hasDataset: true, plan: planOf({ training: { epochs: 77 } }) })

  it('is taken over with an empty past, and is nothing to save', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    await project.flush()
    studio.open.mockResolvedValueOnce(theirs)
    expect(await project.refresh()).toEqual(theirs)
    await wait(10_000)
    expect([project.plan.training.epochs, project.current, project.undoLabel, saved()]).toEqual([77, { id: 'p', name: 'renamed', hasDataset: true }, null, [20]])
  })

  it('leaves the past where it changed nothing in the plan', async () => {
    const project = await opened()
    project.edit('epochs', epochs(77))
    await project.flush()
    studio.open.mockResolvedValueOnce(theirs)
    await project.refresh()
    expect([project.current?.name, project.undoLabel]).toEqual(['renamed', 'epochs'])
  })

  it('is left aside where there is something to save here', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    expect([await project.refresh(), studio.open.mock.calls.length]).toEqual([null, 1])
  })

  it('is left aside where the plan was edited here meanwhile, saved or not', async () => {
    const project = await opened()
    let answer = (): void => {}
    studio.open.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(theirs))))
    const refreshed = project.refresh()
    project.edit('epochs', epochs(20))
    await wait(400)
    answer()
    expect([await refreshed, project.plan.training.epochs, project.saved]).toEqual([null, 20, 'saved'])
  })

  it('is left aside where it can not be asked, or no project is open', async () => {
    expect(await useProject().refresh()).toBeNull()
    const project = await opened()
    studio.open.mockRejectedValueOnce(new StudioError('project.unknown'))
    expect([await project.refresh(), project.current?.id]).toEqual([null, 'p'])
  })
})

describe('projects', () => {
  it('get a new name, without spaces around it, and keep theirs where it is none', async () => {
    const project = await opened()
    studio.rename.mockImplementation(({ name }) => Promise.resolve(projectOf({ name })))
    await project.rename('  ')
    await project.rename('Lumps')
    expect(studio.rename).not.toHaveBeenCalled()
    await project.rename(' 肿块 ')
    expect(project.current?.name).toBe('肿块')
  })

  it('leave the open one alone when another is removed', async () => {
    const project = await opened()
    await project.remove('other')
    expect(project.current?.id).toBe('p')
    expect(studio.list).toHaveBeenCalled()
  })

  it('leave an empty plan behind when they are closed', async () => {
    const project = await opened()
    project.edit('epochs', epochs(20))
    await project.close()
    expect([saved(), project.current, project.plan]).toEqual([[20], null, planOf()])
  })
})
