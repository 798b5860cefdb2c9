/** Cross-entropies and the Kullback-Leibler divergence, as Keras 3 defines them, by logits where they can be. */
import { stableExp, stableLog, stableLog1p } from '#engine/random/stable-functions.ts'
import { clip, epsilon, meanOver } from './row-loss.ts'
import type { RowLoss, RowLossOf } from './row-loss.ts'

export const binaryCrossentropy: RowLossOf = ({ from, settings: { labelSmoothing = 0 } }, width) => {
  const smooth = (target: number): number => target * (1 - labelSmoothing) + 0.5 * labelSmoothing
  if (from === 'logits') return meanOver(width, (logit, target) => Math.max(logit, 0) - logit * smooth(target) + stableLog1p(stableExp(-Math.abs(logit))), (logit, target) => sigmoid(logit) - smooth(target))
  return meanOver(
    width,
    (value, target) => -smooth(target) * stableLog(clip(value)) - (1 - smooth(target)) * stableLog(1 - clip(value)),
    (value, target) => (clip(value) === value ? (value - smooth(target)) / (value * (1 - value)) : 0),
  )
}

export const categoricalCrossentropy: RowLossOf = ({ from, settings: { labelSmoothing = 0 } }, width) => {
  const smooth = (target: number): number => target * (1 - labelSmoothing) + labelSmoothing / width
  return from === 'logits' ? softmaxCrossentropy(width, smooth) : crossentropyOfShares(width, smooth)
}

/** The sum over the row's outputs, not their mean. */
export const klDivergence: RowLossOf = (_, width) => (values, targets, from, derivatives) => {
  let loss = 0
  for (let at = 0; at < width; at++) {
    const value = values[from + at] ?? NaN
    const [share, truth] = [betweenEpsilonAndOne(value), betweenEpsilonAndOne(targets[from + at] ?? NaN)]
    loss += truth * stableLog(truth / share)
    derivatives[at] = share === value ? -truth / share : 0
  }
  return loss
}

function betweenEpsilonAndOne(share: number): number {
  return Math.max(epsilon, Math.min(1, share))
}

function sigmoid(logit: number): number {
  const small = stableExp(-Math.abs(logit))
  return logit >= 0 ? 1 / (1 + small) : small / (1 + small)
}

function softmaxCrossentropy(width: number, smooth: (target: number) => number): RowLoss {
  return (values, targets, from, derivatives) => {
    let largest = -Infinity
    for (let at = 0; at < width; at++) largest = Math.max(largest, values[from + at] ?? NaN)
    let total = 0
    for (let at = 0; at < width; at++) total += derivatives[at] = stableExp((values[from + at] ?? NaN) - largest)
    const logTotal = stableLog(total)
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
      loss -= target * stableLog(clip(share))
      const byShare = clip(share) === share ? -target / share : 0
      derivatives[at] = byShare
      common += byShare * share
    }
    for (let at = 0; at < width; at++) derivatives[at] = ((derivatives[at] ?? NaN) - common) / total
    return loss
  }
}
