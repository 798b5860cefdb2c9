/** Time in the training loop: letting messages through, pausing, and a clock that stands still meanwhile. */
import type { TrainingControl, TrainingEnd } from './outcome.ts'

/** Longest time without letting messages through, in milliseconds. */
const longest = 25

export interface Pacer {
  /** To be awaited only where it returns a promise: most steps have no time to lose. */
  breathe(): Promise<void> | undefined
  /** Waits while the person pauses; how the person ended the run, or null to go on. `beforeWaiting` is called before a pause. */
  obey(control: TrainingControl, beforeWaiting: () => void): Promise<TrainingEnd | null> | TrainingEnd | null
  /** Since the first call of `start`, without pauses; `before` included. */
  seconds(): number
  start(): void
}

/** `before`: seconds of the run until it was interrupted. */
export function createPacer(pause: () => Promise<void>, before = 0): Pacer {
  let breathed = performance.now()
  let started: number | null = null
  let paused = 0

  async function waitThenObey(control: TrainingControl): Promise<TrainingEnd | null> {
    const from = performance.now()
    while (control.wish() === 'pause') await control.wait()
    // The clock has nothing to leave out before it starts.
    if (started !== null) paused += performance.now() - from
    return endOf(control)
  }

  return {
    breathe() {
      if (performance.now() - breathed < longest) return undefined
      return pause().then(() => {
        breathed = performance.now()
      })
    },
    obey(control, beforeWaiting) {
      if (control.wish() !== 'pause') return endOf(control)
      beforeWaiting()
      return waitThenObey(control)
    },
    seconds: () => before + (started === null ? 0 : (performance.now() - started - paused) / 1000),
    start() {
      started ??= performance.now()
    },
  }
}

function endOf(control: TrainingControl): TrainingEnd | null {
  const wish = control.wish()
  return wish === 'finish' ? 'finishedByPerson' : wish === 'discard' ? 'discarded' : null
}
