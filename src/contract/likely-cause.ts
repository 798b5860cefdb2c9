/** Why a result is bad, as far as the run itself shows: causes with their evidence as numbers, and the step that goes with each. */
import { z } from 'zod'
import { PlanProblem } from './network.ts'

/** The one change of the plan that may mend it, as a problem's fix; absent: there is none to make, only a stage to look at. */
const step = {
  change: PlanProblem.pick({ place: true, layerId: true, fix: true }).optional(),
  stage: z.enum(['data', 'prepare', 'network', 'train']),
}

/** Shares right, or average misses in the target's unit. */
const measured = z.enum(['right', 'miss'])
/** An epoch and its loss. */
const point = z.object({ epoch: z.number(), loss: z.number() })

export const LikelyCause = z.discriminatedUnion('kind', [
  /** Neither the network nor a linear model does better than guessing: rows right, or average misses. */
  z.object({ kind: z.literal('columnsSayNothing'), measure: measured, linear: z.number(), guessing: z.number(), rows: z.number(), ...step }),
  /** Clearly better on the rows it learned from. `course`: where the validation loss was least, and how both losses ended. */
  z.object({
    kind: z.literal('memorising'),
    gap: z.object({ measure: measured, training: z.number(), test: z.number() }).nullable(),
    course: z.object({ best: point, last: point, trainingLoss: z.number() }).nullable(),
    ...step,
  }),
  /** The loss was still falling when the epochs were over. `epochs`: how many are proposed. */
  z.object({ kind: z.literal('stillImproving'), watched: z.enum(['validation', 'training']), from: point, to: point, epochs: z.number(), ...step }),
  /** The training loss jumped about: in `rises` of `epochs` epochs it rose. */
  z.object({ kind: z.literal('rateTooLarge'), rate: z.number(), better: z.number(), rises: z.number(), from: point, to: point, ...step }),
  /** It hardly fell. */
  z.object({ kind: z.literal('rateTooSmall'), rate: z.number(), better: z.number(), from: point, to: point, ...step }),
  z.object({ kind: z.literal('fewRows'), rows: z.number(), inputs: z.number().nullable(), ...step }),
  /** It was ahead of guessing, but by no more than so many rows can tell from luck. */
  z.object({ kind: z.literal('fewTestRows'), rows: z.number(), ...step }),
  /** An answer with few training rows is mostly missed. */
  z.object({ kind: z.literal('rareAnswer'), answer: z.string(), learned: z.number(), of: z.number(), found: z.number(), actual: z.number(), ...step }),
  /** A linear model does better with far fewer parameters. */
  z.object({ kind: z.literal('largerThanNeeded'), parameters: z.number(), linearParameters: z.number().nullable(), rows: z.number(), ...step }),
])
export type LikelyCause = z.infer<typeof LikelyCause>
