/**
 * Turns whatever a handler throws into the one declared error of the contract. Expected failures keep their code and
 * place; a refused input says where; anything else is a bug: logged with its stack, answered as `internal`.
 */
import { ORPCError, mapEventIterator } from '@orpc/client'
import { StudioError } from '#contract/errors.ts'
import type { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import { planVersion } from '#contract/plan.ts'
import { asDiskError } from './files/write-file-safely.ts'

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
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return refusedInput(error.data, input)
  const ofDisk = asDiskError(error, where)
  if (ofDisk instanceof StudioError) return ofDisk
  // Leaving a stream or a call is the client's right, not a failure to log.
  if (!(error instanceof Error && error.name === 'AbortError')) console.error(`${where}:`, error)
  return new StudioError('internal')
}

interface Issue {
  code?: unknown
  path?: readonly unknown[]
  expected?: unknown
  minimum?: unknown
  maximum?: unknown
  values?: unknown
}

function refusedInput(data: unknown, input: unknown): StudioError {
  const issue = firstIssue(data)
  if (issue === null) return new StudioError('request.invalid')
  return refused(issue, input)
}

function firstIssue(data: unknown): Issue | null {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return null
  const issue: unknown = data.issues[0]
  return typeof issue === 'object' && issue !== null ? issue : null
}

function refused(issue: Issue, input: unknown): StudioError {
  const steps = issue.path ?? []
  const value = at(input, steps)
  const expected = expectedBy(issue)
  const details: ErrorDetails = {
    setting: steps.map(String).join('.'),
    ...(expected === null ? {} : { expected }),
    ...(value === undefined || (typeof value === 'object' && value !== null) ? {} : { value: String(value) }),
  }
  if (steps[0] !== 'plan') return new StudioError('request.invalid', details)
  const version = at(input, ['plan', 'version'])
  if (typeof version === 'number' && version > planVersion) {
    return new StudioError('plan.newer', { value: String(version), expected: String(planVersion) })
  }
  return new StudioError('plan.invalid', { ...details, ...placeInPlan(input, steps) })
}

/** `plan.network.layers.2.units` is layer 3, setting `units`; elsewhere the path without `plan.`. */
function placeInPlan(input: unknown, steps: readonly unknown[]): ErrorDetails {
  if (steps[1] === 'network' && steps[2] === 'layers' && typeof steps[3] === 'number') {
    const layerId = at(input, [...steps.slice(0, 4), 'id'])
    return {
      layer: steps[3] + 1,
      setting: steps.slice(4).map(String).join('.'),
      ...(typeof layerId === 'string' ? { layerId } : {}),
    }
  }
  return { setting: steps.slice(1).map(String).join('.') }
}

/** In signs rather than words, so that it reads the same in every language. */
function expectedBy(issue: Issue): string | null {
  if (typeof issue.expected === 'string') return issue.expected
  if (issue.minimum !== undefined) return `>= ${String(issue.minimum)}`
  if (issue.maximum !== undefined) return `<= ${String(issue.maximum)}`
  if (Array.isArray(issue.values)) return issue.values.map(String).join(', ')
  return null
}

function at(value: unknown, steps: readonly unknown[]): unknown {
  let current = value
  for (const step of steps) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Reflect.get(current, String(step))
  }
  return current
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
