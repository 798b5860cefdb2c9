/**
 * Convolutions and poolings, forward and backward. The WebAssembly backend lacks the gradients of both: those of a convolution are
 * convolutions too, those of pooling are plain loops.
 */
import * as tf from '@tensorflow/tfjs'
import type { Window } from '#engine/network/operations.ts'
import type { Context, Forward, Gradients, Of } from './kernels.ts'
import { insideOf, poolingGradient } from './pooling-gradient.ts'
import { floatsOf } from './tensors.ts'

export function convolution(context: Context, { kernel, bias, window }: Of<'convolution'>, x: tf.Tensor2D): Forward {
  const { windowHeight, windowWidth, channels, strideHeight, strideWidth } = window
  const weights = context.parameter(kernel)
  const filters = weights.shape.at(-1) ?? 1
  const filter = weights.as4D(windowHeight, windowWidth, channels, filters)
  const [rows] = x.shape
  const padded = pad(x, window, 0)
  const sums = tf.conv2d(padded, filter, [strideHeight, strideWidth], 'valid').as2D(-1, filters)
  const output = bias === null ? sums : tf.add<tf.Tensor2D>(sums, context.parameter(bias))
  return {
    output: output.as2D(rows, -1),
    backward(gradient, wantsInput) {
      const byPlace = gradient.as2D(-1, filters)
      const parameters: Gradients['parameters'] = [{ id: kernel, gradient: filterGradient(padded, byPlace, window) }]
      if (bias !== null) parameters.push({ id: bias, gradient: tf.matMul(context.ones(byPlace.shape[0]), byPlace) })
      return { input: wantsInput ? inputGradient(byPlace, filter, rows, window) : null, parameters }
    },
  }
}

/** Of each place of the window, the sum over all windows of all rows: a convolution with rows and channels in each other's place. */
function filterGradient(padded: tf.Tensor4D, gradient: tf.Tensor2D, window: Window): tf.Tensor4D {
  const { windowHeight, windowWidth, channels, strideHeight, strideWidth, outputHeight, outputWidth } = window
  const [rows] = padded.shape
  const filters = gradient.shape[1]
  const images = tf.transpose(padded, [3, 1, 2, 0])
  const filter = tf.transpose(gradient.as4D(rows, outputHeight, outputWidth, filters), [1, 2, 0, 3])
  const sums = tf.conv2d(images, filter, 1, 'valid', 'NHWC', [strideHeight, strideWidth])
  return tf.transpose(tf.slice(sums, [0, 0, 0, 0], [channels, windowHeight, windowWidth, filters]), [1, 2, 0, 3])
}

/** A convolution with the filter turned round, over the gradient with its strides filled with zeros. */
function inputGradient(gradient: tf.Tensor2D, filter: tf.Tensor4D, rows: number, window: Window): tf.Tensor2D {
  const { height, width, windowHeight, windowWidth, top, left } = window
  const [, , , filters] = filter.shape
  const spread = spreadOut(gradient, rows, { ...window, channels: filters })
  const [, spreadHeight, spreadWidth] = spread.shape
  const around = tf.pad4d(spread, [[0, 0], [windowHeight - 1 - top, top + height - spreadHeight], [windowWidth - 1 - left, left + width - spreadWidth], [0, 0]])
  return tf.conv2d(around, tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 'valid').as2D(rows, -1)
}

export function pooling({ how, window }: Of<'pooling'>, x: tf.Tensor2D): Forward {
  const { windowHeight, windowWidth, strideHeight, strideWidth } = window
  const [rows] = x.shape
  const padded = pad(x, window, how === 'max' ? -Infinity : 0)
  const pool = how === 'max' ? tf.maxPool : tf.avgPool
  const pooled = pool(padded, [windowHeight, windowWidth], [strideHeight, strideWidth], 'valid').as2D(rows, -1)
  return {
    output: how === 'max' ? pooled : tf.mul(pooled, overCounts(window)),
    backward(gradient, wantsInput) {
      const input = wantsInput ? tf.tensor2d(poolingGradient(how, window, { rows, x: floatsOf(x), gradient: floatsOf(gradient) }), x.shape) : null
      return { input, parameters: [] }
    },
  }
}

/** The numbers of a window over those that lie within the image, position by position: [1, positions x channels]. */
function overCounts(window: Window): tf.Tensor2D {
  const { windowHeight, windowWidth, outputHeight, outputWidth, channels } = window
  const counts: number[] = []
  for (let y = 0; y < outputHeight; y++) {
    for (let x = 0; x < outputWidth; x++) {
      const { bottom, up, right, before } = insideOf(window, y, x)
      for (let channel = 0; channel < channels; channel++) counts.push((windowHeight * windowWidth) / ((bottom - up) * (right - before)))
    }
  }
  return tf.tensor2d(counts, [1, counts.length])
}

/** Height and width that hold image and all windows. */
function paddedSize({ height, width, windowHeight, windowWidth, strideHeight, strideWidth, top, left, outputHeight, outputWidth }: Window): [number, number] {
  return [Math.max(top + height, (outputHeight - 1) * strideHeight + windowHeight), Math.max(left + width, (outputWidth - 1) * strideWidth + windowWidth)]
}

function pad(x: tf.Tensor2D, window: Window, value: number): tf.Tensor4D {
  const { height, width, channels, top, left } = window
  const image = x.as4D(x.shape[0], height, width, channels)
  const [high, wide] = paddedSize(window)
  return high === height && wide === width ? image : tf.pad4d(image, [[0, 0], [top, high - top - height], [left, wide - left - width], [0, 0]], value)
}

/** The strides between neighbours filled with zeros. */
function spreadOut(part: tf.Tensor2D, rows: number, { strideHeight, strideWidth, outputHeight, outputWidth, channels }: Window): tf.Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return part.as4D(rows, outputHeight, outputWidth, channels)
  const across = tf.pad3d(part.as3D(rows * outputHeight * outputWidth, 1, channels), [[0, 0], [0, strideWidth - 1], [0, 0]])
  const down = tf.pad3d(across.as3D(rows * outputHeight, 1, outputWidth * strideWidth * channels), [[0, 0], [0, strideHeight - 1], [0, 0]])
  const spread = down.as4D(rows, outputHeight * strideHeight, outputWidth * strideWidth, channels)
  return tf.slice(spread, [0, 0, 0, 0], [rows, (outputHeight - 1) * strideHeight + 1, (outputWidth - 1) * strideWidth + 1, channels])
}
