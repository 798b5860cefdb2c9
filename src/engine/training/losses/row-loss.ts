/** What a loss is for a single row, and what several losses share. Knows no batch. */
import type { ProgramLoss } from '#engine/network/operations.ts'

/** Loss of the row that starts at `from`; its derivatives by `width` values go to the last argument. */
export type RowLoss = (values: Float32Array, targets: Float32Array, from: number, derivatives: Float64Array) => number

export type RowLossOf = (loss: ProgramLoss, width: number) => RowLoss

/** The mean over the row's outputs of a loss that looks at each of them alone. */
export function meanOver(width: number, lossOf: (value: number, target: number) => number, derivativeOf: (value: number, target: number) => number): RowLoss {
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

/** Keras's `backend.epsilon()`: probabilities are kept this far from 0 and 1 before a logarithm. */
export const epsilon = 1e-7

export function clip(probability: number): number {
  return Math.max(epsilon, Math.min(1 - epsilon, probability))
}
