/** Threads that read columns beside the one that finds the rows, and what it and they say to each other. */
import { type Numbers } from '#engine/table/numbers.ts'
import { mostWaiting, type CellMemory, type PlainRows, type SharedCells, type SlotGrid } from './cell-memory.ts'
import type { ColumnStore } from './column-reader.ts'
import type { NumberSummary } from './number-summary.ts'
import type { TablePart } from './table-reader.ts'

/** The other end of a thread. */
export interface ColumnPort {
  tell(question: ColumnQuestion): void
  listen(onAnswer: (answer: ColumnAnswer) => void, onError: (error: Error) => void): void
  end(): void
}

/** How threads are had. */
export interface ColumnHelpers {
  count: number
  start(): ColumnPort
}

export type ColumnQuestion =
  | { kind: 'begin'; shared: SharedCells; thread: number; stores: (ColumnStore | null)[]; missingMarkers: string[]; dictionaryBytes: number }
  | { kind: 'grid'; slot: number; columns: number; rows: number; firstRow: number; plain: PlainRows | null }
  | { kind: 'report' }
  | { kind: 'summarize'; values: Numbers; module: WebAssembly.Module }

export type ColumnAnswer = { kind: 'report'; part: TablePart } | { kind: 'summary'; summary: NumberSummary } | { kind: 'broken'; stack: string }

class ColumnThread {
  /** Given to it; some are free again. */
  readonly slots = new Set<number>()
  private readonly port: ColumnPort
  private readonly waiting: ((answer: ColumnAnswer) => void)[] = []
  private failure: Error | null = null
  private rejectAll: (error: Error) => void = () => undefined
  private readonly broken: Promise<never>

  constructor(port: ColumnPort) {
    this.port = port
    this.broken = new Promise<never>((_, reject) => (this.rejectAll = reject))
    this.broken.catch(() => undefined)
    port.listen(
      (answer) => {
        if (answer.kind === 'broken') this.fail(new Error(`a thread that reads columns failed: ${answer.stack}`))
        else this.waiting.shift()?.(answer)
      },
      (error) => this.fail(error),
    )
  }

  /** `inUse`: of each slot, not 0 where a thread has it. */
  isBusy(inUse: Int32Array): boolean {
    for (const slot of this.slots) if (Atomics.load(inUse, slot) === 0) this.slots.delete(slot)
    return this.slots.size >= mostWaiting
  }

  tell(question: ColumnQuestion): void {
    if (this.failure) throw this.failure
    this.port.tell(question)
  }

  async ask(question: ColumnQuestion): Promise<ColumnAnswer> {
    this.tell(question)
    return await Promise.race([new Promise<ColumnAnswer>((resolve) => this.waiting.push(resolve)), this.broken])
  }

  end(): void {
    this.port.end()
  }

  private fail(error: Error): void {
    this.failure = error
    this.rejectAll(error)
  }
}

export class ColumnThreads {
  private readonly threads: ColumnThread[]
  /** Of the memory that is shared now. A thread says by it, and not by a message, what it has read: messages come in only when this thread waits. */
  private inUse: Int32Array = new Int32Array(0)

  constructor(helpers: ColumnHelpers) {
    this.threads = Array.from({ length: helpers.count }, () => new ColumnThread(helpers.start()))
  }

  get count(): number {
    return this.threads.length
  }

  begin(shared: SharedCells, stores: (ColumnStore | null)[], missingMarkers: string[], dictionaryBytes: number): void {
    this.inUse = shared.inUse
    for (const [at, thread] of this.threads.entries()) thread.tell({ kind: 'begin', shared, thread: at + 1, stores, missingMarkers, dictionaryBytes })
  }

  /** The number of the thread that takes an own grid of `memory`, from 1; 0 where all have enough to do. It finds plain rows again itself. */
  give(memory: CellMemory, grid: SlotGrid, plain: PlainRows | null): number {
    const { slot, columns, rows, firstRow } = grid
    const at = this.threads.findIndex((thread) => !thread.isBusy(this.inUse))
    const thread = this.threads[at]
    if (thread === undefined) return 0
    thread.slots.add(slot)
    Atomics.store(this.inUse, slot, 1)
    if (plain === null) memory.share(grid)
    thread.tell({ kind: 'grid', slot, columns, rows, firstRow, plain })
    return at + 1
  }

  /** What each has read since `begin`. */
  async report(): Promise<TablePart[]> {
    const answers = await Promise.all(this.threads.map((thread) => thread.ask({ kind: 'report' })))
    return answers.flatMap((answer) => (answer.kind === 'report' ? [answer.part] : []))
  }

  /** Summaries of columns of numbers: by the threads with `module`, and through `here` while they are at it. */
  async summarize(columns: readonly Numbers[], module: WebAssembly.Module, here: (values: Numbers) => NumberSummary): Promise<NumberSummary[]> {
    const summaries: NumberSummary[] = []
    let next = 0
    const remote = this.threads.map(async (thread) => {
      for (let index = next++; index < columns.length; index = next++) {
        const values = columns[index]
        const answer = values && (await thread.ask({ kind: 'summarize', values, module }))
        if (answer?.kind === 'summary') summaries[index] = answer.summary
      }
    })
    for (let index = next++; index < columns.length; index = next++) {
      const values = columns[index]
      if (values) summaries[index] = here(values)
      // Lets the answers in.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(remote)
    return summaries
  }

  end(): void {
    for (const thread of this.threads) thread.end()
  }
}
