/**
 * A worker thread that answers questions, started at the first one and again after it died. Leaving a question ends
 * the thread, because nothing else stops a computation in it; the questions behind it are asked again of a new one.
 */
import type { Worker } from 'node:worker_threads'
import { asThreadError, unpackFailure } from './thread-failure.ts'
import type { ThreadQuestion, ThreadReply } from './thread-messages.ts'

interface Pending<Question, Answer, Progress> {
  question: Question
  onProgress: (progress: Progress) => void
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export class Thread<Question, Answer, Progress = never> {
  readonly #create: () => Worker
  readonly #pending = new Map<number, Pending<Question, Answer, Progress>>()
  #worker: Worker | null = null
  #nextId = 1

  constructor(create: () => Worker) {
    this.#create = create
  }

  /** Rejects with the handler's StudioError, with `memory.exceeded`, with the signal's reason, or with a bug's error. */
  async ask(question: Question, signal?: AbortSignal, onProgress: (progress: Progress) => void = () => {}): Promise<Answer> {
    signal?.throwIfAborted()
    const id = this.#nextId++
    const leave = () => this.#leave(id, signal?.reason)
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#pending.set(id, { question, onProgress, resolve, reject })
        signal?.addEventListener('abort', leave, { once: true })
        this.#post({ id, question })
      })
    } finally {
      this.#pending.delete(id)
      signal?.removeEventListener('abort', leave)
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#rejectAll(new Error('the studio stops'))
    await worker?.terminate()
  }

  #post(message: ThreadQuestion<Question>): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(message)
  }

  #start(): Worker {
    const worker = this.#create()
    worker.unref()
    worker.on('message', (reply: ThreadReply<Answer, Progress>) => this.#receive(reply))
    worker.on('error', (error) => this.#died(worker, asThreadError(error)))
    worker.on('exit', (code) => this.#died(worker, new Error(`a worker thread ended with code ${code}`)))
    return worker
  }

  #receive(reply: ThreadReply<Answer, Progress>): void {
    const pending = this.#pending.get(reply.id)
    switch (reply.kind) {
      case 'progress':
        pending?.onProgress(reply.progress)
        return
      case 'answer':
        pending?.resolve(reply.answer)
        return
      case 'failure':
        pending?.reject(unpackFailure(reply.failure))
        return
      default:
        reply satisfies never
    }
  }

  #leave(id: number, reason: unknown): void {
    this.#pending.get(id)?.reject(reason)
    this.#pending.delete(id)
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
    for (const [other, { question }] of this.#pending) this.#post({ id: other, question })
  }

  #died(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    this.#rejectAll(error)
  }

  #rejectAll(error: Error): void {
    for (const pending of this.#pending.values()) pending.reject(error)
    this.#pending.clear()
  }
}
