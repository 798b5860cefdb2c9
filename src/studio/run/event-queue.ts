/** Work that pushes events, read as a stream: leaving the stream stops the work. */
import { Notice } from './notice.ts'

export class EventQueue<Event> {
  readonly #work: (push: (event: Event) => void, signal: AbortSignal) => Promise<void>

  constructor(work: (push: (event: Event) => void, signal: AbortSignal) => Promise<void>) {
    this.#work = work
  }

  /** Rejects as the work does, or with the signal's reason. */
  async *read(signal: AbortSignal | undefined): AsyncGenerator<Event, void> {
    const events: Event[] = []
    const changed = new Notice()
    const controller = new AbortController()
    const leave = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', leave, { once: true })
    let over = false
    const push = (event: Event) => {
      events.push(event)
      changed.announce()
    }
    const work = this.#work(push, controller.signal).finally(() => {
      over = true
      changed.announce()
    })
    // Waited for below; without this an early failure would count as unhandled.
    work.catch(() => {})
    try {
      while (!over || events.length > 0) {
        signal?.throwIfAborted()
        const next = changed.next(signal)
        yield* events.splice(0)
        if (!over) await next
      }
      await work
    } finally {
      controller.abort()
      signal?.removeEventListener('abort', leave)
    }
  }
}
