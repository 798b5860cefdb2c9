/** Everything that can be done from anywhere, once: the palette, the shortcuts and the desktop's menu all call these. */
import type { ShellCommand } from '#contract/shell.ts'
import { ref } from 'vue'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { projectorZoom, useSettings } from '#renderer/stores/settings.ts'
import { stageNames, useStage } from '#renderer/stores/stage.ts'
import { useOpening } from './use-opening.ts'
import { useProjectSaving } from './use-project-saving.ts'
import { useTraining } from './use-training.ts'
import { shell } from './window-shell.ts'

/** Whether the palette is open: of the window, not of one component. */
const paletteOpen = ref(false)
/** The list of keys, likewise. */
const shortcutsOpen = ref(false)

export function useActions() {
  const project = useProject()
  const runs = useRuns()
  const settings = useSettings()
  const stage = useStage()
  const opening = useOpening()
  const { saveAsFile } = useProjectSaving()
  const training = useTraining()

  async function pauseOrResume(): Promise<void> {
    if (runs.live?.state.kind === 'paused') await runs.resume()
    else if (runs.live?.state.kind === 'training') await runs.pause()
  }

  function toggleInspector(drawer: boolean): void {
    if (drawer) stage.inspectorOpen = !stage.inspectorOpen
    else stage.inspectorHidden = !stage.inspectorHidden
  }

  async function finishAndQuit(): Promise<void> {
    if (runs.live !== null) await runs.finish()
    await project.flush()
    await shell?.quit()
  }

  async function obey(command: ShellCommand, drawer: boolean): Promise<void> {
    if (command.startsWith('openProject:')) return await opening.openProject(command.slice('openProject:'.length))
    if (command.startsWith('stage')) {
      const name = stageNames[Number(command.slice('stage'.length)) - 1]
      if (name !== undefined) stage.show(name)
      return
    }
    switch (command) {
      case 'newProject':
        return await opening.closeProject()
      case 'openFile':
        return await opening.chooseFile()
      case 'importProject':
        return await opening.chooseProjectFile()
      case 'exportProject':
        return await saveAsFile()
      case 'undo':
        return project.undo()
      case 'redo':
        return project.redo()
      case 'train':
        return await training.train()
      case 'pause':
        return await pauseOrResume()
      case 'zoomIn':
        return settings.zoomBy(1)
      case 'zoomOut':
        return settings.zoomBy(-1)
      case 'zoomReset':
        settings.zoom = 100
        return
      case 'projector':
        settings.zoom = projectorZoom
        return
      case 'palette':
        paletteOpen.value = !paletteOpen.value
        return
      case 'shortcuts':
        shortcutsOpen.value = !shortcutsOpen.value
        return
      case 'inspector':
        return toggleInspector(drawer)
      case 'finishAndQuit':
        return await finishAndQuit()
      default:
        throw new Error(`unknown command ${command}`)
    }
  }

  return { paletteOpen, shortcutsOpen, obey }
}
