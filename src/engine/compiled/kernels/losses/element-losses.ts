/** Losses that each output has on its own: loss and derivative from value and target, four at a time. */
import type { LossName } from '#engine/catalogue/losses.ts'
import type { ProgramLoss } from '#engine/network/operations.ts'
import { absolute, add, and, divide, greater, isEqual, isGreater, isLess, lesser, multiply, negate, select, splat, subtract } from '#engine/compiled/assembler/expressions.ts'
import type { Vector } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody, Local } from '#engine/compiled/assembler/function-body.ts'
import type { VectorMath } from '#engine/compiled/vector-math.ts'
import { signOf } from '../signs.ts'

export interface ElementLoss {
  parts(f: FunctionBody, value: Local<'v128'>, target: Local<'v128'>, math: VectorMath): { loss: Vector; derivative: Vector }
  /** Of each output in a row's loss: 1 / outputs for a mean. */
  weight: number
}

/** Keras's epsilon: probabilities are kept this far from 0 and 1 before a logarithm. */
const epsilon = 1e-7

/** Absent: see `row-losses.ts`. */
export const elementLosses: Partial<Record<LossName, (loss: ProgramLoss, outputs: number) => ElementLoss>> = {
  meanSquaredError: meanOf((f, value, target) => {
    const error = f.keep(subtract(value, target))
    return { loss: multiply(error, error), derivative: add(error, error) }
  }),
  meanAbsoluteError: meanOf((f, value, target) => {
    const error = f.keep(subtract(value, target))
    return { loss: absolute(error), derivative: signOf(error) }
  }),
  huber: meanOf((f, value, target, _, { delta = 1 }) => {
    const error = f.keep(subtract(value, target))
    const size = f.keep(absolute(error))
    const squared = multiply(splat(0.5), multiply(error, error))
    const straight = subtract(multiply(splat(delta), size), splat(0.5 * delta * delta))
    return { loss: select(isGreater(size, splat(delta)), straight, squared), derivative: lesser(greater(error, splat(-delta)), splat(delta)) }
  }),
  logCosh: meanOf((f, value, target, { exp, log1p, tanh }) => {
    const error = f.keep(subtract(value, target))
    const size = f.keep(absolute(error))
    return { loss: f.keep(subtract(add(size, log1p(exp(multiply(size, splat(-2))))), splat(Math.LN2))), derivative: f.keep(tanh(error)) }
  }),
  poisson: meanOf((f, value, target, { log }) => {
    const mean = f.keep(add(value, splat(epsilon)))
    return { loss: f.keep(subtract(value, multiply(target, log(mean)))), derivative: subtract(splat(1), divide(target, mean)) }
  }),
  hinge: meanOf((f, value, target) => {
    const { side, missing } = hingeParts(f, value, target)
    return { loss: missing, derivative: and(negate(side), isGreater(missing, splat(0))) }
  }),
  squaredHinge: meanOf((f, value, target) => {
    const { side, missing } = hingeParts(f, value, target)
    return { loss: multiply(missing, missing), derivative: multiply(multiply(splat(-2), side), missing) }
  }),
  klDivergence: () => ({
    weight: 1,
    parts(f, value, target, { log }) {
      const truth = f.keep(lesser(greater(target, splat(epsilon)), splat(1)))
      const share = f.keep(lesser(greater(value, splat(epsilon)), splat(1)))
      return { loss: f.keep(multiply(truth, log(divide(truth, share)))), derivative: and(negate(divide(truth, share)), isEqual(share, value)) }
    },
  }),
  binaryFocalCrossentropy: (loss, outputs) => ({ weight: 1 / outputs, parts: loss.from === 'logits' ? focalOfLogits(loss) : focalOfProbabilities(loss) }),
  binaryCrossentropy: (loss, outputs) => ({ weight: 1 / outputs, parts: loss.from === 'logits' ? crossentropyOfLogits(loss) : crossentropyOfProbabilities(loss) }),
}

type Parts = ElementLoss['parts']

function meanOf(parts: (f: FunctionBody, value: Local<'v128'>, target: Local<'v128'>, math: VectorMath, settings: ProgramLoss['settings']) => { loss: Vector; derivative: Vector }): (loss: ProgramLoss, outputs: number) => ElementLoss {
  return ({ settings }, outputs) => ({ weight: 1 / outputs, parts: (f, value, target, math) => parts(f, value, target, math, settings) })
}

/** Without overflow for any logit z: max(z, 0) - z y + log(1 + exp(-|z|)). */
function crossentropyOfLogits({ settings: { labelSmoothing = 0 } }: ProgramLoss): Parts {
  return (f, z, target, { exp, log1p }) => {
    const y = f.keep(smoothed(target, labelSmoothing))
    const t = f.keep(exp(negate(absolute(z))))
    const probability = divide(select(isLess(z, splat(0)), t, splat(1)), add(splat(1), t))
    return { loss: f.keep(add(subtract(greater(z, splat(0)), multiply(z, y)), log1p(t))), derivative: f.keep(subtract(probability, y)) }
  }
}

