/** How fast a run goes and how long it still takes, from its steps and epochs. */
import type { EpochRecord } from '#contract/run.ts'
import type { RunLength } from './run-axis.ts'
import { placeOnAxis } from './run-axis.ts'

export interface Pace {
  /** Steps a second; null before anything was measured. */
  steps: number | null
  /** Seconds of training so far, pauses not counted. */
  seconds: number
  /** Seconds to the last planned step at this pace; early stopping may end it before. */
  left: number | null
}

/** `rate`: steps a second as last measured by the studio, null where it is not known. */
export function paceOf(length: RunLength, epochs: readonly EpochRecord[], rate: number | null): Pace {
  const last = epochs.at(-1)
  const average = last !== undefined && last.seconds > 0 ? last.step / last.seconds : null
  const steps = rate !== null && rate > 0 ? rate : average
  const seconds = epochs.length > 0 ? placeOnAxis('time', length, epochs)(length.steps.done) : steps === null ? 0 : length.steps.done / steps
  return { steps, seconds, left: steps === null ? null : Math.max(0, length.steps.planned - length.steps.done) / steps }
}
