/** The first bytes of the memory: single numbers that pass between the model and its compiled step. */
export const scalars = {
  /** Double: sum of the rows' losses. */
  lossSum: 0,
  /** Float: 1 / rows of the batch. */
  share: 8,
  /** Integers that key random numbers. */
  step: 12,
  seed: 16,
  /** Float: learning rate x weight decay. */
  decay: 20,
  /** Float: how much of the average of the weights is kept. */
  keptAverage: 24,
  /** Floats of the optimizer's rule, in its order. */
  rule: 64,
} as const

export const bytesOfScalars = 1024
