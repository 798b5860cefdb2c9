/** Tells whoever waits that something changed. Carries nothing: those who wait look for themselves. */

export class Notice {
  readonly #waiting = new Set<() => void>()

  announce(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const wake of waiting) wake()
  }

  /** Resolves at the next announcement, after `milliseconds`, or when `signal` aborts, whichever is first. Never rejects. */
  async next(signal: AbortSignal | undefined, milliseconds?: number): Promise<void> {
    if (signal?.aborted) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        signal?.removeEventListener('abort', wake)
        clearTimeout(timer)
        resolve()
      }
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds)
      this.#waiting.add(wake)
      signal?.addEventListener('abort', wake, { once: true })
    })
  }
}

/** Resolves after `milliseconds` or when `signal` aborts. Never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Notice().next(signal, milliseconds)
}
