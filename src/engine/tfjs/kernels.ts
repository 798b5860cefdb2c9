/** Each operation of a program as TensorFlow.js operations, forward, with its backward pass as a closure. */
import * as tf from '@tensorflow/tfjs'
import type { Operation, ParameterId } from '#engine/network/operations.ts'
import { dropoutMask, noiseOf } from '#engine/training/random-masks.ts'
import { activationKernels } from './activations.ts'
import { embedding } from './embedding.ts'
import { matrix } from './tensors.ts'
import { convolution, pooling } from './windows.ts'

export interface Context {
  parameter(id: ParameterId): tf.Tensor
  /** [1, rows] of 1 and of 1 / rows: sums and means over a batch as matrix products, the fastest way on this backend. */
  ones(rows: number): tf.Tensor2D
  averaging(rows: number): tf.Tensor2D
  /** null: inference. */
  training: { seed: number; step: number; observe(moving: ParameterId, batch: tf.Tensor, momentum: number): void } | null
}

export interface Gradients {
  input: tf.Tensor2D | null
  parameters: { id: ParameterId; gradient: tf.Tensor }[]
}

export interface Forward {
  output: tf.Tensor2D
  backward(gradient: tf.Tensor2D, wantsInput: boolean): Gradients
}

export type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/** What an operation reads, a row of the batch a row. */
export interface Read {
  x: tf.Tensor2D
  /** The second of an addition. */
  other: tf.Tensor2D
  /** Length of the last axis of x. */
  channels: number
}

export function runForward(context: Context, operation: Operation, { x, other, channels }: Read): Forward {
  switch (operation.kind) {
    case 'dense':
      return dense(context, operation, x)
    case 'activation':
      return onChannels(x, channels, (rows) => activation(operation, rows))
    // The numbers lie in memory as they did.
    case 'reshape':
      return unchanged(x)
    case 'convolution':
      return convolution(context, operation, x)
    case 'pooling':
      return pooling(operation, x)
    case 'add':
      return { ...unchanged(x), output: tf.add(x, other) }
    case 'embedding':
      return embedding(context, operation, x)
    case 'dropout':
      return context.training === null ? unchanged(x) : dropout(context.training, operation, x)
    case 'gaussianNoise':
      return context.training === null ? unchanged(x) : gaussianNoise(context.training, operation, x)
    case 'batchNormalization':
      return onChannels(x, channels, (rows) => (context.training === null ? movingNormalization(context, operation, rows) : batchNormalization(context, context.training, operation, rows)))
    case 'layerNormalization':
      return onChannels(x, channels, (rows) => layerNormalization(context, operation, rows))
    default:
      return operation satisfies never
  }
}

/** Runs what works on the last axis on a matrix whose rows are the positions of all rows. */
function onChannels(x: tf.Tensor2D, channels: number, run: (rows: tf.Tensor2D) => Forward): Forward {
  if (x.shape[1] === channels) return run(x)
  const { output, backward } = run(x.as2D(-1, channels))
  const [rows] = x.shape
  return {
    output: output.as2D(rows, -1),
    backward(gradient, wantsInput) {
      const { input, parameters } = backward(gradient.as2D(-1, channels), wantsInput)
      return { input: input === null ? null : input.as2D(rows, -1), parameters }
    },
  }
}

/** `relu`: the rectifier that follows is computed in the same kernel, and `output` is its result. */
export function dense(context: Context, { kernel, bias }: Of<'dense'>, x: tf.Tensor2D, relu = false): Forward {
  const weights = matrix(context.parameter(kernel))
  return {
    output: matrix(tf.fused.matMul({ a: x, b: weights, ...(bias === null ? {} : { bias: context.parameter(bias) }), activation: relu ? 'relu' : 'linear' })),
    backward(gradient, wantsInput) {
      // Transposing first is four to eight times faster than the backend's transposed products.
      const parameters = [{ id: kernel, gradient: tf.matMul(tf.transpose(x), gradient) }]
      if (bias !== null) parameters.push({ id: bias, gradient: tf.matMul(context.ones(x.shape[0]), gradient) })
      return { input: wantsInput ? tf.matMul(gradient, tf.transpose(weights)) : null, parameters }
    },
  }
}

/** `output` where it is computed already. */
export function activation({ activation: name }: Of<'activation'>, x: tf.Tensor2D, output = activationKernels[name].of(x)): Forward {
  return { output, backward: (gradient, wantsInput) => ({ input: wantsInput ? activationKernels[name].gradient(gradient, x, output) : null, parameters: [] }) }
}

