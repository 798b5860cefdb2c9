/** Answers of trained runs for new rows, computed in a thread that keeps the last model loaded. */
import { randomUUID } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileSource, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Language } from '#contract/language.ts'
import { defaultCutOff } from '#engine/metrics/decide.ts'
import { matchColumns, typesOf } from '#engine/recipe/apply.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { FilePredictionEvent, PredictionForm, PredictionFormat, RowPrediction } from '#contract/prediction.ts'
import { nameInFile } from '#contract/recipe.ts'
import type { SavedFile } from '#contract/saved-file.ts'
import type { RunScores } from '#contract/scores.ts'
import { openDataset } from '../dataset/open-dataset.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { fileOfSource } from '../dataset-source.ts'
import { placeToSave } from '../files/place-to-save.ts'
import { replaceFileSafely } from '../files/write-file-safely.ts'
import type { StudioOptions } from '../options.ts'
import { openEnded } from '../formats/cell-range.ts'
import { EventQueue } from '../run/event-queue.ts'
import type { Run } from '../run/run.ts'
import type { StartRow } from '../run/start-row.ts'
import { Thread } from '../threads/thread.ts'
import { byteOrderMarks, csvCell, lineEnds } from './csv-cell.ts'
import { findingsOfFile } from './file-findings.ts'
import { readFitted } from './load-model.ts'
import { withMissingColumns } from './match-table.ts'
import type { ModelFiles, PredictAnswer, PredictProgress, PredictQuestion } from './predict-messages.ts'
import { predictionForm } from './predict-form.ts'
import createPredictWorker from './predict.worker.ts?nodeWorker'
import { predictedRows, predictionHeader } from './prediction-table.ts'

type Stop = AbortSignal | undefined

/** Predicted files wait in memory to be saved; the oldest makes room. */
const keptPredictions = 4
const previewRows = 200
const rowsPerPage = 1000

interface Kept {
  runId: string
  fileName: string
  dataset: OpenDataset
  fitted: FittedRecipe
  cutOff: number
  outputs: Float32Array
  /** Of the names of the columns that are added. */
  language: Language
}

export interface AskedFile {
  source: FileSource
  reading: ReadingChoices
  language: Language
}

export class Predictor {
  readonly #options: StudioOptions
  readonly #thread = new Thread<PredictQuestion, PredictAnswer, PredictProgress>(() => createPredictWorker({}))
  readonly #kept = new Map<string, Kept>()

  constructor(options: StudioOptions) {
    this.#options = options
  }

  async form(run: Run, start: StartRow): Promise<PredictionForm> {
    const fitted = await readFitted(run.place.recipe)
    return predictionForm(run.id, fitted, start, nameInFile((await run.plan()).recipe.steps, fitted.target.column))
  }

