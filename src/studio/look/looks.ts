/** The careful look at a dataset, taken in a thread and remembered for as long as it is read the same way. */
import type { CarefulLook, ColumnPair } from '#contract/look.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { TableThread, tableKeyOf } from '../threads/table-thread.ts'
import createLookWorker from './look.worker.ts?nodeWorker'
import type { LookAnswer, LookQuestion } from './look.worker.ts'

const remembered = 3

export class Looks {
  readonly #thread = new TableThread<LookQuestion, LookAnswer>(() => createLookWorker({}))
  readonly #looks = new Map<string, CarefulLook>()

  async of(dataset: OpenDataset, signal?: AbortSignal): Promise<CarefulLook> {
    const key = tableKeyOf(dataset.view)
    const known = this.#looks.get(key)
    if (known !== undefined) return known
    const { look } = await this.#thread.ask(dataset, null, signal)
    if (look === undefined) throw new Error('the thread answered another question')
    this.#looks.set(key, look)
    const [oldest] = this.#looks.keys()
    if (this.#looks.size > remembered && oldest !== undefined) this.#looks.delete(oldest)
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
