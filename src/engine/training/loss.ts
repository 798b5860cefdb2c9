/**
 * The losses with their gradients, in float64 from the network's float32 outputs. Definitions are Keras 3's: a row's loss is the
 * mean over its outputs (cross-entropy over classes: the sum), the batch's is the weighted sum divided by the number of rows.
 */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { ProgramLoss } from '#engine/network/operations.ts'

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

/** Loss of the row that starts at `from`; its derivatives go to the last argument. */
type RowLoss = (values: Float32Array, targets: Float32Array, from: number, derivatives: Float64Array) => number

const rowLosses: Record<LossName, (loss: ProgramLoss, width: number) => RowLoss> = {
  meanSquaredError: (_, width) => meanOver(width, (value, target) => (value - target) * (value - target), (value, target) => 2 * (value - target)),
  meanAbsoluteError: (_, width) => meanOver(width, (value, target) => Math.abs(value - target), (value, target) => Math.sign(value - target)),
  huber: ({ settings: { delta = 1 } }, width) =>
    meanOver(
      width,
      (value, target) => (Math.abs(value - target) <= delta ? 0.5 * (value - target) * (value - target) : delta * Math.abs(value - target) - 0.5 * delta * delta),
      (value, target) => Math.max(-delta, Math.min(delta, value - target)),
    ),
  binaryCrossentropy: ({ from, settings: { labelSmoothing = 0 } }, width) => {
    const smooth = (target: number): number => target * (1 - labelSmoothing) + 0.5 * labelSmoothing
    if (from === 'logits') return meanOver(width, (logit, target) => Math.max(logit, 0) - logit * smooth(target) + Math.log1p(Math.exp(-Math.abs(logit))), (logit, target) => sigmoid(logit) - smooth(target))
    return meanOver(
      width,
      (value, target) => -smooth(target) * Math.log(clip(value)) - (1 - smooth(target)) * Math.log(1 - clip(value)),
      (value, target) => (clip(value) === value ? (value - smooth(target)) / (value * (1 - value)) : 0),
    )
  },
  categoricalCrossentropy: ({ from, settings: { labelSmoothing = 0 } }, width) => {
    const smooth = (target: number): number => target * (1 - labelSmoothing) + labelSmoothing / width
    return from === 'logits' ? softmaxCrossentropy(width, smooth) : crossentropyOfShares(width, smooth)
  },
}

/** Keras's epsilon: probabilities are kept this far from 0 and 1 before a logarithm. */
const epsilon = 1e-7

function clip(probability: number): number {
  return Math.max(epsilon, Math.min(1 - epsilon, probability))
}

function sigmoid(logit: number): number {
  const small = Math.exp(-Math.abs(logit))
  return logit >= 0 ? 1 / (1 + small) : small / (1 + small)
}

function meanOver(width: number, lossOf: (value: number, target: number) => number, derivativeOf: (value: number, target: number) => number): RowLoss {
  return (values, targets, from, derivatives) => {
    let sum = 0
    for (let at = 0; at < width; at++) {
      const value = values[from + at] ?? NaN
      const target = targets[from + at] ?? NaN
      sum += lossOf(value, target)
      derivatives[at] = derivativeOf(value, target) / width
    }
    return sum / width
  }
}

function softmaxCrossentropy(width: number, smooth: (target: number) => number): RowLoss {
  return (values, targets, from, derivatives) => {
    let largest = -Infinity
    for (let at = 0; at < width; at++) largest = Math.max(largest, values[from + at] ?? NaN)
    let total = 0
    for (let at = 0; at < width; at++) total += derivatives[at] = Math.exp((values[from + at] ?? NaN) - largest)
    const logTotal = Math.log(total)
    let loss = 0
    let targetSum = 0
    for (let at = 0; at < width; at++) targetSum += smooth(targets[from + at] ?? NaN)
    for (let at = 0; at < width; at++) {
      const target = smooth(targets[from + at] ?? NaN)
      loss += target * (logTotal - ((values[from + at] ?? NaN) - largest))
      derivatives[at] = (targetSum * (derivatives[at] ?? NaN)) / total - target
    }
    return loss
  }
}

/** Keras first divides by the sum, so that it also reads outputs that are no shares yet. */
function crossentropyOfShares(width: number, smooth: (target: number) => number): RowLoss {
  return (values, targets, from, derivatives) => {
    let total = 0
    for (let at = 0; at < width; at++) total += values[from + at] ?? NaN
    let loss = 0
    let common = 0
    for (let at = 0; at < width; at++) {
      const share = (values[from + at] ?? NaN) / total
      const target = smooth(targets[from + at] ?? NaN)
      loss -= target * Math.log(clip(share))
      const byShare = clip(share) === share ? -target / share : 0
      derivatives[at] = byShare
      common += byShare * share
    }
    for (let at = 0; at < width; at++) derivatives[at] = ((derivatives[at] ?? NaN) - common) / total
    return loss
  }
}
