/**
 * The queue of runs, and those that train: as many at once as the machine has cores, each in a worker thread of its own over the same
 * shared columns. Steers them, writes down what they report, and ends a run with a reason when its thread dies.
 */
import type { Worker } from 'node:worker_threads'
import type { Plan } from '#contract/plan.ts'
import type { FinishReason, Report } from '#contract/run.ts'
import type { Table } from '#engine/table/table.ts'
import { toStudioError } from '../answer-errors.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'
import { giveWay } from '../threads/give-way.ts'
import { asThreadError, unpackFailure } from '../threads/thread-failure.ts'
import type { MeasuredSpeed } from './measure-speed.ts'
import { Notice } from './notice.ts'
import type { Run } from './run.ts'
import type { StartRow } from './start-row.ts'
import { forLater, wishes } from './train-messages.ts'
import type { RunWish, TrainMessage, TrainPurpose, TrainRequest } from './train-messages.ts'

export interface Training {
  run: Run
  table: Table
  plan: Plan
  purpose: Extract<TrainPurpose, { kind: 'run' }>
  /** The cells of a table row (from 0). */
  startRow(row: number): Promise<StartRow>
  /** How often test results were looked at; `tested`: this is one more look. */
  looks(tested: boolean): Promise<number>
}

export interface TrainingsOptions {
  /** `workerData`: see `forLater`. */
  createWorker: (options: { workerData?: string }) => Worker
  wasm: string
  /** Where TensorFlow is, when a run begins. */
  tensorflow(): TrainRequest['tensorflow']
  /** Runs that train at once. */
  atOnce: number
  /** What this machine computes fastest. */
  unroll(): Promise<TrainRequest['unroll']>
  onSpeed(speed: MeasuredSpeed): void
}

interface Current {
  training: Training
  worker: Worker
  control: Int32Array
  /** Announced when a checkpoint is on the disk. */
  kept: Notice
  /** Settles when the thread is gone and everything it said is written. */
  over: Promise<void>
}

/** How long a run that the studio leaves may take to write down where it stands. */
const closingMilliseconds = 2000

export class Trainings {
  readonly #options: TrainingsOptions
  readonly #queue: Training[] = []
  readonly #current = new Map<Run, Current>()
  /** A thread that has loaded everything and waits for a run. */
  #spare: Worker | null = null

  constructor(options: TrainingsOptions) {
    this.#options = options
  }

