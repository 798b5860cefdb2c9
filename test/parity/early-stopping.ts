/** Keras 3's `EarlyStopping(mode='min')`, restated from `keras/src/callbacks/early_stopping.py`. */
export interface Stopped {
  /** The epoch (from 1) at whose end training ends. */
  last: number
  best: number
}

/** `losses`: of every epoch, were there no early stopping. */
export function kerasEarlyStopping(losses: readonly number[], { patience, minimumChange }: { patience: number; minimumChange: number }): Stopped {
  let best: number | null = null
  let [bestEpoch, wait] = [0, 0]
  for (const [epoch, current] of losses.entries()) {
    wait += 1
    if (best === null || current + minimumChange < best) {
      best = current
      bestEpoch = epoch
      wait = 0
    } else if (wait >= patience && epoch > 0) {
      return { last: epoch + 1, best: bestEpoch + 1 }
    }
  }
  return { last: losses.length, best: bestEpoch + 1 }
}
