/** Learning rates that optimizers are usually given, where defaults are Keras's: as published, or as its documentation advises. */
import type { OptimizerName } from './optimizers.ts'

export const usualLearningRates: Record<OptimizerName, number> = {
  sgd: 0.01,
  rmsprop: 0.001,
  adam: 0.001,
  adamw: 0.001,
  nadam: 0.001,
  adamax: 0.001,
  adagrad: 0.01,
  // Its steps are as large as those before, whatever the gradient.
  adadelta: 1,
  // Every weight moves by all of it in every step.
  lion: 0.0003,
}

/** null for an optimizer that does not exist. */
export function usualLearningRate(type: string): number | null {
  return Object.entries(usualLearningRates).find(([name]) => name === type)?.[1] ?? null
}
