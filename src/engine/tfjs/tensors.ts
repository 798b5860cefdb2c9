/** A model's weights as tensors of the backend, and rows of equal numbers; everything here is freed by `dispose`. */
import * as tf from '@tensorflow/tfjs'
import type { ParameterId, Program } from '#engine/network/operations.ts'
import type { WeightStore } from '#engine/training/weight-store.ts'
import type { Context } from './kernels.ts'

export interface Tensors extends Pick<Context, 'parameter' | 'ones' | 'averaging'> {
  /** Brings the store's numbers to the backend, after they changed. */
  upload(): void
  dispose(): void
}

export function createTensors(program: Program, store: WeightStore): Tensors {
  let weights: tf.Tensor[] = []
  const rows = new Map<string, tf.Tensor2D>()

  function upload(): void {
    tf.dispose(weights)
    // Copies: the cpu backend keeps the array it is given.
    weights = program.parameters.map(({ shape }, id) => tf.keep(tf.tensor(store.values[id]?.slice() ?? [], shape)))
  }

  function row(length: number, value: number): tf.Tensor2D {
    const key = `${length} ${value}`
    const made = rows.get(key) ?? tf.keep(tf.tensor2d(new Float32Array(length).fill(value), [1, length]))
    rows.set(key, made)
    return made
  }

  upload()
  return {
    parameter(id: ParameterId) {
      const tensor = weights[id]
      if (tensor === undefined) throw new Error(`the program has no parameter ${id}`)
      return tensor
    },
    ones: (length) => row(length, 1),
    averaging: (length) => row(length, 1 / length),
    upload,
    dispose() {
      tf.dispose([...weights, ...rows.values()])
      weights = []
      rows.clear()
    },
  }
}

export function matrix(tensor: tf.Tensor): tf.Tensor2D {
  if (isMatrix(tensor)) return tensor
  throw new Error(`a tensor of rank ${tensor.rank} where a matrix should be`)
}

function isMatrix(tensor: tf.Tensor): tensor is tf.Tensor2D {
  return tensor.rank === 2
}

/** The numbers of a tensor, copied out of the backend. */
export function floatsOf(tensor: tf.Tensor): Float32Array {
  const values = tensor.dataSync()
  return values instanceof Float32Array ? values : Float32Array.from(values)
}
