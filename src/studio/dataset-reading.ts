/** One reading of one file under way: several may watch it, and it is given up when the last of them has left. */
import type { DatasetEvent } from '#contract/dataset.ts'
import type { OpenDataset } from './dataset/open-dataset.ts'
import { Notice } from './run/notice.ts'

export interface ReadingProgress {
  bytes: number
  totalBytes: number
  rows: number
}

/** Progress is sent at most this often. */
const paceMilliseconds = 100

export class DatasetReading {
  readonly dataset: Promise<OpenDataset>
  readonly #controller = new AbortController()
  readonly #changed = new Notice()
  readonly #over = new Notice()
  #progress: ReadingProgress | null = null
  #settled = false
  #watchers = 0

  constructor(read: (onProgress: (progress: ReadingProgress) => void, signal: AbortSignal) => Promise<OpenDataset>) {
    this.dataset = read((progress) => {
      this.#progress = progress
      this.#changed.announce()
    }, this.#controller.signal)
    const settle = () => {
      this.#settled = true
      this.#changed.announce()
      this.#over.announce()
    }
    this.dataset.then(settle, settle)
  }

  /** Progress, then the opened dataset. Rejects as the reading does; leaving it unsubscribes. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<DatasetEvent, void> {
    this.#watchers += 1
    try {
      while (!this.#settled) {
        const changed = this.#changed.next(signal)
        const progress = this.#progress
        if (progress !== null) yield { kind: 'progress', ...progress }
        await changed
        signal?.throwIfAborted()
        if (!this.#settled) await this.#over.next(signal, paceMilliseconds)
      }
      yield { kind: 'opened', dataset: (await this.dataset).view }
    } finally {
      this.#watchers -= 1
      if (this.#watchers === 0 && !this.#settled) this.abandon()
    }
  }

  abandon(): void {
    this.#controller.abort()
  }
}
