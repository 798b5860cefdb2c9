/** Answers of trained runs for new rows, computed in a thread that keeps the last models loaded. */
import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import type { DatasetSource, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { PredictionForm } from '#contract/prediction.ts'
import type { FilePredictionEvent, PredictionFormat, RowPrediction, SavedPrediction } from '#contract/prediction.ts'
import type { StudioOptions } from '../options.ts'
import type { Run } from '../run/run.ts'

export class Predictor {
  readonly #options: StudioOptions

  constructor(options: StudioOptions) {
    this.#options = options
  }

  async form(run: Run): Promise<PredictionForm> {
    const stored: unknown = JSON.parse(await readFile(run.place.form, 'utf8'))
    return PredictionForm.parse(Object.assign({ runId: run.id }, stored))
  }

  async row(run: Run, _values: { column: string; value: string | null }[], _signal: AbortSignal | undefined): Promise<RowPrediction> {
    throw new StudioError('run.noModel', { value: run.id, setting: this.#options.wasm })
  }

  async *file(_run: Run, _source: DatasetSource, _reading: ReadingChoices, _signal: AbortSignal | undefined): AsyncGenerator<FilePredictionEvent, void> {
    throw new StudioError('run.noModel')
  }

  async save(_run: Run, _predictionId: string, _format: PredictionFormat, _path: string | null): Promise<z.infer<typeof SavedPrediction>> {
    throw new StudioError('predict.noRows')
  }

  async close(): Promise<void> {}
}
