import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import type { ExportEvent } from '#contract/project.ts'
import { useProject } from '#renderer/stores/project.ts'
import { projectOf } from '#test/answers/answers.ts'
import { projectFileOutcome, projectFileWork } from './project-file-work.ts'
import { useProjectSaving } from './use-project-saving.ts'

const studio = vi.hoisted(() => ({ project: { create: vi.fn(), savePlan: vi.fn(), export: vi.fn() } }))
const desktop = vi.hoisted(() => ({ shell: { chooseSavePath: vi.fn() } as { chooseSavePath: ReturnType<typeof vi.fn> } | null }))
const fetchDownload = vi.hoisted(() => vi.fn())
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio }) }))
vi.mock('./window-shell.ts', () => desktop)
vi.mock('./fetch-download.ts', () => ({ fetchDownload }))

const chooseSavePath = desktop.shell?.chooseSavePath ?? vi.fn()
const events = (...said: (ExportEvent | Error)[]) =>
  (async function* () {
    for (const event of said) {
      if (event instanceof Error) throw event
      yield await Promise.resolve(event)
    }
  })()
const progress: ExportEvent = { kind: 'progress', bytes: 1, totalBytes: 2 }
const done = (saved: Extract<ExportEvent, { kind: 'done' }>['saved']): ExportEvent => ({ kind: 'done', saved, bytes: 2000, runs: 3, liveRuns: 1 })
const order: string[] = []

beforeEach(async () => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  order.length = 0
  desktop.shell = { chooseSavePath }
  projectFileOutcome.value = null
  studio.project.create.mockResolvedValue(projectOf({ id: 'p', name: 'iris' }))
  studio.project.savePlan.mockImplementation(async () => await Promise.resolve(void order.push('plan')))
  chooseSavePath.mockResolvedValue('/home/ada/iris.candor')
  await useProject().create('iris')
})

describe('a project saved as one file', () => {
  it('goes where the person says, after the last change of the plan, and says where it is', async () => {
    studio.project.export.mockImplementation(async () => {
      order.push('export')
      return await Promise.resolve(events(progress, done({ kind: 'path', path: '/home/ada/iris.candor' })))
    })
    useProject().edit('change', (plan) => ({ ...plan, training: { ...plan.training, epochs: 99 } }))
    await useProjectSaving().saveAsFile()
    expect(order).toEqual(['plan', 'export'])
    expect([chooseSavePath.mock.calls, studio.project.export.mock.calls[0]?.[0]]).toEqual([[['iris.candor']], { projectId: 'p', path: '/home/ada/iris.candor' }])
    expect(projectFileOutcome.value).toEqual({ kind: 'saved', name: 'iris', place: 'path', where: '/home/ada/iris.candor', bytes: 2000, runs: 3, liveRuns: 1 })
    expect([projectFileWork.value, fetchDownload.mock.calls]).toEqual([null, []])
  })

  it('is a download in a browser', async () => {
    desktop.shell = null
    studio.project.export.mockResolvedValue(events(done({ kind: 'download', downloadId: 'd1', fileName: 'iris.candor' })))
    await useProjectSaving().saveAsFile()
    expect([studio.project.export.mock.calls[0]?.[0].path, fetchDownload.mock.calls]).toEqual([null, [['d1', 'iris.candor']]])
    expect(projectFileOutcome.value).toMatchObject({ place: 'download', where: 'iris.candor' })
  })

  it('is not begun where the person leaves the dialog, or there is no project', async () => {
    chooseSavePath.mockResolvedValue(null)
    await useProjectSaving().saveAsFile()
    setActivePinia(createPinia())
    await useProjectSaving().saveAsFile()
    expect([studio.project.export.mock.calls.length, projectFileOutcome.value]).toEqual([0, null])
  })

  it('that fails says why; one that was cancelled does not', async () => {
    studio.project.export.mockResolvedValueOnce(events(new StudioError('disk.full')))
    await useProjectSaving().saveAsFile()
    expect(projectFileOutcome.value).toEqual({ kind: 'notSaved', failure: { code: 'disk.full', details: {} } })
    studio.project.export.mockImplementationOnce(async (_: object, { signal }: { signal: AbortSignal }) => {
      queueMicrotask(() => projectFileWork.value?.cancel())
      return await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    await useProjectSaving().saveAsFile()
    expect([projectFileOutcome.value, projectFileWork.value]).toEqual([null, null])
  })
})
