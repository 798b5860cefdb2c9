/** The running average of the weights that a network may answer with, as Keras 3's `use_ema`. Knows no rule. */
import type { OptimizerState } from './optimizer.ts'
import { stateOf } from './slots.ts'

export interface WeightAverage {
  /** After an update: the first one's weights, then momentum x average + (1 - momentum) x weights. */
  follow(weights: Float32Array): void
  /** null before the first update. */
  now(): Float32Array | null
  /** Of before the last update. */
  stepBack(): void
  state(): OptimizerState
  setState(state: OptimizerState): void
}

export function createWeightAverage(momentum: number, length: number): WeightAverage {
  const slots = { averageOfWeights: new Float32Array(length), earlierAverageOfWeights: new Float32Array(length) }
  const { averageOfWeights: average, earlierAverageOfWeights: earlier } = slots
  const numbers = { averages: 0, earlierAverages: 0 }
  return {
    follow(weights) {
      earlier.set(average)
      numbers.earlierAverages = numbers.averages
      const kept = numbers.averages === 0 ? 0 : momentum
      for (let at = 0; at < length; at++) average[at] = kept * (average[at] ?? 0) + (1 - kept) * (weights[at] ?? 0)
      // All that matters is whether there is one.
      numbers.averages = 1
    },
    now: () => (numbers.averages === 0 ? null : average),
    stepBack() {
      average.set(earlier)
      numbers.averages = numbers.earlierAverages
    },
    ...stateOf(slots, numbers),
  }
}