  async row(run: Run, values: { column: string; value: string | null }[], signal: Stop): Promise<RowPrediction> {
    const question: PredictQuestion = { kind: 'row', model: await this.#files(run), cutOff: await cutOffOf(run), values }
    const answer = await this.#thread.ask(question, signal)
    if (answer.kind !== 'row') throw new Error('an answer to another question')
    return answer.prediction
  }

  /** null where the run kept none. Throws `project.damaged`. Of very many rows it takes a second, and the studio's own loop stays free. */
  async scores(run: Run, signal: Stop): Promise<RunScores | null> {
    const { scores, recipe } = run.place
    const answer = await this.#thread.ask({ kind: 'scores', place: { scores, recipe } }, signal)
    if (answer.kind !== 'scores') throw new Error('an answer to another question')
    return answer.scores
  }

  /** Throws what reading a file throws, and `predict.columnMissing`. */
  async *file(run: Run, { source, reading, language }: AskedFile, signal: Stop): AsyncGenerator<FilePredictionEvent, void> {
    const fitted = await readFitted(run.place.recipe)
    const events = new EventQueue<FilePredictionEvent>(async (push, stop) => {
      const file = await fileOfSource(source, this.#options)
      const choices = { ...asInTraining((await run.plan()).dataset.reading), types: typesOf(fitted), ...reading }
      const dataset = await openDataset(file, choices, { onProgress: (progress) => push({ kind: 'reading', ...progress }), signal: stop, scratch: path.dirname(run.place.folder) })
      try {
        push({ kind: 'done', prediction: await this.#predict(run, fitted, dataset, language, (progress) => push({ kind: 'progress', ...progress }), stop) })
      } catch (error) {
        await dataset.close()
        throw error
      }
    })
    yield* events.read(signal)
  }

  /** Throws `predict.noRows` where the prediction is no longer kept, `file.refused` where this studio may not write there. */
  async save(run: Run, predictionId: string, format: PredictionFormat, target: string | null): Promise<SavedFile> {
    const kept = this.#kept.get(predictionId)
    if (kept === undefined || kept.runId !== run.id) throw new StudioError('predict.noRows')
    const { file, saved } = placeToSave(target, `${path.parse(kept.fileName).name}-predictions.csv`, this.#options)
    await writeCsv(kept, format, file)
    return saved
  }

  /** What answers for the run, and from which probability on. Throws `run.noModel`. */
  async modelOf(run: Run): Promise<{ files: ModelFiles; cutOff: number }> {
    return { files: await this.#files(run), cutOff: await cutOffOf(run) }
  }

  async close(): Promise<void> {
    await this.#thread.close()
    await Promise.all([...this.#kept.values()].map(({ dataset }) => dataset.close()))
    this.#kept.clear()
  }

  async #predict(run: Run, fitted: FittedRecipe, dataset: OpenDataset, language: Language, onProgress: (progress: PredictProgress) => void, signal: AbortSignal) {
    const { view, table } = dataset
    const question: PredictQuestion = { kind: 'table', model: await this.#files(run), table: withMissingColumns(table, fitted, view.fileName) }
    const answer = await this.#thread.ask(question, signal, onProgress)
    if (answer.kind !== 'table') throw new Error('an answer to another question')
    const predictionId = randomUUID()
    const kept: Kept = { runId: run.id, fileName: view.fileName, dataset, fitted, language, cutOff: await cutOffOf(run), outputs: answer.outputs }
    await this.#keep(predictionId, kept)
    const { matched, extra } = matchColumns(fitted, table)
    const names = view.columns.map(({ name }) => name)
    return {
      predictionId,
      fileName: view.fileName,
      rows: view.rows,
      matched,
      extra,
      findings: findingsOfFile(view.findings, answer.notes, new Set(matched.filter(({ found }) => found).map(({ column }) => column))),
      preview: { header: predictionHeader(names, fitted, language), cells: predictedRows(kept, await dataset.page(0, previewRows)) },
    }
  }

  async #keep(predictionId: string, kept: Kept): Promise<void> {
    this.#kept.set(predictionId, kept)
    const [oldest] = this.#kept.entries()
    if (this.#kept.size <= keptPredictions || oldest === undefined) return
    this.#kept.delete(oldest[0])
    await oldest[1].dataset.close()
  }

  async #files(run: Run): Promise<ModelFiles> {
    const { plan, recipe, weights } = run.place
    const written = await stat(weights).catch(() => null)
    if (written === null) throw new StudioError('run.noModel')
    return { plan, recipe, weights, stamp: `${weights} ${written.mtimeMs} ${written.ino}`, wasm: this.#options.wasm }
  }
}

/** What a person chose for predictions, else what was judged. */
async function cutOffOf(run: Run): Promise<number> {
  const chosen = await run.cutOff()
  if (chosen !== null) return chosen.value
  const answer = (await run.report())?.answer
  return (answer?.kind === 'classification' ? answer.cutOff?.value : undefined) ?? defaultCutOff
}

/** What the person decided of the first file and must hold for the next; how a file is encoded, and how long it is, is its own affair. */
function asInTraining({ missingMarkers, headerRows, header, decimalMark, part = {} }: ReadingChoices): ReadingChoices {
  const { sheet, table, range } = part
  const same = { ...(sheet === undefined ? {} : { sheet }), ...(table === undefined ? {} : { table }), ...(range === undefined ? {} : { range: openEnded(range) }) }
  return {
    ...(missingMarkers === undefined ? {} : { missingMarkers }),
    ...(headerRows === undefined ? {} : { headerRows }),
    ...(header === undefined ? {} : { header }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...(Object.keys(same).length === 0 ? {} : { part: same }),
  }
}

async function writeCsv(kept: Kept, format: PredictionFormat, file: string): Promise<void> {
  const { dataset, fitted, language } = kept
  const line = (cells: readonly (string | null)[]) => cells.map((cell) => csvCell(cell, format)).join(',') + lineEnds[format]
  await replaceFileSafely(file, async (temporary) => {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(byteOrderMarks[format] + line(predictionHeader(dataset.view.columns.map(({ name }) => name), fitted, language)))
      for (let from = 0; from < dataset.view.rows; from += rowsPerPage) {
        const page = await dataset.page(from, rowsPerPage)
        await handle.writeFile(predictedRows(kept, page).map(line).join(''))
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
  })
}
