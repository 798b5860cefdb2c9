/** Whether a step is faster with all threads or with one: timed, in turns, now and then. Changes no number, so it may change its mind. */

export interface ParallelChoice {
  /** How the next step is to run. */
  isParallel(): boolean
  /** How long a step took that ran so; only of steps of equal size. */
  took(milliseconds: number): void
}

/** Steps of one kind in a row, and how often both kinds are tried. The first round only warms up. */
const inARow = 6
const rounds = 4
/** Steps until it is looked at again. */
const holds = 2000
/** Threads must be worth it. */
const margin = 0.95

export function createParallelChoice(): ParallelChoice {
  let chosen = false
  let step = 0
  let best = { alone: Infinity, together: Infinity }
  const trying = 2 * inARow * rounds
  const triesTogether = (): boolean => Math.floor(step / inARow) % 2 === 1
  return {
    isParallel: () => (step < trying ? triesTogether() : chosen),
    took(milliseconds) {
      if (step >= 2 * inARow && step < trying) {
        if (triesTogether()) best.together = Math.min(best.together, milliseconds)
        else best.alone = Math.min(best.alone, milliseconds)
      }
      step++
      if (step === trying) {
        chosen = best.together < margin * best.alone
        best = { alone: Infinity, together: Infinity }
      } else if (step === trying + holds) step = 0
    },
  }
}
