/** What a call threw, as something a person can be told: a code, where, and the sentence in their language. */
import { isDefinedError, ORPCError } from '@orpc/client'
import { StudioErrorData } from '#contract/error-schemas.ts'
import { StudioError, type ErrorCode, type ErrorDetails } from '#contract/errors.ts'
import type { Language } from '#contract/language.ts'
import { describeError } from '#contract/wording/errors.ts'

export interface Failure {
  code: ErrorCode
  details: ErrorDetails
}

/** A call that was cut off is `studio.stopped`; what nobody expected is `internal`. Abort of one's own: ask the signal first. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StudioError) return { code: error.code, details: error.details }
  if (error instanceof ORPCError && isDefinedError(error)) {
    const { success, data } = StudioErrorData.safeParse(error.data)
    if (success) return data
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'studio.stopped', details: {} }
  return { code: 'internal', details: {} }
}

export function sentenceOf({ code, details }: Failure, language: Language): string {
  return describeError(code, details, language)
}

/** For "Details": what somebody who helps needs to know. Nothing of the data beyond the place. */
export function detailsOf({ code, details }: Failure): string {
  return [code, ...Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)].join('\n')
}
