/** The worker's side of a `Thread`: answers questions one after the other. */
import { parentPort } from 'node:worker_threads'
import { packFailure } from './thread-failure.ts'
import type { ThreadQuestion, ThreadReply } from './thread-messages.ts'

export function answerInThread<Question, Answer, Progress = never>(
  answer: (question: Question, onProgress: (progress: Progress) => void) => Answer | Promise<Answer>,
): void {
  const port = parentPort
  if (port === null) throw new Error('not in a worker thread')
  const reply = (message: ThreadReply<Answer, Progress>) => port.postMessage(message)
  let last: Promise<void> = Promise.resolve()
  port.on('message', ({ id, question }: ThreadQuestion<Question>) => {
    last = last.then(async () => {
      try {
        reply({ id, kind: 'answer', answer: await answer(question, (progress) => reply({ id, kind: 'progress', progress })) })
      } catch (error) {
        reply({ id, kind: 'failure', failure: packFailure(error) })
      }
    })
  })
}
