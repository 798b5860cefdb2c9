import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import type { ShownPlace } from '#contract/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { datasetOf, projectOf, runOf } from '#test/answers/answers.ts'
import { useOpening } from './use-opening.ts'
import { leaveShownPlace, useShownPlace } from './use-shown-place.ts'

const studio = vi.hoisted(() => ({
  project: { list: vi.fn(), create: vi.fn(), open: vi.fn(), keepShown: vi.fn() },
  dataset: { open: vi.fn(), view: vi.fn() },
  run: { follow: vi.fn(), detail: vi.fn() },
}))
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio, connections: 1, studio: { paths: true } }) }))

const opened = async function* () {
  yield await Promise.resolve({ kind: 'opened', dataset: datasetOf(['a', 'y']) })
}
/** What was kept of each project. */
let kept: Record<string, ShownPlace>
let scope: EffectScope

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  kept = {}
  studio.project.list.mockResolvedValue([])
  studio.project.create.mockImplementation(({ name }) => Promise.resolve(projectOf({ id: name, name })))
  studio.project.open.mockImplementation(({ projectId: id }) => Promise.resolve(projectOf({ id, hasDataset: true, shown: kept[id] ?? null, runs: [runOf({ id: 'r2', number: 2 }), runOf({ id: 'r1' })] })))
  studio.project.keepShown.mockImplementation(({ projectId, shown }) => {
    kept[projectId] = shown
    return Promise.resolve({})
  })
  studio.dataset.open.mockImplementation(() => Promise.resolve(opened()))
  studio.dataset.view.mockImplementation(() => Promise.resolve(opened()))
  studio.run.follow.mockImplementation(() => new Promise(() => {}))
  studio.run.detail.mockImplementation(() => new Promise(() => {}))
  scope = effectScope()
  scope.run(() => useShownPlace())
})
afterEach(() => {
  scope.stop()
  leaveShownPlace()
})

const shown = () => ({ stage: useStage().stage, runId: useRuns().selectedId })
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('the stage and run that are shown', () => {
  it('are kept with the project, and shown when it is opened again', async () => {
    const { openProject, closeProject } = useOpening()
    await openProject('p')
    expect([shown(), studio.project.keepShown.mock.calls.length]).toEqual([{ stage: 'data', runId: 'r2' }, 0])
    useStage().show('evaluate')
    useRuns().selectedId = 'r1'
    await settled()
    expect(kept).toEqual({ p: { stage: 'evaluate', runId: 'r1' } })
    await closeProject()
    expect(shown()).toEqual({ stage: 'data', runId: null })
    await openProject('p')
    expect(shown()).toEqual({ stage: 'evaluate', runId: 'r1' })
    expect(kept).toEqual({ p: { stage: 'evaluate', runId: 'r1' } })
  })

  it('stay those of the project when a file or another project takes its place', async () => {
    const { openProject, openSource } = useOpening()
    await openProject('p')
    useStage().show('train')
    await settled()
    await openSource({ kind: 'path', path: '/a.csv' }, 'a.csv')
    expect(shown()).toEqual({ stage: 'data', runId: null })
    useStage().show('prepare')
    await settled()
    await openProject('other')
    await settled()
    expect(kept).toEqual({ p: { stage: 'train', runId: 'r2' }, a: { stage: 'prepare', runId: null } })
  })

  it('are where the address says after a reload, and the newest run where the kept one is gone', async () => {
    kept = { p: { stage: 'evaluate', runId: 'gone' } }
    useStage().show('network')
    await useOpening().openProject('p', true)
    expect(shown()).toEqual({ stage: 'network', runId: 'r2' })
  })

  it('are kept by their latest once the disk takes them again', async () => {
    await useOpening().openProject('p')
    studio.project.keepShown.mockRejectedValueOnce(new Error('full'))
    useStage().show('train')
    useStage().show('evaluate')
    await settled()
    expect(kept).toEqual({ p: { stage: 'evaluate', runId: 'r2' } })
  })
})
