/** Failures across a thread's border: structured cloning keeps an error's text, but not its class, code and details. */
import { StudioError } from '#contract/errors.ts'
import type { ThreadFailure } from './thread-messages.ts'

export function packFailure(error: unknown): ThreadFailure {
  if (error instanceof StudioError) return { code: error.code, details: error.details }
  return { stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

export function unpackFailure(failure: ThreadFailure): Error {
  return 'code' in failure ? new StudioError(failure.code, failure.details) : new Error(`in a worker thread: ${failure.stack}`)
}

/** What a worker's 'error' event means: out of memory is something a person can act on. */
export function asThreadError(error: Error): Error {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return outOfMemory || error instanceof RangeError ? new StudioError('memory.exceeded') : error
}
