/** All of a small training that must not depend on interruptions: everything but the times. */
import { bitsOf } from './small-job.ts'
import type { Finished } from './small-job.ts'

export function historyOf({ outcome, told, losses }: Finished) {
  const { reason, step, epoch, bestEpoch, weightsEpoch, divergedAt, cause } = outcome
  return {
    end: { reason, step, epoch, bestEpoch, weightsEpoch, divergedAt, cause },
    weights: bitsOf(outcome.weights),
    losses,
    epochs: told.epochs.map((record) => ({ ...record, seconds: 0 })),
    // A run that diverged has nothing to go on from.
    stoodAt: reason === 'diverged' ? null : { ...told.checkpoints.at(-1), seconds: 0 },
  }
}
