/** A finished run repeated from its plan and its data in a thread of its own, compared epoch by epoch. Writes nothing. */
import { createHash } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { StudioError } from '#contract/errors.ts'
import type { EpochRecord, Report, RunVerification, VerifyEvent } from '#contract/run.ts'
import { asThreadError, unpackFailure } from '../threads/thread-failure.ts'
import { EventQueue } from './event-queue.ts'
import { epochText } from './history-sum.ts'
import type { Run } from './run.ts'
import type { RunSources } from './run-sources.ts'
import type { TrainMessage, TrainRequest } from './train-messages.ts'

interface Verification {
  run: Run
  sources: RunSources
  wasm: string
  tensorflow: TrainRequest['tensorflow']
  createWorker: () => Worker
}

/** What it must be compared with. Throws `run.busy` and `run.unfinished`. */
export async function reportToVerify(run: Run): Promise<Report> {
  if (run.live) throw new StudioError('run.busy')
  const report = await run.report()
  if (report === null) throw new StudioError('run.unfinished')
  return report
}

/** Rejects with the signal's reason when it aborts. The thread ends with the stream, and at the first difference. */
export function verifyRun(verification: Verification, report: Report, signal: AbortSignal | undefined): AsyncGenerator<VerifyEvent, void> {
  return new EventQueue<VerifyEvent>((push, stop) => repeatAndCompare(verification, report, push, stop)).read(signal)
}

async function repeatAndCompare({ run, sources, wasm, tensorflow, createWorker }: Verification, report: Report, push: (event: VerifyEvent) => void, stop: AbortSignal): Promise<void> {
  const { plan, dataset, origin } = sources
  const { state, epochs, steps } = run.summary
  const known = run.epochs
  const lastStep = state.kind === 'finished' && state.reason === 'finishedByPerson' ? steps.done : null
  const madeBy = report.madeBy !== undefined && report.madeBy !== origin.madeBy ? { before: report.madeBy, now: origin.madeBy } : null
  let same = 0
  let now = ''
  const done = (equal: boolean, difference: RunVerification['difference'], weights: string | null): true => {
    push({ kind: 'done', verification: { equal, epochs: same, weights: { before: report.weightsSha256, now: weights }, difference, madeBy } })
    return true
  }
  const hear = (message: TrainMessage): boolean => {
    switch (message.kind) {
      case 'failed':
        throw unpackFailure(message.failure)
      case 'weights':
        // The last ones before 'trained' are the ones that are kept.
        now = createHash('sha256').update(message.file).digest('hex')
        return false
      case 'epoch': {
        const difference = differenceOf(known[same], message.record)
        if (difference !== null) return done(false, difference, null)
        same++
        push({ kind: 'progress', epoch: same, epochs: epochs.done })
        return false
      }
      case 'trained': {
        const missing = known[same]
        const difference = missing === undefined ? null : courseDifference(missing.epoch, missing.step, null)
        return done(difference === null && now === report.weightsSha256, difference, now)
      }
      case 'prepared':
      case 'chosen':
      case 'started':
      case 'steps':
      case 'layers':
      case 'epochDone':
      case 'checkpoint':
      case 'scores':
      case 'report':
      case 'ended':
        return false
      default:
        return message satisfies never
    }
  }
  await listen(createWorker(), { table: dataset.table, plan, wasm, tensorflow, unroll: 1, control: new SharedArrayBuffer(4), purpose: { kind: 'repeat', lastStep } }, hear, stop)
}

/** Until `hear` has heard enough. */
async function listen(worker: Worker, request: TrainRequest, hear: (message: TrainMessage) => boolean, stop: AbortSignal): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      stop.addEventListener('abort', () => reject(stop.reason))
      worker.on('error', (error) => reject(asThreadError(error)))
      worker.on('exit', () => reject(new Error('the thread that repeats a run ended without a word')))
      worker.on('message', (message: TrainMessage) => {
        try {
          if (hear(message)) resolve()
        } catch (error) {
          reject(error)
        }
      })
      worker.postMessage(request)
    })
  } finally {
    await worker.terminate()
  }
}

type Difference = NonNullable<RunVerification['difference']>

/** The first number that is not the same, to the bit; null where all are. */
export function differenceOf(before: EpochRecord | undefined, now: EpochRecord): Difference | null {
  const { epoch } = now
  if (before === undefined) return courseDifference(epoch, null, now.step)
  if (epochText(before) === epochText(now)) return null
  if (before.epoch !== epoch || before.step !== now.step) return courseDifference(epoch, before.step, now.step)
  for (const part of ['training', 'validation'] as const) {
    for (const name of new Set([...Object.keys(before[part]), ...Object.keys(now[part])])) {
      const pair = { before: before[part][name] ?? null, now: now[part][name] ?? null }
      if (!Object.is(pair.before, pair.now)) return { epoch, part, name, ...pair }
    }
  }
  for (const id of new Set([...before.layers, ...now.layers].map((layer) => layer.id))) {
    const [was, is] = [before, now].map(({ layers }) => layers.find((layer) => layer.id === id))
    for (const norm of ['gradientNorm', 'weightNorm'] as const) {
      if (was?.[norm] !== is?.[norm]) return { epoch, part: 'layers', name: id, before: was?.[norm] ?? null, now: is?.[norm] ?? null }
    }
  }
  return { epoch, part: 'course', name: 'learningRate', before: before.learningRate, now: now.learningRate }
}

/** One of the two has an epoch, or steps, that the other has not. */
function courseDifference(epoch: number, before: number | null, now: number | null): Difference {
  return { epoch, part: 'course', name: 'step', before, now }
}
