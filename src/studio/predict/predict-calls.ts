/** Handlers of `predict.*`. */
import { StudioError } from '#contract/errors.ts'
import type { FilePredictionEvent, PredictionForm, PredictionFormat, RowPrediction } from '#contract/prediction.ts'
import type { SavedFile } from '#contract/saved-file.ts'
import type { Run } from '../run/run.ts'
import { readStartRow, rowOf } from '../run/start-row.ts'
import type { AskedFile } from './predictor.ts'
import type { Workplace } from '../workplace.ts'

type Stop = AbortSignal | undefined

export function predictCalls({ projects, datasets, runs, predictor }: Workplace) {
  /** Throws `run.noModel` where nothing was kept. */
  const find = async (projectId: string, runId: string): Promise<Run> => {
    const run = (await runs.of(await projects.open(projectId))).get(runId)
    if (!run.summary.hasModel) throw new StudioError('run.noModel')
    return run
  }
  return {
    /** From the run's own row where none is named. */
    async form(projectId: string, runId: string, row: number | undefined, signal: Stop): Promise<PredictionForm> {
      const run = await find(projectId, runId)
      return predictor.form(run, row === undefined ? await readStartRow(run.place.start) : await rowOf(await datasets.of(await projects.open(projectId), signal), row))
    },

    row: async (projectId: string, runId: string, values: { column: string; value: string | null }[], signal: Stop): Promise<RowPrediction> =>
      predictor.row(await find(projectId, runId), values, signal),

    async *file(projectId: string, runId: string, asked: AskedFile, signal: Stop): AsyncGenerator<FilePredictionEvent, void> {
      yield* predictor.file(await find(projectId, runId), asked, signal)
    },

    save: async (projectId: string, runId: string, predictionId: string, format: PredictionFormat, path: string | null): Promise<SavedFile> =>
      predictor.save(await find(projectId, runId), predictionId, format, path),
  }
}
