/** Which engine is to train, from what each was measured to take. Measures nothing. */
import type { EngineChoice, EngineTrial } from '#contract/engine-choice.ts'

/** Shorter than this, and trying another engine takes longer than it could save. */
export const shortSeconds = 3
/** Of the time and in seconds: what must be saved for the result to be no longer the same to the bit on every computer. */
const worthIt = { share: 0.2, seconds: 1 }

/** Seconds of all steps, with the start. */
export function totalSeconds(startSeconds: number, milliseconds: number, steps: number): number {
  return startSeconds + (steps * milliseconds) / 1000
}

/** The first of `trials` is what trains where nothing speaks against it. `isAsked`: the person chose the engine, so only how it runs is open. */
export function chooseByTime(trials: readonly [EngineTrial, ...EngineTrial[]], isAsked: boolean): Pick<EngineChoice, 'chosen' | 'reason'> {
  const first = trials[0].seconds ?? Infinity
  const [fastest = 0] = trials.flatMap(({ seconds }, at) => (seconds === null ? [] : [at])).toSorted((a, b) => (trials[a]?.seconds ?? 0) - (trials[b]?.seconds ?? 0))
  if (isAsked) return { chosen: fastest, reason: 'asked' }
  const others = trials.slice(1)
  if (others.every(({ seconds }) => seconds === null)) return { chosen: 0, reason: others.some(({ skipped }) => skipped === 'short') ? 'short' : 'alone' }
  if (fastest === 0) return { chosen: 0, reason: 'faster' }
  const saved = first - (trials[fastest]?.seconds ?? Infinity)
  return saved >= worthIt.seconds && saved >= worthIt.share * first ? { chosen: fastest, reason: 'faster' } : { chosen: 0, reason: 'close' }
}
