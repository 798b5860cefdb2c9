/** What the studio wishes of a training loop, read by the busy thread from shared memory. */
import { wishes } from './train-messages.ts'
import type { Wish } from './train-messages.ts'

export class Control {
  readonly #word: Int32Array

  constructor(shared: SharedArrayBuffer) {
    this.#word = new Int32Array(shared)
  }

  get wish(): Wish {
    const word = Atomics.load(this.#word, 0)
    return Object.values(wishes).find((wish) => wish === word) ?? wishes.train
  }

  /** The epoch asked for is over: pause, unless something else was wished meanwhile. */
  pauseAfterEpoch(): boolean {
    return Atomics.compareExchange(this.#word, 0, wishes.oneEpoch, wishes.pause) === wishes.oneEpoch
  }

  /** Blocks this thread for as long as it is to pause. */
  waitWhilePaused(): void {
    while (this.wish === wishes.pause) Atomics.wait(this.#word, 0, wishes.pause)
  }
}
