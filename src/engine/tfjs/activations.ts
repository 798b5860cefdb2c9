/** The activation functions and their derivatives as TensorFlow.js operations. */
import * as tf from '@tensorflow/tfjs'
import type { ActivationName } from '#engine/catalogue/activations.ts'

export interface ActivationKernel {
  of(x: tf.Tensor2D): tf.Tensor2D
  /** From the gradient of y = f(x) to that of x. */
  gradient(dy: tf.Tensor2D, x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D
}

const leakySlope = 0.2
const seluAlpha = 1.6732632423543772
const seluScale = 1.0507009873554805

export const activationKernels: Record<ActivationName, ActivationKernel> = {
  linear: { of: (x) => x, gradient: (dy) => dy },
  relu: { of: (x) => tf.relu(x), gradient: (dy, _, y) => tf.mul(dy, tf.step(y)) },
  leakyRelu: { of: (x) => tf.leakyRelu(x, leakySlope), gradient: (dy, x) => tf.mul(dy, tf.step(x, leakySlope)) },
  // y + 1 = exp(x) where x < 0.
  elu: { of: (x) => tf.elu(x), gradient: (dy, _, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1)) },
  selu: {
    of: (x) => tf.selu(x),
    gradient: (dy, x, y) => tf.mul(dy, tf.where(tf.greater(x, 0), tf.fill(x.shape, seluScale), tf.add(y, seluScale * seluAlpha))),
  },
  gelu: {
    of: (x) => tf.mul(x, halfNormal(x)),
    gradient: (dy, x) => tf.mul(dy, tf.add(halfNormal(x), tf.mul(x, tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI))))),
  },
  silu: {
    of: (x) => tf.mul(x, tf.sigmoid(x)),
    gradient: (dy, x, y) => {
      const s = tf.sigmoid(x)
      return tf.mul(dy, tf.add(y, tf.mul(s, tf.sub(1, y))))
    },
  },
  tanh: { of: (x) => tf.tanh(x), gradient: (dy, _, y) => tf.mul(dy, tf.sub(1, tf.square(y))) },
  sigmoid: { of: (x) => tf.sigmoid(x), gradient: (dy, _, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y))) },
  hardSigmoid: {
    of: (x) => tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1),
    gradient: (dy, x) => tf.mul(dy, tf.mul(tf.step(tf.sub(3, tf.abs(x))), 1 / 6)),
  },
  softplus: { of: (x) => tf.softplus(x), gradient: (dy, x) => tf.mul(dy, tf.sigmoid(x)) },
  softsign: {
    of: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
    gradient: (dy, x) => tf.div(dy, tf.square(tf.add(tf.abs(x), 1))),
  },
  softmax: {
    of: (x) => tf.softmax(x),
    gradient: (dy, _, y) => tf.mul(y, tf.sub(dy, tf.sum(tf.mul(dy, y), 1, true))),
  },
}

/** The standard normal's distribution function. */
function halfNormal(x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)
}
