/** Whether TensorFlow works on this computer: a small training in a process of its own. */
import { StudioError } from '#contract/errors.ts'
import type { ProcessAnswer, ProcessValues } from './process-messages.ts'
import { startTensorflow } from './start-tensorflow.ts'
import type { TensorflowPlace } from './tensorflow-child.ts'

/** Loading 850 MB from a slow disk takes its time. */
const patienceMilliseconds = 120_000

/** Throws `runtime.trial` with what went wrong, or the signal's reason. */
export async function tryRuntime(place: TensorflowPlace, signal: AbortSignal): Promise<ProcessValues['try']> {
  const child = startTensorflow(place)
  const failed = (reason: string) => new StudioError('runtime.trial', { value: reason })
  const timer = setTimeout(() => child.kill(), patienceMilliseconds)
  const leave = () => child.kill()
  signal.addEventListener('abort', leave, { once: true })
  try {
    const answer = await new Promise<ProcessAnswer>((resolve) => {
      child.onAnswer(resolve)
      child.onEnd((how) => resolve({ ok: false, reason: how, at: 'start' }))
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
  }
}
