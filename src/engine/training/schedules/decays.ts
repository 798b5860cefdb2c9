/**
 * Learning rates that only depend on how many steps were made: Keras 3's schedules (`optimizers/schedules`) and one cycle. Computed by
 * functions that are the same to the bit on every machine.
 */
import { stableCosineOfPi, stablePower } from '#engine/random/stable-functions.ts'

/** The learning rate after so many steps: 0 for the first. */
export type RateAfter = (steps: number) => number

interface Decay {
  learningRate: number
  /** In how many steps it falls once by the decay rate; need not be whole. */
  decaySteps: number
  decayRate: number
  /** Only whole ones of these times count. */
  staircase: boolean
}

export function exponentialDecay({ learningRate, decaySteps, decayRate, staircase }: Decay): RateAfter {
  return (steps) => learningRate * stablePower(decayRate, timesOf(steps, decaySteps, staircase))
}

export function inverseTimeDecay({ learningRate, decaySteps, decayRate, staircase }: Decay): RateAfter {
  return (steps) => learningRate / (1 + decayRate * timesOf(steps, decaySteps, staircase))
}

interface PolynomialDecay {
  learningRate: number
  decaySteps: number
  endLearningRate: number
  power: number
  /** Falls again over twice, three times ... the steps, where it has come to the end. */
  cycle: boolean
}

export function polynomialDecay({ learningRate, decaySteps, endLearningRate, power, cycle }: PolynomialDecay): RateAfter {
  return (steps) => {
    const length = cycle ? decaySteps * Math.max(1, Math.ceil(steps / decaySteps)) : decaySteps
    return (learningRate - endLearningRate) * stablePower(1 - Math.min(1, steps / length), power) + endLearningRate
  }
}

interface CosineDecay {
  learningRate: number
  decaySteps: number
  endFactor: number
  /** Before the fall it rises in a straight line from `startFactor`; 0: it does not. */
  warmupSteps: number
  startFactor: number
}

/** Loshchilov, Hutter 2016; Keras's `alpha` is `endFactor`, its `initial_learning_rate` and `warmup_target` follow from `startFactor`. */
export function cosineDecay({ learningRate, decaySteps, endFactor, warmupSteps, startFactor }: CosineDecay): RateAfter {
  return (steps) => {
    if (steps < warmupSteps) return learningRate * (startFactor + ((1 - startFactor) * steps) / warmupSteps)
    return learningRate * alongCosine(1, endFactor, Math.min(1, (steps - warmupSteps) / decaySteps))
  }
}

interface Restarts {
  learningRate: number
  firstDecaySteps: number
  /** How many times as long, and as high, each fall is as the one before: Keras's `t_mul` and `m_mul`. */
  lengthFactor: number
  heightFactor: number
  endFactor: number
}

export function cosineDecayRestarts({ learningRate, firstDecaySteps, lengthFactor, heightFactor, endFactor }: Restarts): RateAfter {
  // At least a step long, so that none is passed over.
  const first = { start: 0, length: Math.max(1, firstDecaySteps), height: 1 }
  let fall = first
  return (steps) => {
    // Falls come one after the other; only a step further back begins anew.
    if (steps < fall.start) fall = first
    while (steps >= fall.start + fall.length) fall = { start: fall.start + fall.length, length: fall.length * lengthFactor, height: fall.height * heightFactor }
    return learningRate * ((1 - endFactor) * fall.height * alongCosine(1, 0, (steps - fall.start) / fall.length) + endFactor)
  }
}

interface OneCycle {
  learningRate: number
  /** Of the whole run. */
  steps: number
  warmupShare: number
  startFactor: number
  endFactor: number
}

/** Smith, Topin 2018, with half waves as in fastai: from `startFactor` up to 1, then down to `endFactor`. */
export function oneCycle({ learningRate, steps: all, warmupShare, startFactor, endFactor }: OneCycle): RateAfter {
  const warmup = warmupShare * all
  return (steps) => learningRate * (steps < warmup ? alongCosine(startFactor, 1, steps / warmup) : alongCosine(1, endFactor, Math.min(1, (steps - warmup) / (all - warmup))))
}

/** From one number to another along half a wave. */
function alongCosine(from: number, to: number, share: number): number {
  return to + (from - to) * 0.5 * (1 + stableCosineOfPi(share))
}

function timesOf(steps: number, decaySteps: number, staircase: boolean): number {
  const times = steps / decaySteps
  return staircase ? Math.floor(times) : times
}
