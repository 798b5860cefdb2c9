/** What goes between the studio and a worker thread that answers questions. */
import type { ErrorDetails, ErrorCode } from '#contract/errors.ts'

export interface ThreadQuestion<Question> {
  id: number
  question: Question
}

/** An expected failure has its code; a bug only its stack, for the log. */
export type ThreadFailure = { code: ErrorCode; details: ErrorDetails } | { stack: string }

export type ThreadReply<Answer, Progress> =
  | { id: number; kind: 'progress'; progress: Progress }
  | { id: number; kind: 'answer'; answer: Answer }
  | { id: number; kind: 'failure'; failure: ThreadFailure }
