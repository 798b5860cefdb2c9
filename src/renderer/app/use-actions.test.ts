import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type ShellCommand, shellCommands } from '#contract/shell.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { useActions } from './use-actions.ts'

/** What was done, in order. */
const done: string[] = []
const does = (name: string) => (given = '') => Promise.resolve(void done.push(`${name} ${given}`.trim()))
const runs: { live: { state: { kind: string } } | null; [call: string]: unknown } = { live: null, pause: does('pause'), resume: does('resume'), finish: does('finish') }
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => runs }))
vi.mock('#renderer/stores/project.ts', () => ({ useProject: () => ({ undo: does('undo'), redo: does('redo'), flush: does('flush') }) }))
vi.mock('./use-opening.ts', () => ({ useOpening: () => ({ openProject: does('open project'), closeProject: does('close project'), chooseFile: does('choose file'), chooseProjectFile: does('choose project file') }) }))
vi.mock('./use-project-saving.ts', () => ({ useProjectSaving: () => ({ saveAsFile: does('save as file') }) }))
vi.mock('./use-training.ts', () => ({ useTraining: () => ({ train: does('train') }) }))
vi.mock('./window-shell.ts', () => ({ shell: { quit: () => Promise.resolve(void done.push('quit')) } }))

beforeEach(() => {
  setActivePinia(createPinia())
  done.length = 0
  runs.live = null
})
async function obey(...commands: ShellCommand[]): Promise<string[]> {
  const from = done.length
  for (const command of commands) await useActions().obey(command, false)
  return done.slice(from)
}

describe('a command', () => {
  it('is obeyed, whichever it is', async () => {
    await expect(obey(...shellCommands)).resolves.toBeDefined()
  })

  it('does what it says', async () => {
    expect(await obey('newProject', 'openFile', 'importProject', 'exportProject', 'openProject:p1', 'undo', 'redo', 'train')).toEqual(['close project', 'choose file', 'choose project file', 'save as file', 'open project p1', 'undo', 'redo', 'train'])
  })

  it('shows the stage of its number', async () => {
    await obey('stage4')
    expect(useStage().stage).toBe('train')
  })

  it('pauses a run that trains and resumes one that is paused; between both there is nothing to do', async () => {
    expect(await obey('pause')).toEqual([])
    runs.live = { state: { kind: 'training' } }
    expect(await obey('pause')).toEqual(['pause'])
    runs.live = { state: { kind: 'paused' } }
    expect(await obey('pause')).toEqual(['resume'])
    runs.live = { state: { kind: 'judging' } }
    expect(await obey('pause')).toEqual([])
  })

  it('finishes the run and saves the plan before it quits', async () => {
    runs.live = { state: { kind: 'training' } }
    expect(await obey('finishAndQuit')).toEqual(['finish', 'flush', 'quit'])
    runs.live = null
    expect(await obey('finishAndQuit')).toEqual(['flush', 'quit'])
  })

  it('zooms', async () => {
    const settings = useSettings()
    settings.zoom = 100
    await obey('zoomIn', 'zoomIn', 'zoomOut')
    expect(settings.zoom).toBe(110)
    await obey('projector')
    expect(settings.zoom).toBe(150)
    await obey('zoomReset')
    expect(settings.zoom).toBe(100)
  })

  it('opens and closes the palette, and the inspector where it stands or as a drawer', async () => {
    const { paletteOpen, obey: now } = useActions()
    const stage = useStage()
    paletteOpen.value = false
    await now('palette', false)
    await now('inspector', false)
    expect([paletteOpen.value, stage.inspectorHidden, stage.inspectorOpen]).toEqual([true, true, false])
    await now('inspector', true)
    expect([stage.inspectorHidden, stage.inspectorOpen]).toEqual([true, true])
    await now('palette', false)
    await now('inspector', false)
    await now('inspector', true)
    expect([paletteOpen.value, stage.inspectorHidden, stage.inspectorOpen]).toEqual([false, false, false])
  })
})