  /** A run is likely to be asked for: its thread may start now. */
  warm(): void {
    if (this.#spare !== null) return
    const spare = this.#options.createWorker({ workerData: forLater })
    this.#spare = spare
    spare.once('exit', () => {
      if (this.#spare === spare) this.#spare = null
    })
    // What goes wrong here goes wrong again, and is told, when a run needs a thread.
    spare.once('error', (error) => console.error('spare thread:', error))
  }

  add(training: Training): void {
    this.#queue.push(training)
    this.#next()
  }

  async pause(run: Run): Promise<void> {
    await run.advance({ kind: 'pause' })
    this.#wish(run, 'pause')
    // A thread that waits leaves its core to the next run.
    this.#next()
  }

  async resume(run: Run): Promise<void> {
    await run.advance({ kind: 'resume' })
    this.#wish(run, 'run')
  }

  async oneEpoch(run: Run): Promise<void> {
    await run.advance({ kind: 'oneEpoch' })
    this.#wish(run, 'oneEpoch')
  }

  async finish(run: Run): Promise<void> {
    await run.advance({ kind: 'finish' })
    this.#drop(run)
    this.#wish(run, 'finish')
  }

  /** Ends the run at once, wherever it is; resolves when nothing of it runs any more. */
  async stop(run: Run): Promise<void> {
    this.#drop(run)
    const current = this.#current.get(run)
    if (current === undefined) return
    await current.worker.terminate()
    await current.over
  }

  async close(): Promise<void> {
    const waiting = this.#queue.splice(0)
    const spare = this.#take()
    await spare?.terminate()
    await Promise.all(waiting.map(({ run }) => run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })))
    await Promise.all([...this.#current.keys()].map(async (run) => {
      await this.#keepPlace(run)
      await this.stop(run)
    }))
  }

  /** A loop that is told to pause says first where it stands. One that is busy with something else for long is not waited for. */
  async #keepPlace(run: Run): Promise<void> {
    if (run.summary.state.kind !== 'training') return
    const kept = this.#current.get(run)?.kept.next(undefined, closingMilliseconds)
    this.#wish(run, 'pause')
    await kept
  }

  #take(): Worker | null {
    const spare = this.#spare
    this.#spare = null
    return spare
  }

  #drop(run: Run): void {
    const at = this.#queue.findIndex((training) => training.run === run)
    if (at >= 0) this.#queue.splice(at, 1)
  }

  #wish(run: Run, wish: RunWish): void {
    const control = this.#current.get(run)?.control
    if (control === undefined) return
    Atomics.store(control, 0, wishes[wish])
    Atomics.notify(control, 0)
  }

  #next(): void {
    const busy = [...this.#current.keys()].filter(({ summary }) => summary.state.kind !== 'paused').length
    const training = busy < this.#options.atOnce ? this.#queue.shift() : undefined
    if (training === undefined) return
    const shared = new SharedArrayBuffer(4)
    const worker = this.#take() ?? this.#options.createWorker({})
    worker.removeAllListeners()
    const { table, plan, purpose, run } = training
    const found = this.#options.tensorflow()
    const tensorflow = found === null ? null : { ...found, log: run.place.engineLog }
    const over = this.#supervise(training, worker, async () => ({ table, plan, purpose, wasm: this.#options.wasm, tensorflow, unroll: await this.#options.unroll(), control: shared }))
    this.#current.set(training.run, { training, worker, control: new Int32Array(shared), kept: new Notice(), over })
    giveWay(true)
    void over.finally(() => {
      this.#current.delete(training.run)
      giveWay(this.#current.size > 0)
      this.#next()
    })
    this.#next()
  }

  /** Messages are written down one after the other, in the order in which they came. */
  async #supervise(training: Training, worker: Worker, request: () => Promise<TrainRequest>): Promise<void> {
    const { run } = training
    // Heard from the first moment: the run may be stopped, and its thread with it, before it is told what to do.
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    await run.advance({ kind: 'begun' })
    const asked = await request()
    let written: Promise<void> = Promise.resolve()
    const fail = async (error: unknown) => {
      const { code, details } = toStudioError(error, 'run')
      const reason: FinishReason = run.summary.state.kind === 'judging' ? 'completed' : 'failed'
      await run.advance({ kind: 'ended', state: { kind: 'finished', reason, error: { code, details } } })
    }
    worker.on('message', (message: TrainMessage) => {
      written = written
        .then(() => this.#write(training, message))
        .catch(async (error) => {
          await worker.terminate()
          await fail(error)
        })
    })
    worker.on('error', (error) => {
      written = written.then(() => fail(asThreadError(error)))
    })
    worker.postMessage(asked)
    await gone
    await written
    // A thread that ends without a word was stopped from outside.
    await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })
  }

  async #write(training: Training, message: TrainMessage): Promise<void> {
    const { run } = training
    switch (message.kind) {
      case 'prepared':
        await writeFileSafely(run.place.recipe, message.fitted)
        await writeFileSafely(run.place.start, JSON.stringify(await training.startRow(message.startRow)))
        return
      case 'chosen':
        await run.keepChoice(message.plan, message.choice)
        return
      case 'started':
        await run.note(message)
        await run.advance({ kind: 'trainingStarted' })
        return
      case 'steps':
        await run.appendSteps(message.loss, message.learningRate)
        return
      case 'epoch':
        await run.note(message)
        return
      case 'layers':
        run.showLayers(message.layers)
        return
      case 'epochDone':
        await run.advance({ kind: 'epochDone' })
        return
      case 'weights':
        await run.keepWeights(message.file, message.bestEpoch)
        return
      case 'checkpoint':
        await run.keepCheckpoint(message.position, message.file)
        this.#current.get(run)?.kept.announce()
        return
      case 'trained':
        await run.keepLayers()
        await run.advance({ kind: 'trained' })
        return
      case 'scores':
        await writeFileSafely(run.place.scores, message.file)
        return
      case 'report': {
        const report: Omit<Report, 'historySha256'> = { ...message.report, looks: await training.looks(message.report.answer !== null) }
        await run.keepReport(report)
        return
      }
      case 'ended': {
        const { kind: _, speed, ...ended } = message
        if (speed !== null) this.#options.onSpeed({ ...speed, engine: run.summary.engine })
        await run.advance({ kind: 'ended', state: { kind: 'finished', ...ended } })
        return
      }
      case 'failed':
        throw unpackFailure(message.failure)
      default:
        message satisfies never
    }
  }
}
