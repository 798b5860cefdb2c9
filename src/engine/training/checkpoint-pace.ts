/** When to keep what a run has reached: every 30 s, and so seldom that keeping it costs no more than its share of the time. */

/** Least time between two checkpoints, in milliseconds. */
const interval = 30_000
/** A checkpoint may cost half a percent of the time; the weights of best epochs have the other half. */
export const costShare = 200

export interface CheckpointPace {
  /** Asked between steps, so it is fast. */
  isDue(): boolean
  /** Does the work of one checkpoint, and takes its time. */
  take(work: () => void): void
}

/** The first one is due `milliseconds` after the start. */
export function createCheckpointPace(milliseconds: number = interval, now: () => number = () => performance.now()): CheckpointPace {
  let next = now() + milliseconds
  return {
    isDue: () => now() >= next,
    take(work) {
      const from = now()
      work()
      const end = now()
      next = end + Math.max(milliseconds, (end - from) * costShare)
    },
  }
}
