/** The activation functions and their derivatives as nodes. */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import type { Graph, Tensor } from './graph.ts'

export interface ActivationNodes {
  of(graph: Graph, x: Tensor): Tensor
  /** From the gradient of y = f(x) to that of x. `last`: number of the last axis. */
  gradient(graph: Graph, dy: Tensor, x: Tensor, y: Tensor, last: number): Tensor
}

const leakySlope = 0.2
const seluAlpha = 1.6732632423543772
const seluScale = 1.0507009873554805

export const activationNodes: Record<ActivationName, ActivationNodes> = {
  linear: { of: (_, x) => x, gradient: (_, dy) => dy },
  relu: { of: (g, x) => g.apply('Relu', [x]), gradient: (g, dy, _, y) => g.apply('ReluGrad', [dy, y]) },
  leakyRelu: {
    of: (g, x) => g.select(isPositive(g, x), x, g.multiply(x, leakySlope)),
    gradient: (g, dy, x) => g.select(isPositive(g, x), dy, g.multiply(dy, leakySlope)),
  },
  // y + 1 = exp(x) where x < 0.
  elu: { of: (g, x) => g.apply('Elu', [x]), gradient: (g, dy, x, y) => g.select(isPositive(g, x), dy, g.multiply(dy, g.plus(y, 1))) },
  selu: {
    of: (g, x) => g.apply('Selu', [x]),
    gradient: (g, dy, x, y) => g.multiply(dy, g.select(isPositive(g, x), g.constant(seluScale), g.plus(y, seluScale * seluAlpha))),
  },
  gelu: {
    of: (g, x) => g.multiply(x, normalShare(g, x)),
    gradient: (g, dy, x) => g.multiply(dy, g.add(normalShare(g, x), g.multiply(g.multiply(x, g.apply('Exp', [g.multiply(g.apply('Square', [x]), -0.5)])), 1 / Math.sqrt(2 * Math.PI)))),
  },
  silu: {
    of: (g, x) => g.multiply(x, g.apply('Sigmoid', [x])),
    gradient(g, dy, x, y) {
      const s = g.apply('Sigmoid', [x])
      return g.multiply(dy, g.add(y, g.multiply(s, g.subtract(g.constant(1), y))))
    },
  },
  tanh: { of: (g, x) => g.apply('Tanh', [x]), gradient: (g, dy, _, y) => g.multiply(dy, g.subtract(g.constant(1), g.apply('Square', [y]))) },
  sigmoid: { of: (g, x) => g.apply('Sigmoid', [x]), gradient: (g, dy, _, y) => g.multiply(dy, g.multiply(y, g.subtract(g.constant(1), y))) },
  hardSigmoid: {
    of: (g, x) => g.apply('Maximum', [g.apply('Minimum', [g.plus(g.multiply(x, 1 / 6), 0.5), g.constant(1)]), g.constant(0)]),
    gradient: (g, dy, x) => g.select(g.compare('Less', g.apply('Abs', [x]), g.constant(3)), g.multiply(dy, 1 / 6), g.multiply(dy, 0)),
  },
  softplus: { of: (g, x) => g.apply('Softplus', [x]), gradient: (g, dy, x) => g.multiply(dy, g.apply('Sigmoid', [x])) },
  softsign: {
    of: (g, x) => g.divide(x, g.plus(g.apply('Abs', [x]), 1)),
    gradient: (g, dy, x) => g.divide(dy, g.apply('Square', [g.plus(g.apply('Abs', [x]), 1)])),
  },
  softmax: {
    of: (g, x) => g.apply('Softmax', [x]),
    gradient: (g, dy, _, y, last) => g.multiply(y, g.subtract(dy, g.reduce('Sum', g.multiply(dy, y), [last], true))),
  },
}

function isPositive(g: Graph, x: Tensor): Tensor {
  return g.compare('Greater', x, g.constant(0))
}

/** The standard normal's distribution function. */
function normalShare(g: Graph, x: Tensor): Tensor {
  return g.multiply(g.plus(g.apply('Erf', [g.multiply(x, Math.SQRT1_2)]), 1), 0.5)
}
