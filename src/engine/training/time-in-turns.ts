/** What several engines take for a step, timed in short turns, so that a moment in which the computer is busy hits all of them. */
import type { StepTimer } from './time-steps.ts'

/** Each has its turn in each of them. */
const rounds = 5
/** Where a step takes long, this many are enough. */
const fewestRounds = 3

/**
 * Milliseconds of a step, for each timer. `milliseconds`: for each of them, all its turns together. Rounds are compared within themselves:
 * each is as many times as fast as the first as it is in the median round, and the first takes what it takes in its median turn.
 */
export function timeInTurns(timers: readonly Pick<StepTimer, 'turn'>[], milliseconds: number): number[] {
  const turns: number[][] = []
  const begun = performance.now()
  while (turns.length < fewestRounds || (turns.length < rounds && performance.now() - begun < 2 * timers.length * milliseconds)) turns.push(timers.map((timer) => timer.turn(milliseconds / rounds)))
  const first = medianOf(turns.map(([time = NaN]) => time))
  return timers.map((_, at) => first * medianOf(turns.map((times) => (times[at] ?? NaN) / (times[0] ?? NaN))))
}

/** The upper one of two in the middle; NaN of none. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}
