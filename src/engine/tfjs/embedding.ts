/** Codes of categories as the rows of their tables, with the gradient of the tables. */
import * as tf from '@tensorflow/tfjs'
import type { Context, Forward, Of } from './kernels.ts'
import { matrix } from './tensors.ts'

export function embedding(context: Context, { passed, tables }: Of<'embedding'>, x: tf.Tensor2D): Forward {
  const found = tables.map(({ at, table }) => {
    const rows = matrix(context.parameter(table))
    // The backend reads beyond a table without a word.
    const codes = tf.cast(tf.clipByValue(tf.slice(x, [0, at], [-1, 1]), 0, rows.shape[0] - 1), 'int32').as1D()
    return { id: table, rows, codes }
  })
  const numbers = found.map(({ rows, codes }) => tf.gather(rows, codes))
  const kept = passed.length === 0 ? [] : [tf.gather(x, tf.tensor1d([...passed], 'int32'), 1)]
  return {
    output: tf.concat([...kept, ...numbers], 1),
    backward(gradient) {
      let from = passed.length
      const parameters = found.map(({ id, rows, codes }) => {
        const width = rows.shape[1]
        const part = tf.slice(gradient, [0, from], [-1, width])
        from += width
        return { id, gradient: gatheredBy(codes, part, rows.shape) }
      })
      // It reads the inputs, which nothing that learns lies before.
      return { input: null, parameters }
    },
  }
}

/** Sum of the rows of each code, in the order of the batch; this backend has no such kernel. */
function gatheredBy(codes: tf.Tensor1D, rows: tf.Tensor2D, shape: [number, number]): tf.Tensor2D {
  const width = shape[1]
  const sums = new Float32Array(shape[0] * width)
  const numbers = rows.dataSync()
  for (const [row, code] of codes.dataSync().entries()) {
    for (let at = 0; at < width; at++) sums[code * width + at] = (sums[code * width + at] ?? 0) + (numbers[row * width + at] ?? 0)
  }
  return tf.tensor2d(sums, shape)
}
