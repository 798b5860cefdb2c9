/** Whether TensorFlow works on this computer, and what it computes on: a small training in a process of its own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { GraphicsView } from '#contract/device.ts'
import { StudioError } from '#contract/errors.ts'
import { hindranceIn } from './hindrance.ts'
import type { ProcessAnswer, ProcessValues } from './process-messages.ts'
import { startTensorflow } from './start-tensorflow.ts'
import type { TensorflowPlace } from './tensorflow-child.ts'

/** Loading 850 MB from a slow disk takes its time. */
const patienceMilliseconds = 120_000

export interface RuntimeTrial extends Omit<ProcessValues['try'], 'learns'> {
  /** Of a card that is there. */
  hindrance: GraphicsView['hindrance']
}

/** Throws `runtime.trial` with what went wrong, or the signal's reason. */
export async function tryRuntime(place: Omit<TensorflowPlace, 'log' | 'explains' | 'threads'>, signal: AbortSignal): Promise<RuntimeTrial> {
  const folder = await mkdtemp(path.join(tmpdir(), 'candor-trial-'))
  const log = path.join(folder, 'log')
  try {
    const { version, device } = await answerOf({ ...place, threads: 1, log, explains: place.cuda !== null }, signal)
    return { version, device, hindrance: device === 'gpu' ? null : hindranceIn(await readFile(log, 'utf8').catch(() => '')) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function answerOf(place: TensorflowPlace, signal: AbortSignal): Promise<ProcessValues['try']> {
  const child = startTensorflow(place)
  const failed = (reason: string) => new StudioError('runtime.trial', { value: reason })
  const timer = setTimeout(() => child.kill(), patienceMilliseconds)
  const leave = () => child.kill()
  signal.addEventListener('abort', leave, { once: true })
  // Its log is whole only then.
  const ended = new Promise<string>((resolve) => child.onEnd(resolve))
  try {
    const answer = await new Promise<ProcessAnswer>((resolve) => {
      child.onAnswer(resolve)
      void ended.then((how) => resolve({ ok: false, reason: how, at: 'start' }))
      child.send({ kind: 'try' })
    })
    signal.throwIfAborted()
    if (!answer.ok) throw failed(answer.reason)
    const { value } = answer
    if (value === null || typeof value !== 'object' || !('learns' in value)) throw failed('')
    if (!value.learns) throw failed('2 x 1 - 1 x 1 ≠ 1')
    return value
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', leave)
    child.kill()
    await ended
  }
}
