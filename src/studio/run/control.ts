/** What the studio wishes of a training loop, read by the busy thread from shared memory. */
import type { TrainingControl, Wish } from '#engine/training/outcome.ts'
import { wishes } from './train-messages.ts'

const wishOf: ReadonlyMap<number, Wish> = new Map<number, Wish>([
  [wishes.run, 'run'],
  [wishes.pause, 'pause'],
  [wishes.oneEpoch, 'oneEpoch'],
  [wishes.finish, 'finish'],
])

/** `shared` holds one Int32, a number of `wishes`. */
export function createControl(shared: SharedArrayBuffer, onEpochDone: () => void): TrainingControl {
  const word = new Int32Array(shared)
  return {
    wish: () => wishOf.get(Atomics.load(word, 0)) ?? 'run',
    epochDone() {
      if (Atomics.compareExchange(word, 0, wishes.oneEpoch, wishes.pause) === wishes.oneEpoch) onEpochDone()
    },
    /** Blocks the thread: it is steered through this memory, not by messages, so nothing else waits for it. */
    wait() {
      Atomics.wait(word, 0, wishes.pause)
      return Promise.resolve()
    },
  }
}
