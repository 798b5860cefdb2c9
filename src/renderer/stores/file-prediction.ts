/** A file asked of the shown run: sending, reading and predicting it with progress, its answers, and saving them. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Encoding, ReadingChoices } from '#contract/dataset.ts'
import type { FilePrediction, PredictionFormat } from '#contract/prediction.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { fetchDownload } from '#renderer/app/fetch-download.ts'
import { type ChosenFile, fileNameOf, isReadByPath, sourceOf } from '#renderer/app/file-source.ts'
import { shell } from '#renderer/app/window-shell.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { useRuns } from './runs.ts'
import { useSettings } from './settings.ts'

export interface FileWork {
  runId: string
  fileName: string
  phase: 'sending' | 'reading' | 'predicting'
  /** Bytes while sending and reading, rows while predicting. */
  done: number
  total: number
  /** Rows read or predicted so far. */
  rows: number
  /** performance.now() at its start. */
  startedAt: number
}

/** Where the answers went: a path, or a download of that name. */
export interface SavedPlace {
  kind: 'path' | 'download'
  place: string
}

interface Answered {
  chosen: ChosenFile
  reading: ReadingChoices
  prediction: FilePrediction
  saved: SavedPlace | null
}

export const useFilePrediction = defineStore('filePrediction', () => {
  const connection = useConnection()
  const { client } = connection
  const project = useProject()
  const runs = useRuns()
  const settings = useSettings()

  /** By run. */
  const answers = shallowRef<ReadonlyMap<string, Answered>>(new Map())
  /** What is under way, for whichever run. */
  const anyWork = shallowRef<FileWork | null>(null)
  const work = computed(() => (anyWork.value?.runId === runs.selectedId ? anyWork.value : null))
  /** Why the last file could not be predicted. */
  const failure = shallowRef<(Failure & { fileName: string; byPath: boolean }) | null>(null)
  const saving = ref(false)
  /** Why the answers could not be saved, and how that was tried. */
  const saveFailure = shallowRef<(Failure & { format: PredictionFormat; path: string | null }) | null>(null)
  const answered = computed(() => (runs.selectedId === null ? null : (answers.value.get(runs.selectedId) ?? null)))

  let stop: AbortController | null = null
  /** What was tried last, to try it again. */
  let last: Pick<Answered, 'chosen' | 'reading'> | null = null

  watch(
    () => project.current?.id,
    () => {
      stop?.abort()
      last = null
      answers.value = new Map()
    },
  )
  watch(
    () => runs.selectedId,
    () => (failure.value = saveFailure.value = null),
  )

  /** The file before is left; where this one fails, the answers of before stay. `reading`: what is not to be detected. */
  async function predict(chosen: ChosenFile, reading: ReadingChoices = {}): Promise<void> {
    const [projectId, runId] = [project.current?.id, runs.selectedId]
    if (projectId === undefined || runId === null) return
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    last = { chosen, reading }
    failure.value = saveFailure.value = null
    const fileName = fileNameOf(chosen)
    anyWork.value = { runId, fileName, phase: 'reading', done: 0, total: 0, rows: 0, startedAt: performance.now() }
    try {
      const source = await sourceOf(chosen, connection.studio?.paths === true, mine.signal, (done, total) => progress({ phase: 'sending', done, total }))
      for await (const event of await client.predict.file({ projectId, runId, source, reading, language: settings.language }, { signal: mine.signal })) {
        if (mine.signal.aborted) return
        switch (event.kind) {
          case 'reading':
            progress({ phase: 'reading', done: event.bytes, total: event.totalBytes, rows: event.rows })
            break
          case 'progress':
            progress({ phase: 'predicting', done: event.rows, total: event.totalRows, rows: event.rows })
            break
          case 'done':
            put(runId, { chosen, reading, prediction: event.prediction, saved: null })
            break
          default:
            event satisfies never
        }
      }
    } catch (error) {
      if (!mine.signal.aborted) failure.value = { ...failureOf(error), fileName, byPath: isReadByPath(chosen, connection.studio?.paths === true) }
    } finally {
      if (stop === mine) {
        stop = null
        anyWork.value = null
      }
    }
  }

  async function again(): Promise<void> {
    if (last !== null) await predict(last.chosen, last.reading)
  }

  /** The last file, where it is none of rows to predict: it may be a table for a project of its own. */
  const otherTable = computed(() => (failure.value?.code === 'predict.columnMissing' ? (last?.chosen ?? null) : null))

  function progress(part: Partial<FileWork>): void {
    if (anyWork.value !== null) anyWork.value = { ...anyWork.value, ...part }
  }

  function put(runId: string, next: Answered): void {
    answers.value = new Map(answers.value).set(runId, next)
  }

  async function readAs(encoding: Encoding): Promise<void> {
    if (answered.value !== null) await predict(answered.value.chosen, { ...answered.value.reading, encoding })
  }

  /** Asks where to on the desktop; a download in a browser. */
  async function save(format: PredictionFormat): Promise<void> {
    const now = answered.value
    if (now === null) return
    if (shell === null) return await saveTo(format, null)
    const path = await shell.chooseSavePath(`${now.prediction.fileName.replace(/\.[^.]+$/, '')}-predictions.csv`)
    if (path !== null) await saveTo(format, path)
  }

  async function saveTo(format: PredictionFormat, path: string | null): Promise<void> {
    const [projectId, runId, now] = [project.current?.id, runs.selectedId, answered.value]
    if (projectId === undefined || runId === null || now === null || saving.value) return
    saving.value = true
    saveFailure.value = null
    put(runId, { ...now, saved: null })
    try {
      const saved = await client.predict.save({ projectId, runId, predictionId: now.prediction.predictionId, format, path })
      if (saved.kind === 'download') fetchDownload(saved.downloadId, saved.fileName)
      put(runId, { ...now, saved: saved.kind === 'path' ? { kind: 'path', place: saved.path } : { kind: 'download', place: saved.fileName } })
    } catch (error) {
      saveFailure.value = { ...failureOf(error), format, path }
    } finally {
      saving.value = false
    }
  }

  async function saveAgain(): Promise<void> {
    const failed = saveFailure.value
    if (failed === null) return
    // The studio no longer has the answers: they come back with the file, to be saved then.
    if (failed.code === 'predict.noRows') {
      if (answered.value !== null) await predict(answered.value.chosen, answered.value.reading)
      if (failure.value !== null) return
    }
    await saveTo(failed.format, failed.path)
  }

  return { answered, work, failure, otherTable, saving, saveFailure, predict, again, readAs, cancel: () => stop?.abort(), save, saveAgain }
})
