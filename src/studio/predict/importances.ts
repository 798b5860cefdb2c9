/** Which columns runs rely on, found in a thread of its own, so that predictions answer meanwhile; leaving it ends the work. */
import type { Importance, ImportanceEvent } from '#contract/importance.ts'
import { EventQueue } from '../run/event-queue.ts'
import type { Run } from '../run/run.ts'
import type { RunSources } from '../run/run-sources.ts'
import { Thread } from '../threads/thread.ts'
import type { ImportanceProgress, ImportanceQuestion } from './importance.worker.ts'
import createImportanceWorker from './importance.worker.ts?nodeWorker'
import type { Predictor } from './predictor.ts'

export class Importances {
  readonly #predictor: Predictor
  readonly #thread = new Thread<ImportanceQuestion, Importance, ImportanceProgress>(() => createImportanceWorker({}))

  constructor(predictor: Predictor) {
    this.#predictor = predictor
  }

  /** Throws `run.noModel`, and what preparing the data throws. */
  async *of(run: Run, { plan, dataset }: Pick<RunSources, 'plan' | 'dataset'>, signal: AbortSignal | undefined): AsyncGenerator<ImportanceEvent, void> {
    const { files: model, cutOff } = await this.#predictor.modelOf(run)
    const question = { model, table: dataset.table, recipe: plan.recipe, cutOff, seed: plan.training.seed }
    yield* new EventQueue<ImportanceEvent>(async (push, stop) => {
      push({ kind: 'done', importance: await this.#thread.ask(question, stop, (progress) => push({ kind: 'progress', ...progress })) })
    }).read(signal)
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
