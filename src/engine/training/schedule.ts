/** From a plan's schedule to the learning rate of every step. Knows no model. */
import type { Typed } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { ScheduleName } from '#engine/catalogue/schedules.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import { cosineDecay, cosineDecayRestarts, exponentialDecay, inverseTimeDecay, oneCycle, polynomialDecay } from './schedules/decays.ts'
import type { RateAfter } from './schedules/decays.ts'
import { createPlateau } from './schedules/reduce-on-plateau.ts'

export interface Course {
  /** Of the optimizer. */
  learningRate: number
  stepsPerEpoch: number
  epochs: number
}

export interface Schedule {
  /** Learning rate of a step, counted from 1. The same for the same step, as long as no epoch ends. */
  rateAt(step: number): number
  /** `loss`: of the validation rows, or of the training rows where there are none. */
  epochDone(loss: number): void
  /** All that `rateAt` depends on besides the step. */
  state(): Record<string, number>
  setState(state: Readonly<Record<string, number>>): void
}

/** The schedule of a plan without errors, at its start. */
export function createSchedule(typed: Typed, course: Course): Schedule {
  const found = resolveTyped(catalogue.schedules, typed)
  const name = Object.keys(schedules).find((schedule): schedule is ScheduleName => schedule === typed.type)
  if (found === null || name === undefined) throw new Error(`unknown schedule ${typed.type}`)
  return schedules[name](found.resolved.values, course)
}

const schedules: Record<ScheduleName, (settings: Values, course: Course) => Schedule> = {
  constant: (_, { learningRate }) => byStep(() => learningRate),
  step: (settings, { learningRate, stepsPerEpoch }) =>
    byStep(exponentialDecay({ learningRate, decaySteps: numberOf(settings, 'everyEpochs') * stepsPerEpoch, decayRate: numberOf(settings, 'factor'), staircase: true })),
  exponentialDecay: (settings, course) => byStep(exponentialDecay(decayOf(settings, course))),
  inverseTimeDecay: (settings, course) => byStep(inverseTimeDecay(decayOf(settings, course))),
  polynomialDecay: (settings, { learningRate, stepsPerEpoch, epochs }) =>
    byStep(
      polynomialDecay({
        learningRate,
        decaySteps: (numberOf(settings, 'decayEpochs') || epochs) * stepsPerEpoch,
        endLearningRate: numberOf(settings, 'endLearningRate'),
        power: numberOf(settings, 'power'),
        cycle: switchOf(settings, 'cycle'),
      }),
    ),
  cosineDecay(settings, { learningRate, stepsPerEpoch, epochs }) {
    const warmupEpochs = numberOf(settings, 'warmupEpochs')
    return byStep(
      cosineDecay({
        learningRate,
        decaySteps: (numberOf(settings, 'decayEpochs') || epochs - warmupEpochs) * stepsPerEpoch,
        endFactor: numberOf(settings, 'endFactor'),
        warmupSteps: warmupEpochs * stepsPerEpoch,
        startFactor: numberOf(settings, 'startFactor'),
      }),
    )
  },
  cosineDecayRestarts: (settings, { learningRate, stepsPerEpoch }) =>
    byStep(
      cosineDecayRestarts({
        learningRate,
        firstDecaySteps: numberOf(settings, 'firstDecayEpochs') * stepsPerEpoch,
        lengthFactor: numberOf(settings, 'lengthFactor'),
        heightFactor: numberOf(settings, 'heightFactor'),
        endFactor: numberOf(settings, 'endFactor'),
      }),
    ),
  oneCycle: (settings, { learningRate, stepsPerEpoch, epochs }) =>
    byStep(
      oneCycle({
        learningRate,
        steps: epochs * stepsPerEpoch,
        warmupShare: numberOf(settings, 'warmupShare'),
        startFactor: numberOf(settings, 'startFactor'),
        endFactor: numberOf(settings, 'endFactor'),
      }),
    ),
  reduceOnPlateau: (settings, { learningRate }) =>
    createPlateau({
      learningRate,
      factor: numberOf(settings, 'factor'),
      patience: numberOf(settings, 'patience'),
      minimumChange: numberOf(settings, 'minimumChange'),
      cooldown: numberOf(settings, 'cooldown'),
      minimumLearningRate: numberOf(settings, 'minimumLearningRate'),
    }),
}

/** A schedule that only looks at how many steps were made. */
function byStep(rateAfter: RateAfter): Schedule {
  return {
    rateAt: (step) => rateAfter(step - 1),
    epochDone() {
      // Nothing depends on it.
    },
    state: () => ({}),
    setState() {
      // There is nothing to set.
    },
  }
}

function decayOf(settings: Values, { learningRate, stepsPerEpoch }: Course) {
  return { learningRate, decaySteps: numberOf(settings, 'decayEpochs') * stepsPerEpoch, decayRate: numberOf(settings, 'decayRate'), staircase: switchOf(settings, 'staircase') }
}
