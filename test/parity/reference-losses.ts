/** Losses of one row, naively in float64, for `float64-reference.ts`. Cross-entropies are written by the logits: 1 - sigmoid(30) has only a few digits left. */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { Kinks } from './kinks.ts'
import { noteSide } from './kinks.ts'

export interface ReferenceLoss {
  type: LossName
  delta?: number
  labelSmoothing?: number
  alpha?: number
  gamma?: number
  applyClassBalancing?: boolean
}

interface Row {
  logits: readonly number[]
  outputs: readonly number[]
  targets: readonly number[]
}

export function referenceLoss({ type, delta = 1, labelSmoothing = 0, alpha = 0.25, gamma = 2, applyClassBalancing = false }: ReferenceLoss, { logits, outputs, targets }: Row, kinks: Kinks): number {
  const errors = outputs.map((output, at) => output - (targets[at] ?? NaN))
  const ofTwo = targets.map((target) => target * (1 - labelSmoothing) + labelSmoothing / 2)
  const ofSeveral = targets.map((target) => target * (1 - labelSmoothing) + labelSmoothing / targets.length)
  switch (type) {
    case 'meanSquaredError':
      return mean(errors.map((error) => error * error))
    case 'meanAbsoluteError':
      for (const error of errors) noteSide(kinks, error)
      return mean(errors.map(Math.abs))
    case 'huber':
      return mean(errors.map((error) => (Math.abs(error) <= delta ? (error * error) / 2 : delta * Math.abs(error) - (delta * delta) / 2)))
    case 'logCosh':
      return mean(errors.map((error) => Math.abs(error) + Math.log1p(Math.exp(-2 * Math.abs(error))) - Math.log(2)))
    case 'binaryCrossentropy':
      return mean(logits.map((z, at) => crossentropy(z, ofTwo[at] ?? NaN)))
    case 'binaryFocalCrossentropy':
      return mean(
        logits.map((z, at) => {
          const y = ofTwo[at] ?? NaN
          const wrong = y * sigmoid(-z) + (1 - y) * sigmoid(z)
          return (applyClassBalancing ? y * alpha + (1 - y) * (1 - alpha) : 1) * wrong ** gamma * crossentropy(z, y)
        }),
      )
    case 'categoricalCrossentropy':
      return sum(logarithms(logits).map((log, at) => -(ofSeveral[at] ?? NaN) * log))
    case 'categoricalFocalCrossentropy':
      return sum(logarithms(logits).map((log, at) => -alpha * (-Math.expm1(log)) ** gamma * (ofSeveral[at] ?? NaN) * log))
    case 'klDivergence':
      return sum(
        outputs.map((output, at) => {
          noteSide(kinks, output - 1e-7)
          const truth = Math.max(1e-7, targets[at] ?? NaN)
          return truth * Math.log(truth / Math.max(1e-7, output))
        }),
      )
    case 'poisson':
      return mean(outputs.map((output, at) => output - (targets[at] ?? NaN) * Math.log(output + 1e-7)))
    case 'hinge':
      return mean(margins(outputs, targets).map((margin) => (noteSide(kinks, margin), Math.max(0, margin))))
    case 'squaredHinge':
      return mean(margins(outputs, targets).map((margin) => Math.max(0, margin) ** 2))
    default:
      return type satisfies never
  }
}

function margins(outputs: readonly number[], targets: readonly number[]): number[] {
  return outputs.map((output, at) => 1 - (2 * (targets[at] ?? NaN) - 1) * output)
}

function crossentropy(logit: number, target: number): number {
  return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - logit * target
}

/** Of the shares that softmax makes. */
function logarithms(logits: readonly number[]): number[] {
  const largest = Math.max(...logits)
  const total = largest + Math.log(sum(logits.map((z) => Math.exp(z - largest))))
  return logits.map((z) => z - total)
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
