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
  /** Integers of the threads that share a step, each in a cache line of its own; see `team.ts`. */
  isParallel: 28,
  /** Bits of the update, of each thread. */
  bits: 128,
  ready: 192,
  sequence: 256,
  done: 320,
  job: 384,
  /** One for each thread. */
  asleep: 448,
  bytesBetweenThreads: 64,
} as const

export const bytesOfScalars = 1024