/** -y log p - (1 - y) log(1 - p), with p kept away from 0 and 1. */
function crossentropyOfProbabilities({ settings: { labelSmoothing = 0 } }: ProgramLoss): Parts {
  return (f, value, target, { log }) => {
    const y = f.keep(smoothed(target, labelSmoothing))
    const p = f.keep(clipped(value))
    const rest = f.keep(subtract(splat(1), p))
    const loss = negate(add(multiply(y, log(p)), multiply(subtract(splat(1), y), log(rest))))
    return { loss: f.keep(loss), derivative: f.keep(and(divide(subtract(value, y), multiply(p, rest)), isEqual(p, value))) }
  }
}

/** Crossentropy times (1 - probability of the truth)^gamma (Lin et al. 2017). */
function focalOfProbabilities(loss: ProgramLoss): Parts {
  const { gamma = 2, alpha = 0.25, applyClassBalancing = 0, labelSmoothing = 0 } = loss.settings
  const crossentropy = crossentropyOfProbabilities(loss)
  return (f, value, target, math) => {
    const plain = crossentropy(f, value, target, math)
    const y = f.keep(smoothed(target, labelSmoothing))
    const miss = f.keep(subtract(splat(1), add(multiply(y, value), multiply(subtract(splat(1), y), subtract(splat(1), value)))))
    const { power, slope } = powerOf(f, miss, gamma, math)
    const missSlope = subtract(splat(1), add(y, y))
    const weight = applyClassBalancing === 0 ? splat(1) : f.keep(add(multiply(y, splat(alpha)), multiply(subtract(splat(1), y), splat(1 - alpha))))
    return {
      loss: f.keep(multiply(weight, multiply(power, plain.loss))),
      derivative: f.keep(multiply(weight, add(multiply(power, plain.derivative), multiply(multiply(slope, missSlope), plain.loss)))),
    }
  }
}

/** The same from the logit, without clipping: rows that are very wrong go on learning. */
function focalOfLogits({ settings: { gamma = 2, alpha = 0.25, applyClassBalancing = 0, labelSmoothing = 0 } }: ProgramLoss): Parts {
  return (f, z, target, math) => {
    const y = f.keep(smoothed(target, labelSmoothing))
    const t = f.keep(math.exp(negate(absolute(z))))
    const larger = f.keep(divide(splat(1), add(splat(1), t)))
    const smaller = f.keep(divide(t, add(splat(1), t)))
    const isNegative = f.keep(isLess(z, splat(0)))
    const [p, rest] = [f.keep(select(isNegative, smaller, larger)), f.keep(select(isNegative, larger, smaller))]
    const crossentropy = f.keep(add(subtract(greater(z, splat(0)), multiply(z, y)), math.log1p(t)))
    const miss = f.keep(add(multiply(y, rest), multiply(subtract(splat(1), y), p)))
    const { power } = powerOf(f, miss, gamma, math)
    const factor = f.keep(applyClassBalancing === 0 ? power : multiply(power, add(multiply(y, splat(alpha)), multiply(subtract(splat(1), y), splat(1 - alpha)))))
    // As the miss nears 0 so does the cross-entropy: their ratio becomes 1.
    const ratio = select(isEqual(miss, splat(0)), splat(1), divide(crossentropy, miss))
    const slope = multiply(multiply(splat(gamma), subtract(splat(1), add(y, y))), multiply(multiply(p, rest), ratio))
    return { loss: multiply(factor, crossentropy), derivative: f.keep(multiply(factor, add(slope, subtract(p, y)))) }
  }
}

/** x^exponent and its derivative for 0 <= x <= 1. */
export function powerOf(f: FunctionBody, x: Local<'v128'>, exponent: number, { exp, log }: VectorMath): { power: Vector; slope: Vector } {
  if (exponent === 0) return { power: splat(1), slope: splat(0) }
  if (exponent === 1) return { power: x, slope: splat(1) }
  if (exponent === 2) return { power: f.keep(multiply(x, x)), slope: f.keep(add(x, x)) }
  const base = f.keep(greater(x, splat(1e-30)))
  const power = f.keep(exp(multiply(splat(exponent), log(base))))
  return { power, slope: f.keep(divide(multiply(splat(exponent), power), base)) }
}

/** Keras reads 0 and 1 as -1 and 1. */
function hingeParts(f: FunctionBody, value: Vector, target: Vector): { side: Local<'v128'>; missing: Local<'v128'> } {
  const side = f.keep(subtract(add(target, target), splat(1)))
  return { side, missing: f.keep(greater(subtract(splat(1), multiply(side, value)), splat(0))) }
}

function smoothed(target: Vector, smoothing: number): Vector {
  return smoothing === 0 ? target : add(multiply(target, splat(1 - smoothing)), splat(0.5 * smoothing))
}

export function clipped(probability: Vector): Vector {
  return lesser(greater(probability, splat(epsilon)), splat(1 - epsilon))
}
