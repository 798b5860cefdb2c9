/**
 * Turns whatever a handler throws into the one declared error of the contract. Expected failures keep their code and
 * place; a refused input says where; anything else is a bug: logged with its stack, answered as `internal`.
 */
import { ORPCError, mapEventIterator } from '@orpc/client'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import { isIssue, refusedInput } from '#contract/refused-input.ts'

interface Call {
  path: readonly string[]
  input: unknown
  next(): Promise<unknown>
}

/** For oRPC's `clientInterceptors`: covers refused inputs, handlers, and every event of a stream. */
export async function answerErrors(call: Call): Promise<unknown> {
  const where = call.path.join('.')
  try {
    const output = await call.next()
    if (!isAsyncIterator(output)) return output
    return mapEventIterator(output, {
      value: async (value: unknown) => value,
      error: async (error) => toWire(error, where, call.input),
    })
  } catch (error) {
    throw toWire(error, where, call.input)
  }
}

function toWire(error: unknown, where: string, input: unknown): unknown {
  const { code, details } = toStudioError(error, where, input)
  return new ORPCError('STUDIO', { defined: true, message: code, data: { code, details } })
}

/** The expected failure behind `error`; for a bug `internal`, after logging it. */
export function toStudioError(error: unknown, where: string, input?: unknown): { code: ErrorCode; details: ErrorDetails } {
  if (error instanceof StudioError) return error
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return refusal(error.data, input)
  const ofDisk = asDiskError(error, pathOf(error))
  if (ofDisk instanceof StudioError) return ofDisk
  // Leaving a stream or a call is the client's right, not a failure to log.
  if (!(error instanceof Error && error.name === 'AbortError')) console.error(`${where}:`, error)
  return new StudioError('internal')
}

function refusal(data: unknown, input: unknown): StudioError {
  const issue: unknown = typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues) ? data.issues[0] : null
  return isIssue(issue) ? refusedInput(issue, input) : new StudioError('request.invalid')
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : ''
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
