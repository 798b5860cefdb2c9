/**
 * Focal cross-entropies (Lin and others 2017), as Keras 3 defines them. By logits they are computed without Keras's clipping to
 * 1e-7 from 0 and 1, which would stop the learning of rows that are very wrong.
 */
import { stableExp, stableLog, stableLog1p, stablePower } from '#engine/random/stable-functions.ts'
import { clip, meanOver } from './row-loss.ts'
import type { RowLossOf } from './row-loss.ts'

/**
 * With p the probability of 1, y the smoothed target and f = y (1 - p) + (1 - y) p: f^gamma x cross-entropy, and with
 * `applyClassBalancing` x (y alpha + (1 - y) (1 - alpha)).
 */
export const binaryFocalCrossentropy: RowLossOf = ({ from, settings: { alpha = 0.25, gamma = 2, applyClassBalancing = 0, labelSmoothing = 0 } }, width) => {
  const parts = (value: number, target: number): { loss: number; derivative: number } => {
    const y = target * (1 - labelSmoothing) + 0.5 * labelSmoothing
    const { p, rest, crossentropy } = from === 'logits' ? ofLogit(value, y) : ofProbability(value, y)
    const f = y * rest + (1 - y) * p
    const factor = stablePower(f, gamma) * (applyClassBalancing === 0 ? 1 : y * alpha + (1 - y) * (1 - alpha))
    // As f nears 0 so does the cross-entropy: their ratio becomes 1.
    const byLogit = factor * ((gamma * (1 - 2 * y) * p * rest * (f === 0 ? 1 : crossentropy / f)) + p - y)
    return { loss: factor * crossentropy, derivative: from === 'logits' ? byLogit : p === value ? byLogit / (p * rest) : 0 }
  }
  return meanOver(width, (value, target) => parts(value, target).loss, (value, target) => parts(value, target).derivative)
}

/** With p the share of a class: the sum over the classes of alpha (1 - p)^gamma x -y log p. */
export const categoricalFocalCrossentropy: RowLossOf = ({ from, settings: { alpha = 0.25, gamma = 2, labelSmoothing = 0 } }, width) => {
  const sharesOf = from === 'logits' ? sharesOfLogits(width) : sharesOfOutputs(width)
  return (values, targets, start, derivatives) => {
    const { shares, total } = sharesOf(values, start)
    let loss = 0
    let common = 0
    for (const [at, { p, rest, log, isClipped }] of shares.entries()) {
      const y = (targets[start + at] ?? NaN) * (1 - labelSmoothing) + labelSmoothing / width
      const factor = alpha * y * stablePower(rest, gamma)
      loss -= factor * log
      // p times the derivative by p: as the rest nears 0, log p / rest becomes -1.
      const byShare = isClipped ? 0 : factor * ((gamma * p * (rest === 0 ? -1 : log / rest)) - 1)
      derivatives[at] = byShare
      common += byShare
    }
    for (const [at, { p, isClipped }] of shares.entries()) {
      const byShare = derivatives[at] ?? NaN
      derivatives[at] = from === 'logits' ? byShare - p * common : ((isClipped ? 0 : byShare / p) - common) / total
    }
    return loss
  }
}

interface Share {
  p: number
  /** 1 - p, exact where p is close to 1. */
  rest: number
  log: number
  /** Kept away from 0 and 1, so that no gradient passes. */
  isClipped: boolean
}

function sharesOfLogits(width: number): (values: Float32Array, from: number) => { shares: Share[]; total: number } {
  return (values, from) => {
    const logits = Array.from({ length: width }, (_, at) => values[from + at] ?? NaN)
    const largest = Math.max(...logits)
    const powers = logits.map((logit) => stableExp(logit - largest))
    const total = sum(powers)
    const logTotal = stableLog(total)
    const shares = powers.map((power, at) => ({ p: power / total, rest: sum(powers.toSpliced(at, 1)) / total, log: (logits[at] ?? NaN) - largest - logTotal, isClipped: false }))
    return { shares, total }
  }
}

function sharesOfOutputs(width: number): (values: Float32Array, from: number) => { shares: Share[]; total: number } {
  return (values, from) => {
    const outputs = Array.from({ length: width }, (_, at) => values[from + at] ?? NaN)
    const total = sum(outputs)
    const shares = outputs.map((value) => {
      const kept = clip(value / total)
      return { p: value / total, rest: 1 - kept, log: stableLog(kept), isClipped: kept !== value / total }
    })
    return { shares, total }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function ofLogit(logit: number, y: number): { p: number; rest: number; crossentropy: number } {
  const small = stableExp(-Math.abs(logit))
  const [larger, smaller] = [1 / (1 + small), small / (1 + small)]
  return { p: logit >= 0 ? larger : smaller, rest: logit >= 0 ? smaller : larger, crossentropy: Math.max(logit, 0) - logit * y + stableLog1p(small) }
}

function ofProbability(value: number, y: number): { p: number; rest: number; crossentropy: number } {
  const p = clip(value)
  return { p, rest: 1 - p, crossentropy: -y * stableLog(p) - (1 - y) * stableLog(1 - p) }
}
