/**
 * Opening projects and files. A file opened while the project has one already gets a project of its own, so that
 * nothing is replaced; a file that can't be read leaves everything as it was.
 */
import { ref, shallowRef } from 'vue'
import type { DatasetSource } from '#contract/dataset.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { type Failure, failureOf } from './errors.ts'
import { sendUpload } from './send-upload.ts'
import { shell } from './window-shell.ts'

/** Why the last file or project could not be opened. Of the window, not of one screen. */
const failure = shallowRef<(Failure & { fileName: string }) | null>(null)
/** Bytes on their way to the studio. */
const sending = shallowRef<{ fileName: string; bytes: number; totalBytes: number; cancel: () => void } | null>(null)
const busy = ref(false)

export function useOpening() {
  const connection = useConnection()
  const project = useProject()
  const dataset = useDataset()
  const runs = useRuns()
  const settings = useSettings()
  const stage = useStage()

  async function openProject(projectId: string): Promise<void> {
    failure.value = null
    try {
      dataset.clear()
      const view = await project.open(projectId)
      runs.adopt(view.runs, view.interruptedRuns)
      await dataset.load()
    } catch (error) {
      settings.projectId = null
      const known = project.entries.find(({ id }) => id === projectId)
      failure.value = { ...failureOf(error), fileName: known?.name ?? '' }
      await project.close()
    }
  }

  async function closeProject(): Promise<void> {
    failure.value = null
    dataset.clear()
    runs.adopt([], [])
    await project.close()
    stage.show('data')
  }

  /** `name`: of the project that is made for it; absent: the file's without its ending. */
  async function openSource(source: DatasetSource, fileName: string, name = fileName.replace(/\.[^.]+$/, '')): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = null
    const before = project.current
    const isNew = before === null || before.hasDataset
    stage.show('data')
    let opened = false
    try {
      if (isNew) {
        await project.loadEntries()
        const view = await project.create(newName(name, project.entries.map((entry) => entry.name)))
        dataset.clear()
        runs.adopt(view.runs, view.interruptedRuns)
      }
      opened = await dataset.open(source, fileName)
    } catch (error) {
      failure.value = { ...failureOf(error), fileName }
    } finally {
      busy.value = false
    }
    if (!opened && isNew) await goBack(before?.id ?? null)
    return opened
  }

  /** The project made for a file that was not opened goes again; the one before comes back as it was. */
  async function goBack(before: string | null): Promise<void> {
    const why = failure.value
    const made = project.current?.id
    try {
      if (before !== null) await openProject(before)
      if (made !== undefined && made !== before) await project.remove(made)
    } catch {
      // The studio is away: the empty project stays in the list, where it can be removed.
    }
    failure.value = why
  }

  async function openFile(file: File): Promise<boolean> {
    const path = shell?.pathOf(file) ?? ''
    if (path !== '' && connection.studio?.paths === true) return await openSource({ kind: 'path', path }, file.name)
    const stop = new AbortController()
    failure.value = null
    sending.value = { fileName: file.name, bytes: 0, totalBytes: file.size, cancel: () => stop.abort() }
    try {
      const uploadId = await sendUpload(file, stop.signal, (bytes) => (sending.value = sending.value && { ...sending.value, bytes }))
      sending.value = null
      return await openSource({ kind: 'upload', uploadId, fileName: file.name }, file.name)
    } catch (error) {
      if (!stop.signal.aborted) failure.value = { ...failureOf(error), fileName: file.name }
      return false
    } finally {
      sending.value = null
    }
  }

  /** The system's dialog, or the browser's. */
  async function chooseFile(): Promise<void> {
    if (shell !== null) {
      const path = await shell.chooseFile()
      if (path !== null) await openSource({ kind: 'path', path }, path.split(/[/\\]/).at(-1) ?? path)
      return
    }
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file !== undefined) void openFile(file)
    })
    input.click()
  }

  return { failure, sending, busy, openProject, closeProject, openSource, openFile, chooseFile }
}

/** Two projects of one name could not be told apart. */
function newName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted} ${number}`)) number++
  return `${wanted} ${number}`
}
