/** What TensorFlow says when it fails, as something a person can act on. */
import { StudioError } from '#contract/errors.ts'
import type { ProcessAnswer } from './process-messages.ts'

/** As TensorFlow and CUDA write it. */
const outOfMemory = /RESOURCE_EXHAUSTED|ResourceExhausted|OOM when allocating|out of memory|bad_alloc/u

/** A plain Error is a bug of ours: a graph that TensorFlow does not take. */
export function asEngineFailure({ reason, at }: Extract<ProcessAnswer, { ok: false }>): Error {
  if (outOfMemory.test(reason)) return new StudioError('engine.memory', { value: firstLineOf(reason) })
  return at === 'start' ? new StudioError('engine.broken', { value: firstLineOf(reason) }) : new Error(`TensorFlow: ${reason}`)
}

function firstLineOf(reason: string): string {
  return (reason.split('\n')[0] ?? '').slice(0, 200)
}
