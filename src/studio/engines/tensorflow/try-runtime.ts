/** Whether TensorFlow works on this computer: a small training in a process of its own. */
import { StudioError } from '#contract/errors.ts'
import { forkTensorflow, lastWordsOf } from './fork-tensorflow.ts'
import type { TensorflowPlace } from './fork-tensorflow.ts'
import type { ProcessAnswer, ProcessQuestion, ProcessValues } from './process-messages.ts'

/** Loading 850 MB from a slow disk takes its time. */
const patienceMilliseconds = 120_000

/** Throws `runtime.trial` with what went wrong, or the signal's reason. */
export async function tryRuntime(place: TensorflowPlace, signal: AbortSignal): Promise<ProcessValues['try']> {
  const child = forkTensorflow(place)
  const lastWords = lastWordsOf(child)
  const failed = (reason: string) => new StudioError('runtime.trial', { value: reason })
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds)
  const leave = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', leave, { once: true })
  try {
    const answer = await new Promise<ProcessAnswer>((resolve, reject) => {
      child.on('message', (message: ProcessAnswer) => resolve(message))
      child.on('error', reject)
      child.on('exit', (code, killedBy) => resolve({ ok: false, reason: lastWords() || String(killedBy ?? code), at: 'start' }))
      child.send({ kind: 'try' } satisfies ProcessQuestion)
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
    child.kill('SIGKILL')
  }
}
