/** The losses as nodes: of every row, with the derivative by every value. Definitions are those of `#engine/training/losses`. */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { ProgramLoss } from '#engine/network/operations.ts'
import type { Graph, Tensor } from './graph.ts'

export interface LossNodes {
  /** [rows] */
  rowLoss: Tensor
  /** [rows, width]: of a row's loss by its own values. */
  derivative: Tensor
}

/** `values` and `targets` are [rows, width]. */
export function writeLoss(g: Graph, loss: ProgramLoss, values: Tensor, targets: Tensor, width: number): LossNodes {
  return lossNodes[loss.name]({ g, from: loss.from, settings: loss.settings, values, targets, width })
}

interface Place {
  g: Graph
  from: ProgramLoss['from']
  settings: ProgramLoss['settings']
  values: Tensor
  targets: Tensor
  width: number
}

/** Keras's `backend.epsilon()`. */
const epsilon = 1e-7

const lossNodes: Record<LossName, (place: Place) => LossNodes> = {
  meanSquaredError: ofError((g, e) => ({ loss: g.apply('Square', [e]), derivative: g.multiply(e, 2) })),
  meanAbsoluteError: ofError((g, e) => ({ loss: g.apply('Abs', [e]), derivative: g.apply('Sign', [e]) })),
  huber: (place) => {
    const delta = place.settings['delta'] ?? 1
    return ofError((g, e) => {
      const size = g.apply('Abs', [e])
      const isSmall = g.compare('GreaterEqual', g.constant(delta), size)
      return {
        loss: g.select(isSmall, g.multiply(g.apply('Square', [e]), 0.5), g.plus(g.multiply(size, delta), -0.5 * delta * delta)),
        derivative: between(g, e, -delta, delta),
      }
    })(place)
  },
  logCosh: ofError((g, e) => {
    const size = g.apply('Abs', [e])
    return { loss: g.plus(g.add(size, g.apply('Log1p', [g.apply('Exp', [g.multiply(size, -2)])])), -Math.LN2), derivative: g.apply('Tanh', [e]) }
  }),
  poisson: (place) => {
    const { g, values, targets } = place
    const value = g.plus(values, epsilon)
    return meanOver(place, g.subtract(values, g.multiply(targets, g.apply('Log', [value]))), g.subtract(g.constant(1), g.divide(targets, value)))
  },
  hinge: (place) => {
    const { g } = place
    const { sign, margin } = marginOf(place)
    const zero = g.constant(0)
    return meanOver(place, g.select(g.compare('Less', margin, zero), zero, margin), g.select(g.compare('GreaterEqual', margin, zero), g.apply('Neg', [sign]), zero))
  },
  squaredHinge: (place) => {
    const { g } = place
    const { sign, margin } = marginOf(place)
    const larger = g.select(g.compare('Less', margin, g.constant(0)), g.constant(0), margin)
    return meanOver(place, g.apply('Square', [larger]), g.multiply(g.multiply(sign, larger), -2))
  },
  klDivergence: ({ g, values, targets }) => {
    const [share, truth] = [between(g, values, epsilon, 1), between(g, targets, epsilon, 1)]
    const isInside = g.apply('Equal', [share, values])
    return { rowLoss: g.reduce('Sum', g.multiply(truth, g.apply('Log', [g.divide(truth, share)])), [1]), derivative: g.select(isInside, g.apply('Neg', [g.divide(truth, share)]), g.constant(0)) }
  },
  binaryCrossentropy: (place) => {
    const { g, from, values } = place
    const target = smoothBinary(place)
    if (from === 'logits') return meanOver(place, logitCrossentropy(g, values, target), g.subtract(g.apply('Sigmoid', [values]), target))
    const p = clip(g, values)
    const derivative = g.divide(g.subtract(values, target), g.multiply(values, rest(g, values)))
    return meanOver(place, crossentropyOf(g, p, target), g.select(g.apply('Equal', [p, values]), derivative, g.constant(0)))
  },
  categoricalCrossentropy: (place) => {
    const { g, from, values } = place
    const target = smoothCategorical(place)
    if (from === 'logits') {
      const { powers, total, log } = softmaxOf(g, values)
      const targetSum = g.reduce('Sum', target, [1], true)
      return { rowLoss: g.apply('Neg', [g.reduce('Sum', g.multiply(target, log), [1])]), derivative: g.subtract(g.multiply(targetSum, g.divide(powers, total)), target) }
    }
    const total = g.reduce('Sum', values, [1], true)
    const share = g.divide(values, total)
    const kept = clip(g, share)
    const byShare = g.select(g.apply('Equal', [kept, share]), g.apply('Neg', [g.divide(target, share)]), g.constant(0))
    const common = g.reduce('Sum', g.multiply(byShare, share), [1], true)
    return { rowLoss: g.apply('Neg', [g.reduce('Sum', g.multiply(target, g.apply('Log', [kept])), [1])]), derivative: g.divide(g.subtract(byShare, common), total) }
  },
  binaryFocalCrossentropy: (place) => {
    const { g, from, values, settings } = place
    const { alpha = 0.25, gamma = 2, applyClassBalancing = 0 } = settings
    const y = smoothBinary(place)
    const p = from === 'logits' ? g.apply('Sigmoid', [values]) : clip(g, values)
    const q = from === 'logits' ? g.apply('Sigmoid', [g.apply('Neg', [values])]) : rest(g, p)
    const crossentropy = from === 'logits' ? logitCrossentropy(g, values, y) : crossentropyOf(g, p, y)
    const f = g.add(g.multiply(y, q), g.multiply(rest(g, y), p))
    const power = g.apply('Pow', [f, g.constant(gamma)])
    const factor = applyClassBalancing === 0 ? power : g.multiply(power, g.add(g.multiply(y, alpha), g.multiply(rest(g, y), 1 - alpha)))
    const isZero = g.apply('Equal', [f, g.constant(0)])
    const ratio = g.select(isZero, g.constant(1), g.divide(crossentropy, g.select(isZero, g.constant(1), f)))
    const turn = g.multiply(g.multiply(g.multiply(p, q), ratio), g.multiply(g.subtract(g.constant(1), g.multiply(y, 2)), gamma))
    const byLogit = g.multiply(factor, g.subtract(g.add(turn, p), y))
    const derivative = from === 'logits' ? byLogit : g.select(g.apply('Equal', [p, values]), g.divide(byLogit, g.multiply(p, q)), g.constant(0))
    return meanOver(place, g.multiply(factor, crossentropy), derivative)
  },
  categoricalFocalCrossentropy: (place) => {
    const { g, from, settings } = place
    const { alpha = 0.25, gamma = 2 } = settings
    const { p, others, log, isInside, total } = sharesOf(place)
    const factor = g.multiply(g.multiply(smoothCategorical(place), alpha), g.apply('Pow', [others, g.constant(gamma)]))
    const isZero = g.apply('Equal', [others, g.constant(0)])
    const ratio = g.select(isZero, g.constant(-1), g.divide(log, g.select(isZero, g.constant(1), others)))
    const whole = g.multiply(factor, g.plus(g.multiply(g.multiply(p, ratio), gamma), -1))
    const byShare = isInside === null ? whole : g.select(isInside, whole, g.constant(0))
    const common = g.reduce('Sum', byShare, [1], true)
    const derivative = from === 'logits' ? g.subtract(byShare, g.multiply(p, common)) : g.divide(g.subtract(isInside === null ? byShare : g.select(isInside, g.divide(byShare, p), g.constant(0)), common), total)
    return { rowLoss: g.apply('Neg', [g.reduce('Sum', g.multiply(factor, log), [1])]), derivative }
  },
}

