/** Threads beside the one that trains, as whoever has threads starts them. Knows only what they are given. */

export interface HelperJob {
  module: WebAssembly.Module
  /** Shared. */
  memory: WebAssembly.Memory
  /** Number of the thread, from 1. */
  thread: number
}

export interface Helpers {
  /** Besides the one that trains. */
  count: number
  /** Starts a thread that calls `runHelper`, and ends by itself when the work is over. */
  start(job: HelperJob): void
}

/** In such a thread: works until it is told to stop. */
export function runHelper({ module, memory, thread }: HelperJob): void {
  const { help } = new WebAssembly.Instance(module, { engine: { memory } }).exports
  if (typeof help !== 'function') throw new Error('the compiled module has no help')
  help(thread)
}
