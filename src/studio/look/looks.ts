/** The careful look at a dataset, taken in a thread and remembered for as long as it is read the same way. */
import type { CarefulLook, ColumnPair } from '#contract/look.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { TableThread } from '../threads/table-thread.ts'
import createLookWorker from './look.worker.ts?nodeWorker'
import type { LookAnswer, LookQuestion } from './look.worker.ts'

export class Looks {
  readonly #thread = new TableThread<LookQuestion, LookAnswer>(() => createLookWorker({}))

  async of(dataset: OpenDataset, signal?: AbortSignal): Promise<CarefulLook> {
    const { look } = await this.#thread.ask(dataset, null, signal)
    if (look === undefined) throw new Error('the thread answered another question')
    return look
  }

  /** Throws `column.unknown`. */
  async pair(dataset: OpenDataset, x: string, y: string, signal?: AbortSignal): Promise<ColumnPair> {
    const { pair } = await this.#thread.ask(dataset, { x, y }, signal)
    if (pair === undefined) throw new Error('the thread answered another question')
    return pair
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
