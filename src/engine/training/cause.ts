/** Why a loss stopped being a number, as far as the numbers tell. Words: `contract/wording/problems.ts`. */
import type { Cause } from '#contract/wording/causes.ts'
import type { Training } from '#contract/training.ts'
import { usualLearningRate, usualLearningRates } from '#engine/catalogue/usual-learning-rates.ts'
import type { Rows } from './engine.ts'

interface Diverged {
  training: Training
  rows: Rows
  /** Step whose loss was no number, from 1. */
  step: number
  learningRate: number
  /** Of the steps before, the last ones at the end. */
  losses: readonly number[]
}

export function likelyCause({ training, rows, step, learningRate, losses }: Diverged): Cause {
  const largest = largestSize(rows.inputs)
  if (!Number.isFinite(largest)) return 'inputsNotNumbers'
  // The first loss comes from the starting weights alone: no learning rate has been at work.
  if (step === 1) return largest > hugeInput ? 'inputsHuge' : 'startingWeights'
  if (learningRate >= 3 * usualRate(training)) return 'learningRate'
  if (largest > hugeInput) return 'inputsHuge'
  return isRising(losses) ? 'learningRateRising' : 'unknown'
}

/** Scaled columns stay far below it. */
const hugeInput = 1e4

function usualRate({ optimizer }: Training): number {
  return usualLearningRate(optimizer.type) ?? usualLearningRates.adam
}

function isRising(losses: readonly number[]): boolean {
  const recent = losses.slice(-10)
  const [first = 0] = recent
  return recent.length > 1 && (recent.at(-1) ?? 0) > 10 * Math.abs(first)
}

/** Not finite where one of them is not. */
function largestSize(values: Float32Array): number {
  let largest = 0
  for (const value of values) {
    if (!Number.isFinite(value)) return Infinity
    largest = Math.max(largest, Math.abs(value))
  }
  return largest
}
