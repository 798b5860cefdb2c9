/**
 * Opening projects and files. A file opened while the project has one already gets a project of its own, so that
 * nothing is replaced; a file that can't be read leaves everything as it was.
 */
import { ref, shallowRef } from 'vue'
import { type DatasetSource, type FileSource, type FirstRows, type ReadingChoices, allMembers, longestPaste } from '#contract/dataset.ts'
import { freeName } from '#contract/free-name.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { type Failure, failureOf } from './errors.ts'
import { type ChosenFile, chooseFile, fileNameOf, isProjectFile, isReadByPath, sourceOf } from './file-source.ts'
import { sourceAfterLook } from './look-ahead.ts'
import { projectFileOutcome, workOnProjectFile } from './project-file-work.ts'
import { linesBefore } from './next-step.ts'
import { keepShownPlaceOf, leaveShownPlace } from './use-shown-place.ts'

export interface OpeningFailure extends Failure {
  /** Of the file, or of the project. */
  fileName: string
  /** A file that is read where it lies, and so may be mended there. */
  byPath: boolean
  again: () => void
  /** What stands before the line at which a file can't be read. */
  before?: { lines: number; read: () => void }
}

/** What has changed stands on the screen. Never where the window is hidden. */
function painted(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}

/** Why the last file or project could not be opened. Of the window, not of one screen. */
const failure = shallowRef<OpeningFailure | null>(null)
/** Bytes on their way to the studio. */
const sending = shallowRef<{ fileName: string; bytes: number; totalBytes: number; cancel: () => void } | null>(null)
const busy = ref(false)
/** Of the file that is being sent or read. */
const firstRows = shallowRef<FirstRows | null>(null)

