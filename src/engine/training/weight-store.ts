/**
 * A model's numbers in plain memory: all trainable weights in one flat array (what optimizers work on), moving statistics
 * beside it. Knows no engine; an engine copies from here to where it computes.
 */
import type { LayerLook } from '#contract/run.ts'
import type { LayerNorms, NamedTensor } from './engine.ts'
import { histogramOf } from './histogram.ts'
import { initialWeights } from '#engine/network/initialize.ts'
import type { Program } from '#engine/network/operations.ts'
import { sizeOf } from '#engine/network/operations.ts'

export interface WeightStore {
  trainable: Float32Array<ArrayBuffer>
  gradients: Float32Array<ArrayBuffer>
  /** By parameter: its part of `trainable`, or its moving statistics. */
  values: Float32Array[]
  /** By parameter: its part of `gradients`; null for moving statistics. */
  gradientOf: (Float32Array | null)[]
  /** Lengths of the arrays that `trainable` is made of, in order. */
  lengths: number[]
  /** Copies, in the program's order. */
  tensors(): NamedTensor[]
  setTensors(tensors: readonly NamedTensor[]): void
  /** Those that `recall` goes back to; copies. */
  remembered(): NamedTensor[]
  /** Adds the penalties' gradients to `gradients`; returns the penalties. */
  regularize(): number
  penalty(): number
  norms(): LayerNorms[]
  /** Kernels alone: outputs are not here. */
  look(): LayerLook[]
  /** Whether every gradient is a number. */
  hasFiniteGradients(): boolean
  /** Whether every weight and moving statistic is a number. */
  hasFiniteValues(): boolean
  /** Keeps a copy of everything, and goes back to it; at first it is the initial weights. */
  remember(): void
  recall(): void
}

export function createWeightStore(program: Program, seed: number): WeightStore {
  const { parameters } = program
  const count = parameters.reduce((sum, { shape, trainable }) => sum + (trainable ? sizeOf(shape) : 0), 0)
  const trainable = new Float32Array(count)
  const gradients = new Float32Array(count)
  const values: Float32Array[] = []
  const gradientOf: (Float32Array | null)[] = []
  let from = 0
  for (const [id, initial] of initialWeights(program, seed).entries()) {
    if (parameters[id]?.trainable === true) {
      const to = from + initial.length
      trainable.set(initial, from)
      values.push(trainable.subarray(from, to))
      gradientOf.push(gradients.subarray(from, to))
      from = to
    } else {
      values.push(initial)
      gradientOf.push(null)
    }
  }
  const statistics = values.filter((_, id) => gradientOf[id] === null)
  const kept = [trainable, ...statistics].map((array) => ({ array, copy: array.slice() }))
  const keptOf = (id: number): Float32Array => {
    const own = values[id] ?? new Float32Array()
    const whole = gradientOf[id] === null ? own : trainable
    const start = (own.byteOffset - whole.byteOffset) / Float32Array.BYTES_PER_ELEMENT
    return kept.find(({ array }) => array === whole)?.copy.slice(start, start + own.length) ?? new Float32Array()
  }
  const tensorsOf = (copy: (id: number) => Float32Array): NamedTensor[] => parameters.map(({ name, shape, trainable: learns }, id) => ({ name, shape: [...shape], values: copy(id), trainable: learns }))
  const each = (visit: (regularizer: { l1: number; l2: number }, weights: Float32Array, gradient: Float32Array) => number): number =>
    parameters.reduce((sum, { regularizer }, id) => {
      const [weights, gradient] = [values[id], gradientOf[id]]
      return regularizer === null || weights === undefined || gradient === null || gradient === undefined ? sum : sum + visit(regularizer, weights, gradient)
    }, 0)

  return {
    trainable,
    gradients,
    values,
    gradientOf,
    lengths: values.filter((_, id) => gradientOf[id] !== null).map(({ length }) => length),
    tensors: () => tensorsOf((id) => values[id]?.slice() ?? new Float32Array()),
    remembered: () => tensorsOf(keptOf),
    setTensors(tensors) {
      for (const [id, { name, shape }] of parameters.entries()) {
        const tensor = tensors.find((candidate) => candidate.name === name)
        if (tensor === undefined || tensor.shape.join() !== shape.join() || tensor.values.length !== sizeOf(shape)) throw new Error(`no weights ${name} of shape ${shape.join(' x ')}`)
        values[id]?.set(tensor.values)
      }
    },
    regularize: () => each(({ l1, l2 }, weights, gradient) => addPenalty(l1, l2, weights, gradient)),
    penalty: () => each(({ l1, l2 }, weights) => addPenalty(l1, l2, weights, null)),
    hasFiniteGradients: () => isFiniteArray(gradients),
    hasFiniteValues: () => values.every(isFiniteArray),
    remember() {
      for (const { array, copy } of kept) copy.set(array)
    },
    recall() {
      for (const { array, copy } of kept) array.set(copy)
    },
    look: () => parameters.flatMap(({ name, layerId }, id) => (name.endsWith('/kernel') ? [{ id: layerId, outputs: null, weights: histogramOf(values[id] ?? new Float32Array()), silentShare: null }] : [])),
    norms: () =>
      [...new Set(parameters.filter((parameter) => parameter.trainable).map(({ layerId }) => layerId))].map((id) => {
        const own = parameters.flatMap((parameter, at) => (parameter.trainable && parameter.layerId === id ? [at] : []))
        return { id, gradientNorm: norm(own.map((at) => gradientOf[at])), weightNorm: norm(own.map((at) => values[at])), updateNorm: norm(own.map((at) => keptOf(at).map((before, index) => (values[at]?.[index] ?? NaN) - before))) }
      }),
  }
}

function addPenalty(l1: number, l2: number, weights: Float32Array, gradient: Float32Array | null): number {
  let sizes = 0
  let squares = 0
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0
    sizes += Math.abs(weight)
    squares += weight * weight
    if (gradient !== null) gradient[at] = (gradient[at] ?? 0) + l1 * Math.sign(weight) + 2 * l2 * weight
  }
  return l1 * sizes + l2 * squares
}

function norm(arrays: readonly (Float32Array | null | undefined)[]): number {
  let squares = 0
  for (const values of arrays) for (const value of values ?? []) squares += value * value
  return Math.sqrt(squares)
}

function isFiniteArray(values: Float32Array): boolean {
  // Not finite as soon as one number is not; sums of float32 never overflow a double.
  let sum = 0
  for (const value of values) sum += value - value
  return sum === 0
}