function unchanged(x: tf.Tensor2D): Forward {
  return { output: x, backward: (gradient) => ({ input: gradient, parameters: [] }) }
}

function dropout({ seed, step }: NonNullable<Context['training']>, { rate, index }: Of<'dropout'>, x: tf.Tensor2D): Forward {
  const mask = tf.tensor2d(dropoutMask({ count: x.size, rate, seed, index, step }), x.shape)
  return { output: tf.mul(x, mask), backward: (gradient, wantsInput) => ({ input: wantsInput ? tf.mul(gradient, mask) : null, parameters: [] }) }
}

function gaussianNoise({ seed, step }: NonNullable<Context['training']>, { stddev, index }: Of<'gaussianNoise'>, x: tf.Tensor2D): Forward {
  const noise = tf.tensor2d(noiseOf({ count: x.size, stddev, seed, index, step }), x.shape)
  return { ...unchanged(x), output: tf.add(x, noise) }
}

function batchNormalization(context: Context, training: NonNullable<Context['training']>, operation: Of<'batchNormalization'>, x: tf.Tensor2D): Forward {
  const rows = x.shape[0]
  const averaging = context.averaging(rows)
  const mean = tf.matMul(averaging, x)
  const centered = tf.sub<tf.Tensor2D>(x, mean)
  const variance = tf.matMul(averaging, tf.square(centered))
  training.observe(operation.movingMean, mean, operation.momentum)
  training.observe(operation.movingVariance, variance, operation.momentum)
  const inverse = tf.rsqrt(tf.add<tf.Tensor2D>(variance, operation.epsilon))
  return normalized(context, operation, tf.mul(centered, inverse), inverse, (values) => tf.matMul(averaging, values))
}

/** Inference: by the moving statistics. It has a backward pass too, for explanations; statistics are constants. */
function movingNormalization(context: Context, operation: Of<'batchNormalization'>, x: tf.Tensor2D): Forward {
  const inverse = tf.rsqrt(tf.add(context.parameter(operation.movingVariance), operation.epsilon)).as2D(1, -1)
  const hat = tf.mul<tf.Tensor2D>(tf.sub(x, context.parameter(operation.movingMean)), inverse)
  return normalized(context, operation, hat, inverse, null)
}

function layerNormalization(context: Context, operation: Of<'layerNormalization'>, x: tf.Tensor2D): Forward {
  const rowMean = (values: tf.Tensor2D): tf.Tensor2D => tf.mean(values, 1, true)
  const centered = tf.sub<tf.Tensor2D>(x, rowMean(x))
  const inverse = tf.rsqrt(tf.add<tf.Tensor2D>(rowMean(tf.square(centered)), operation.epsilon))
  return normalized(context, operation, tf.mul(centered, inverse), inverse, rowMean)
}

/**
 * gamma x hat + beta, with hat = (x - mean) x inverse. `meanOf` averages over what was normalized, because mean and variance
 * depend on x; null where they are constants. Gradient: Ioffe and Szegedy 2015, Ba, Kiros and Hinton 2016.
 */
function normalized(
  context: Context,
  { gamma, beta }: Of<'batchNormalization'> | Of<'layerNormalization'>,
  hat: tf.Tensor2D,
  inverse: tf.Tensor2D,
  meanOf: ((values: tf.Tensor2D) => tf.Tensor2D) | null,
): Forward {
  const scaled = gamma === null ? hat : tf.mul<tf.Tensor2D>(hat, context.parameter(gamma))
  return {
    output: beta === null ? scaled : tf.add<tf.Tensor2D>(scaled, context.parameter(beta)),
    backward(gradient, wantsInput) {
      const ones = context.ones(hat.shape[0])
      const parameters: Gradients['parameters'] = []
      if (gamma !== null) parameters.push({ id: gamma, gradient: tf.matMul(ones, tf.mul<tf.Tensor2D>(gradient, hat)) })
      if (beta !== null) parameters.push({ id: beta, gradient: tf.matMul(ones, gradient) })
      if (!wantsInput) return { input: null, parameters }
      const byHat = gamma === null ? gradient : tf.mul<tf.Tensor2D>(gradient, context.parameter(gamma))
      if (meanOf === null) return { input: tf.mul(byHat, inverse), parameters }
      const along = tf.mul<tf.Tensor2D>(hat, meanOf(tf.mul(byHat, hat)))
      return { input: tf.mul(tf.sub<tf.Tensor2D>(tf.sub(byHat, meanOf(byHat)), along), inverse), parameters }
    },
  }
}