export function useOpening() {
  const connection = useConnection()
  const project = useProject()
  const dataset = useDataset()
  const runs = useRuns()
  const settings = useSettings()
  const stage = useStage()

  /** `keepStage`: the window is where the person wants it to be already. */
  async function openProject(projectId: string, keepStage = false): Promise<void> {
    failure.value = projectFileOutcome.value = null
    try {
      leaveShownPlace()
      dataset.clear()
      const view = await project.open(projectId)
      runs.adopt(view.runs, view.interruptedRuns, view.shown?.runId)
      if (view.shown !== null && !keepStage) stage.show(view.shown.stage)
      keepShownPlaceOf(projectId)
      await dataset.load()
    } catch (error) {
      settings.projectId = null
      const known = project.entries.find(({ id }) => id === projectId)
      failure.value = { ...failureOf(error), fileName: known?.name ?? '', byPath: false, again: () => void openProject(projectId) }
      runs.adopt([], [])
      await project.close()
    }
  }

  async function closeProject(): Promise<void> {
    failure.value = projectFileOutcome.value = null
    leaveShownPlace()
    dataset.clear()
    runs.adopt([], [])
    await project.close()
    stage.show('data')
  }

  /** `name`: of the project that is made for it; absent: the file's without its ending. `signal`: until it is read, which the dataset's own stops. */
  async function openSource(source: DatasetSource, fileName: string, name = fileName.replace(/\.[^.]+$/, ''), reading: ReadingChoices = {}, signal?: AbortSignal): Promise<boolean> {
    if (source.kind !== 'several' && source.kind !== 'pasted' && isProjectFile(fileName)) return await openProjectFile(fileName, () => Promise.resolve(source))
    if (busy.value) return false
    busy.value = true
    failure.value = null
    const before = project.current
    const isNew = before === null || before.hasDataset
    if (isNew) leaveShownPlace()
    stage.show('data')
    let opened = false
    try {
      if (isNew) {
        await project.loadEntries()
        const view = await project.create(freeName(name, project.entries.map((entry) => entry.name)))
        dataset.clear()
        runs.adopt(view.runs, view.interruptedRuns)
        keepShownPlaceOf(view.id)
      }
      opened = signal?.aborted !== true && (await dataset.open(source, fileName, reading))
    } catch (error) {
      const openAs = (other: ReadingChoices) => (): void => void openSource(source, fileName, name, other)
      const why = failureOf(error)
      const lines = source.kind === 'path' || source.kind === 'upload' ? linesBefore(why) : null
      const before = lines === null ? {} : { before: { lines, read: openAs({ ...reading, part: { ...reading.part, lines } }) } }
      failure.value = { ...why, fileName, byPath: source.kind === 'path', again: openAs(reading), ...before }
    } finally {
      busy.value = false
      sending.value = firstRows.value = null
    }
    if (!opened && isNew) await goBack(before?.id ?? null)
    return opened
  }

  /** The project made for a file that was not opened goes again; the one before comes back as it was. */
  async function goBack(before: string | null): Promise<void> {
    const why = failure.value
    const made = project.current?.id
    try {
      if (before !== null) await openProject(before, true)
      if (made !== undefined && made !== before) await project.remove(made)
    } catch {
      // The studio is away: the empty project stays in the list, where it can be removed.
    }
    failure.value = why
  }

  async function openFile(chosen: ChosenFile, reading: ReadingChoices = {}): Promise<boolean> {
    const fileName = fileNameOf(chosen)
    if (isProjectFile(fileName)) return await openProjectFile(fileName, (signal, onProgress) => sourceOf(chosen, connection.studio?.paths === true, signal, onProgress))
    const stop = new AbortController()
    const cancel = (): void => stop.abort()
    failure.value = null
    const report = (bytes: number, totalBytes: number): void => void (sending.value = { fileName, bytes, totalBytes, cancel })
    report(0, chosen instanceof File ? chosen.size : 0)
    try {
      const source = reading.part === undefined ? await sourceAfterLook(chosen, stop, report, showFirst) : await sourceOf(chosen, connection.studio?.paths === true, stop.signal, report)
      return await openSource(source, fileName, undefined, reading, stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) failure.value = unsent(error, chosen, (other) => void openFile(chosen, { ...reading, ...other }))
      return false
    } finally {
      sending.value = firstRows.value = null
      stop.abort()
    }
  }

  /** To be looked at while all of it is sent and read. */
  async function showFirst(rows: FirstRows): Promise<void> {
    firstRows.value = rows
    await painted()
    // Those that are not seen at once come in the frame after.
    await painted()
  }

  /** Why a file was not sent, or not to its end. */
  function unsent(error: unknown, chosen: ChosenFile, open: (reading: ReadingChoices) => void): OpeningFailure {
    const why = failureOf(error)
    const lines = linesBefore(why)
    const before = lines === null ? {} : { before: { lines, read: () => open({ part: { lines } }) } }
    return { ...why, fileName: fileNameOf(chosen), byPath: isReadByPath(chosen, connection.studio?.paths === true), again: () => open({}), ...before }
  }

  /** A newer file in place of the project's own; the plan stays, and so does everything where it can't be read. */
  async function replaceFile(chosen: ChosenFile): Promise<void> {
    const fileName = fileNameOf(chosen)
    const stop = new AbortController()
    const byPath = isReadByPath(chosen, connection.studio?.paths === true)
    failure.value = null
    busy.value = true
    try {
      const report = (bytes: number, totalBytes: number): void => void (sending.value = { fileName, bytes, totalBytes, cancel: () => stop.abort() })
      const source = await sourceAfterLook(chosen, stop, report, () => Promise.resolve())
      sending.value = null
      await dataset.replace(source, fileName)
    } catch (error) {
      if (!stop.signal.aborted) failure.value = { ...failureOf(error), fileName, byPath, again: () => void replaceFile(chosen) }
    } finally {
      sending.value = null
      busy.value = false
    }
  }

  async function chooseNewerFile(): Promise<void> {
    const chosen = await chooseFile()
    if (chosen !== null) await replaceFile(chosen)
  }

  /** Several make one table where they have the same columns. */
  async function openFiles(files: readonly File[]): Promise<boolean> {
    const [first] = files
    if (first === undefined) return false
    const own = files.find(({ name }) => isProjectFile(name)) ?? first
    if (files.length === 1 || isProjectFile(own.name)) return await openFile(own)
    const stop = new AbortController()
    const cancel = (): void => stop.abort()
    const fileName = `${first.name} + ${files.length - 1}`
    failure.value = null
    try {
      const sources: FileSource[] = []
      for (const file of files) sources.push(await sourceOf(file, connection.studio?.paths === true, stop.signal, (bytes, totalBytes) => (sending.value = { fileName: file.name, bytes, totalBytes, cancel })))
      sending.value = null
      return await openSource({ kind: 'several', files: sources }, fileName, first.name.replace(/\.[^.]+$/, ''), { part: { member: allMembers } })
    } catch (error) {
      if (!stop.signal.aborted) failure.value = { ...failureOf(error), fileName, byPath: false, again: () => void openFiles(files) }
      return false
    } finally {
      sending.value = null
    }
  }

  /** A table from the clipboard. */
  async function openText(text: string, fileName: string): Promise<boolean> {
    if (text.length <= longestPaste) return await openSource({ kind: 'pasted', text, fileName }, fileName, fileName)
    failure.value = { code: 'file.tooLarge', details: { file: fileName, limit: 'pasted', count: longestPaste }, fileName, byPath: false, again: () => void openText(text, fileName) }
    return false
  }

  /** As a new project, which is shown when it is there; until then, and where it can't be opened, everything stays as it is. */
  async function openProjectFile(fileName: string, find: (signal: AbortSignal, onProgress: (bytes: number, totalBytes: number) => void) => Promise<FileSource>): Promise<boolean> {
    failure.value = null
    let opened = false
    try {
      await workOnProjectFile('opening', fileName, async (signal, onProgress) => {
        const source = await find(signal, (bytes, totalBytes) => onProgress({ kind: 'sending', bytes, totalBytes }))
        onProgress({ kind: 'opening', bytes: 0, totalBytes: 0 })
        for await (const event of await connection.client.project.import({ source }, { signal })) {
          if (event.kind === 'progress') {
            onProgress({ bytes: event.bytes, totalBytes: event.totalBytes })
            continue
          }
          const { id, name } = event.project
          leaveShownPlace()
          stage.show('data')
          await openProject(id)
          opened = failure.value === null
          if (opened) projectFileOutcome.value = { kind: 'opened', name, savedAs: event.savedAs }
        }
      })
    } catch (error) {
      failure.value = { ...failureOf(error), fileName, byPath: false, again: () => void openProjectFile(fileName, find) }
    }
    return opened
  }

  async function chooseAndOpen(): Promise<void> {
    const chosen = await chooseFile()
    if (chosen !== null) await openFile(chosen)
  }

  /** Whatever its ending: that it is no project, the studio says. */
  async function chooseProjectFile(): Promise<void> {
    const chosen = await chooseFile('project')
    if (chosen !== null) await openProjectFile(fileNameOf(chosen), (signal, onProgress) => sourceOf(chosen, connection.studio?.paths === true, signal, onProgress))
  }

  return { failure, sending, busy, firstRows, openProject, closeProject, openSource, openFile, openFiles, openText, chooseFile: chooseAndOpen, chooseNewerFile, chooseProjectFile }
}
