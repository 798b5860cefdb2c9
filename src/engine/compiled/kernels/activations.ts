/** The activation functions and their derivatives, four numbers at a time. Softmax, which looks at a whole row, is in `softmax.ts`. */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { absolute, add, and, divide, greater, isGreater, isLess, lesser, multiply, negate, select, splat, subtract } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import type { VectorMath } from '../vector-math.ts'
import { eachVector } from './walks.ts'

export type ElementwiseActivation = Exclude<ActivationName, 'softmax'>

interface Activation {
  of(f: FunctionBody, x: Vector, math: VectorMath): Vector
  /** From the gradient of y = of(x) to that of x. */
  gradient(f: FunctionBody, dy: Vector, x: Vector, y: Vector, math: VectorMath): Vector
}

/** A function of the number of rows: y = of(x). */
export function defineActivation(module: Module, math: VectorMath, name: ElementwiseActivation, x: PanelMatrix, y: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => eachVector(f, rows, [x, y], (from, to) => to.store(activations[name].of(f, f.keep(from.load()), math))))
}

/** In place: the gradient of y becomes that of x. */
export function defineActivationGradient(module: Module, math: VectorMath, name: ElementwiseActivation, { x, y, gradient }: { x: PanelMatrix; y: PanelMatrix; gradient: PanelMatrix }): Defined<null> {
  return module.define(['i32'], (f, rows) => eachVector(f, rows, [x, y, gradient], (before, after, g) => g.store(activations[name].gradient(f, f.keep(g.load()), f.keep(before.load()), f.keep(after.load()), math))))
}

/** Where only the result is at hand: the derivative of relu follows from it. */
export function reluGradient(dy: Vector, y: Vector): Vector {
  return and(dy, isGreater(y, splat(0)))
}

export function relu(x: Vector): Vector {
  return greater(x, splat(0))
}

const leakySlope = 0.2
const seluAlpha = 1.6732632423543772
const seluScale = 1.0507009873554805

const activations: Record<ElementwiseActivation, Activation> = {
  linear: { of: (_, x) => x, gradient: (_, dy) => dy },
  relu: { of: (_, x) => relu(x), gradient: (_, dy, _x, y) => reluGradient(dy, y) },
  leakyRelu: {
    of: (_, x) => select(isLess(x, splat(0)), multiply(x, splat(leakySlope)), x),
    gradient: (_, dy, x) => select(isGreater(x, splat(0)), dy, multiply(dy, splat(leakySlope))),
  },
  // y + 1 = exp(x) where x < 0.
  elu: {
    of: (_, x, { exp }) => select(isLess(x, splat(0)), subtract(exp(x), splat(1)), x),
    gradient: (_, dy, _x, y) => multiply(dy, add(lesser(y, splat(0)), splat(1))),
  },
  selu: {
    of: (_, x, { exp }) => multiply(splat(seluScale), select(isLess(x, splat(0)), multiply(splat(seluAlpha), subtract(exp(x), splat(1))), x)),
    gradient: (_, dy, x, y) => multiply(dy, select(isGreater(x, splat(0)), splat(seluScale), add(y, splat(seluScale * seluAlpha)))),
  },
  gelu: {
    of: (f, x, math) => multiply(x, normalShare(f, x, math)),
    gradient: (f, dy, x, _, math) => multiply(dy, add(normalShare(f, x, math), multiply(x, multiply(math.exp(multiply(multiply(x, x), splat(-0.5))), splat(1 / Math.sqrt(2 * Math.PI)))))),
  },
  silu: {
    of: (_, x, { sigmoid }) => multiply(x, sigmoid(x)),
    gradient: (f, dy, x, y, { sigmoid }) => {
      const s = f.keep(sigmoid(x))
      return multiply(dy, add(y, multiply(s, subtract(splat(1), y))))
    },
  },
  tanh: { of: (_, x, { tanh }) => tanh(x), gradient: (_, dy, _x, y) => multiply(dy, subtract(splat(1), multiply(y, y))) },
  sigmoid: { of: (_, x, { sigmoid }) => sigmoid(x), gradient: (_, dy, _x, y) => multiply(dy, multiply(y, subtract(splat(1), y))) },
  hardSigmoid: {
    of: (_, x) => lesser(greater(add(multiply(x, splat(1 / 6)), splat(0.5)), splat(0)), splat(1)),
    gradient: (_, dy, x) => and(multiply(dy, splat(1 / 6)), isLess(absolute(x), splat(3))),
  },
  softplus: {
    of: (_, x, { exp, log1p }) => add(greater(x, splat(0)), log1p(exp(negate(absolute(x))))),
    gradient: (_, dy, x, _y, { sigmoid }) => multiply(dy, sigmoid(x)),
  },
  softsign: {
    of: (_, x) => divide(x, add(absolute(x), splat(1))),
    gradient: (f, dy, x) => {
      const size = f.keep(add(absolute(x), splat(1)))
      return divide(dy, multiply(size, size))
    },
  },
}

/** The standard normal's distribution function. */
function normalShare(f: FunctionBody, x: Vector, { erf }: VectorMath): Vector {
  return f.keep(multiply(splat(0.5), add(erf(multiply(x, splat(Math.SQRT1_2))), splat(1))))
}
