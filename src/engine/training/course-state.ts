/**
 * Everything that the rest of a run depends on besides plan and rows, taken between two steps. Random numbers need no place in
 * it: order, dropout and noise are functions of seed, epoch and step. Knows no file.
 */
import type { BestState } from './best-so-far.ts'
import type { NamedTensor } from './engine.ts'
import type { OptimizerState } from './optimizers/optimizer.ts'

export interface CourseState {
  /** Steps done. */
  step: number
  /** Whole epochs done. */
  epoch: number
  /** Rows of the epoch under way that were learned from, and the sum of their losses in float64. */
  rowsDone: number
  lossSum: number
  /** Of training until then, pauses not counted. */
  seconds: number
  /** The last finite losses of steps, oldest first: what a divergence is explained from. */
  recentLosses: number[]
  best: BestState | null
  schedule: Record<string, number>
  weights: NamedTensor[]
  /** What a step back goes to. */
  earlierWeights: NamedTensor[]
  optimizer: OptimizerState
}

/** Throws a plain Error where the counts do not belong together: such a state is of another plan or other rows. */
export function checkCounts({ step, epoch, rowsDone }: Pick<CourseState, 'step' | 'epoch' | 'rowsDone'>, rows: number, batchSize: number, epochs: number): void {
  const stepsPerEpoch = Math.ceil(rows / batchSize)
  const fits = [step, epoch, rowsDone].every((count) => Number.isSafeInteger(count) && count >= 0) && epoch <= epochs && rowsDone < rows && rowsDone % batchSize === 0
  if (!fits || step !== epoch * stepsPerEpoch + rowsDone / batchSize) throw new Error(`step ${step}, epoch ${epoch}, row ${rowsDone} is no place in a run of ${epochs} epochs of ${rows} rows in batches of ${batchSize}`)
}