/** The mean over a row's values. */
function meanOver({ g, width }: Place, losses: Tensor, derivatives: Tensor): LossNodes {
  return { rowLoss: g.reduce('Mean', losses, [1]), derivative: width === 1 ? derivatives : g.multiply(derivatives, 1 / width) }
}

function ofError(of: (g: Graph, error: Tensor) => { loss: Tensor; derivative: Tensor }): (place: Place) => LossNodes {
  return (place) => {
    const { loss, derivative } = of(place.g, place.g.subtract(place.values, place.targets))
    return meanOver(place, loss, derivative)
  }
}

/** Targets are classes, 0 or 1, which become -1 or 1. */
function marginOf({ g, values, targets }: Place): { sign: Tensor; margin: Tensor } {
  const sign = g.plus(g.multiply(targets, 2), -1)
  return { sign, margin: g.subtract(g.constant(1), g.multiply(sign, values)) }
}

function smoothBinary({ g, targets, settings: { labelSmoothing = 0 } }: Place): Tensor {
  return labelSmoothing === 0 ? targets : g.plus(g.multiply(targets, 1 - labelSmoothing), 0.5 * labelSmoothing)
}

function smoothCategorical({ g, targets, width, settings: { labelSmoothing = 0 } }: Place): Tensor {
  return labelSmoothing === 0 ? targets : g.plus(g.multiply(targets, 1 - labelSmoothing), labelSmoothing / width)
}

function logitCrossentropy(g: Graph, logits: Tensor, target: Tensor): Tensor {
  const positive = g.apply('Maximum', [logits, g.constant(0)])
  return g.add(g.subtract(positive, g.multiply(logits, target)), g.apply('Log1p', [g.apply('Exp', [g.apply('Neg', [g.apply('Abs', [logits])])])]))
}

function crossentropyOf(g: Graph, p: Tensor, target: Tensor): Tensor {
  return g.apply('Neg', [g.add(g.multiply(target, g.apply('Log', [p])), g.multiply(rest(g, target), g.apply('Log', [rest(g, p)])))])
}

interface Shares {
  p: Tensor
  /** 1 - p, exact where p is close to 1. */
  others: Tensor
  log: Tensor
  /** Where nothing was kept away from 0 and 1; null: everywhere. */
  isInside: Tensor | null
  total: Tensor
}

function sharesOf({ g, from, values, width }: Place): Shares {
  if (from === 'logits') {
    const { powers, total, log } = softmaxOf(g, values)
    const allOthers = Array.from({ length: width * width }, (_, at) => (Math.floor(at / width) === at % width ? 0 : 1))
    return { p: g.divide(powers, total), others: g.divide(g.matmul(powers, g.constant(allOthers, [width, width])), total), log, isInside: null, total }
  }
  const total = g.reduce('Sum', values, [1], true)
  const p = g.divide(values, total)
  const kept = clip(g, p)
  return { p, others: rest(g, kept), log: g.apply('Log', [kept]), isInside: g.apply('Equal', [kept, p]), total }
}

function softmaxOf(g: Graph, logits: Tensor): { powers: Tensor; total: Tensor; log: Tensor } {
  const shifted = g.subtract(logits, g.reduce('Max', logits, [1], true))
  const powers = g.apply('Exp', [shifted])
  const total = g.reduce('Sum', powers, [1], true)
  return { powers, total, log: g.subtract(shifted, g.apply('Log', [total])) }
}

function rest(g: Graph, share: Tensor): Tensor {
  return g.subtract(g.constant(1), share)
}

function clip(g: Graph, share: Tensor): Tensor {
  return between(g, share, epsilon, 1 - epsilon)
}

function between(g: Graph, a: Tensor, least: number, most: number): Tensor {
  return g.apply('Maximum', [g.apply('Minimum', [a, g.constant(most)]), g.constant(least)])
}
