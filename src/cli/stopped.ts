/** A command that was told to stop by a signal, Ctrl+C say. Not a failure: it ends as such programs do, with 128 + n. */

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const
type Signal = keyof typeof numbers

export class Stopped extends Error {
  readonly exitCode: number
  constructor(signal: Signal) {
    super(signal)
    this.name = 'Stopped'
    this.exitCode = 128 + numbers[signal]
  }
}

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/**
 * Does the work, or throws Stopped at the first signal. Later ones are not heard: Ctrl+C often comes twice, to the group
 * and from npm, and the second must not cut the cleaning up short.
 */
export async function untilStopped<T>(work: () => Promise<T>): Promise<T> {
  let stop: (signal: Signal) => void = () => {}
  const stopped = new Promise<never>((_, reject) => (stop = (signal) => reject(new Stopped(signal))))
  for (const signal of signals) process.on(signal, stop)
  const result = await Promise.race([work(), stopped])
  for (const signal of signals) process.off(signal, stop)
  return result
}
