/** How many steps go into one call: so many that calling costs little, so few that a person's wish is heard soon. Knows no model. */

export interface ChunkPace {
  /** Steps of the next call. */
  most(): number
  took(steps: number, milliseconds: number): void
}

/** Of one call. Pausing and progress have 200. */
const aim = 60

export function createChunkPace(capacity: number): ChunkPace {
  let next = 1
  return {
    most: () => next,
    took(steps, milliseconds) {
      // Calls that were cut short by the end of an epoch tell nothing of longer ones.
      const fitting = Math.floor((aim * steps) / Math.max(milliseconds, 0.001))
      next = Math.max(1, Math.min(capacity, fitting, 4 * Math.max(next, steps)))
    },
  }
}
