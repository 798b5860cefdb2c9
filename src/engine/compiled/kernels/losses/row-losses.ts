/** Losses that look at all outputs of a row together: categorical cross-entropy. */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { ProgramLoss } from '#engine/network/operations.ts'
import { add, and, divide, isEqual, multiply, negate, select, splat, subtract } from '#engine/compiled/assembler/expressions.ts'
import type { Vector } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody, Local } from '#engine/compiled/assembler/function-body.ts'
import type { PanelMatrix } from '#engine/compiled/panels.ts'
import type { VectorMath } from '#engine/compiled/vector-math.ts'
import { exponentials, masked, sumOfRow } from '../softmax.ts'
import type { Cell, RowWalk } from '../walks.ts'
import { clipped, powerOf } from './element-losses.ts'

/** Values, gradient, targets. Writes the gradient times `scale`; returns the row's loss, in every lane. */
export type RowLoss = (f: FunctionBody, walk: RowWalk<readonly [Cell, Cell, Cell]>, scale: Vector, math: VectorMath, shape: PanelMatrix) => Vector

export const rowLosses: Partial<Record<LossName, (loss: ProgramLoss, outputs: number) => RowLoss>> = {
  categoricalCrossentropy: ({ from, settings: { labelSmoothing = 0 } }, outputs) => {
    const smooth = smoothing(labelSmoothing, outputs)
    return from === 'logits' ? crossentropyOfLogits(smooth) : ofShares(smooth, crossentropy)
  },
  categoricalFocalCrossentropy: ({ from, settings: { alpha = 0.25, gamma = 2, labelSmoothing = 0 } }, outputs) => {
    const smooth = smoothing(labelSmoothing, outputs)
    return from === 'logits' ? focalOfLogits(smooth, alpha, gamma) : ofShares(smooth, focalCrossentropy(alpha, gamma))
  },
}

type Smooth = (target: Vector) => Vector

/** With m = largest z and s = sum of exp(z - m): the sum of y (log s - (z - m)); derivative (sum of y) exp(z - m) / s - y. */
function crossentropyOfLogits(smooth: Smooth): RowLoss {
  return (f, walk, scale, math, shape) => {
    const { largest, total } = exponentials(f, math, walk)
    const logTotal = f.keep(math.log(total))
    const [loss, targets] = [f.keep(splat(0)), f.keep(splat(0))]
    walk.along(([z, , target], mask) => {
      const y = f.keep(masked(smooth(target.load()), mask))
      f.set(targets, add(targets, y))
      f.set(loss, add(loss, masked(multiply(y, subtract(logTotal, subtract(z.load(), largest))), mask)))
    })
    const share = f.keep(divide(sumOfRow(f, targets, shape), total))
    walk.along(([, gradient, target], mask) => gradient.store(masked(multiply(subtract(multiply(gradient.load(), share), smooth(target.load())), scale), mask)))
    return sumOfRow(f, loss, shape)
  }
}

/** Crossentropy of the shares exp(z) / sum times alpha (1 - p)^gamma, without clipping (Lin et al. 2017). */
function focalOfLogits(smooth: Smooth, alpha: number, gamma: number): RowLoss {
  return (f, walk, scale, math, shape) => {
    const { largest, total } = exponentials(f, math, walk)
    const logTotal = f.keep(math.log(total))
    const share = f.keep(divide(splat(1), total))
    const [loss, common] = [f.keep(splat(0)), f.keep(splat(0))]
    /** p times the derivative by p. As the rest nears 0, log p / rest becomes -1. */
    const parts = (z: Cell, exponential: Cell, target: Cell, mask: Vector | null) => {
      const p = f.keep(multiply(exponential.load(), share))
      const rest = f.keep(multiply(subtract(total, exponential.load()), share))
      const log = f.keep(subtract(subtract(z.load(), largest), logTotal))
      const { power } = powerOf(f, rest, gamma, math)
      const factor = f.keep(masked(multiply(multiply(splat(alpha), smooth(target.load())), power), mask))
      const ratio = select(isEqual(rest, splat(0)), splat(-1), divide(log, rest))
      return { p, loss: negate(multiply(factor, log)), byShare: f.keep(masked(multiply(factor, subtract(multiply(multiply(splat(gamma), p), ratio), splat(1))), mask)) }
    }
    walk.along(([z, exponential, target], mask) => {
      const own = parts(z, exponential, target, mask)
      f.set(loss, add(loss, masked(own.loss, mask)))
      f.set(common, add(common, own.byShare))
    })
    const all = sumOfRow(f, common, shape)
    walk.along(([z, exponential, target], mask) => {
      const { p, byShare } = parts(z, exponential, target, mask)
      exponential.store(masked(multiply(subtract(byShare, multiply(p, all)), scale), mask))
    })
    return sumOfRow(f, loss, shape)
  }
}

/** Loss of one share p of a row, at least epsilon, and its derivative. */
type ShareLoss = (f: FunctionBody, p: Local<'v128'>, y: Vector, math: VectorMath) => { loss: Vector; derivative: Vector }

const crossentropy: ShareLoss = (f, p, y, { log }) => ({ loss: f.keep(negate(multiply(y, log(p)))), derivative: negate(divide(y, p)) })

/** Crossentropy times alpha (1 - p)^gamma (Lin et al. 2017). */
function focalCrossentropy(alpha: number, gamma: number): ShareLoss {
  return (f, p, y, math) => {
    const plain = crossentropy(f, p, y, math)
    const { power, slope } = powerOf(f, f.keep(subtract(splat(1), p)), gamma, math)
    return { loss: multiply(splat(alpha), multiply(power, plain.loss)), derivative: multiply(splat(alpha), subtract(multiply(power, plain.derivative), multiply(slope, plain.loss))) }
  }
}

/** Keras first divides by the sum, so that it also reads outputs that are no shares yet. */
function ofShares(smooth: Smooth, shareLoss: ShareLoss): RowLoss {
  return (f, walk, scale, math, shape) => {
    const sum = f.keep(splat(0))
    walk.along(([value], mask) => f.set(sum, add(sum, masked(value.load(), mask))))
    const total = sumOfRow(f, sum, shape)
    const [lossSum, common] = [f.keep(splat(0)), f.keep(splat(0))]
    walk.along(([value, gradient, target], mask) => {
      const share = f.keep(divide(value.load(), total))
      const kept = f.keep(clipped(share))
      const { loss, derivative } = shareLoss(f, kept, f.keep(smooth(target.load())), math)
      f.set(lossSum, add(lossSum, masked(loss, mask)))
      const byShare = f.keep(masked(and(derivative, isEqual(kept, share)), mask))
      gradient.store(byShare)
      f.set(common, add(common, masked(multiply(byShare, share), mask)))
    })
    const all = sumOfRow(f, common, shape)
    walk.along(([, gradient], mask) => gradient.store(masked(multiply(divide(subtract(gradient.load(), all), total), scale), mask)))
    return sumOfRow(f, lossSum, shape)
  }
}

function smoothing(amount: number, outputs: number): Smooth {
  return (target) => (amount === 0 ? target : add(multiply(target, splat(1 - amount)), splat(amount / outputs)))
}
