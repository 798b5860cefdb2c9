/**
 * The loss of a batch with its gradient, in float64 from the network's float32 outputs. Definitions are Keras 3's: a row's loss is the
 * mean over its outputs (where classes share a loss: the sum), the batch's is the weighted sum divided by the number of rows.
 */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { ProgramLoss } from '#engine/network/operations.ts'
import { binaryCrossentropy, categoricalCrossentropy, klDivergence } from './losses/crossentropies.ts'
import { huber, logCosh, meanAbsoluteError, meanSquaredError, poisson } from './losses/errors.ts'
import { binaryFocalCrossentropy, categoricalFocalCrossentropy } from './losses/focal-crossentropies.ts'
import { hinge, squaredHinge } from './losses/margins.ts'
import type { RowLossOf } from './losses/row-loss.ts'

export interface LossBatch {
  /** `width` numbers a row: logits or outputs, as `loss.from` says. */
  values: Float32Array
  targets: Float32Array
  /** One per row; null: all 1. */
  weights: Float32Array | null
  rows: number
  width: number
}

/** The batch's loss; with `gradient`, its derivative by every value is written there. */
export function computeLoss(loss: ProgramLoss, batch: LossBatch, gradient: Float32Array | null): number {
  const { values, targets, weights, rows, width } = batch
  const rowLoss = rowLosses[loss.name](loss, width)
  const derivatives = new Float64Array(width)
  let sum = 0
  for (let row = 0; row < rows; row++) {
    const from = row * width
    const weight = weights === null ? 1 : (weights[row] ?? 0)
    sum += weight * rowLoss(values, targets, from, derivatives)
    if (gradient !== null) for (let at = 0; at < width; at++) gradient[from + at] = ((derivatives[at] ?? 0) * weight) / rows
  }
  return sum / rows
}

const rowLosses: Record<LossName, RowLossOf> = {
  meanSquaredError,
  meanAbsoluteError,
  huber,
  logCosh,
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  klDivergence,
  poisson,
  hinge,
  squaredHinge,
}
