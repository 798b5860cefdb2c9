/**
 * Dropout masks and noise drawn inside the graph: the same words of Philox that every engine draws. Compared as integers, because
 * floats are made of words in one way by TensorFlow's graphs and in another by XLA.
 */
import { streams } from '#engine/random/philox.ts'
import type { Stream } from '#engine/random/philox.ts'
import { attribute } from './attributes.ts'
import type { TypeName } from './attributes.ts'
import type { Graph, Tensor } from './graph.ts'
import type { TrainingContext } from './forward-context.ts'

/** RNG_ALG_PHILOX. */
const philox = 1

interface Draw {
  /** All axes. */
  shape: readonly number[]
  stream: Stream
  /** Of the layer within its stream. */
  index: number
}

/** 0 with probability `rate`, else 1 / (1 - rate). */
export function dropoutMask(g: Graph, training: TrainingContext, { rate, index, shape }: { rate: number; index: number; shape: readonly number[] }): Tensor {
  const words = wordsOf(g, training, { shape, stream: streams.dropout, index })
  // Words are read as signed numbers: turning the highest bit puts them in order.
  const inOrder = g.apply('BitwiseXor', [words, g.integer(-(2 ** 31))], 'int32')
  const kept = g.compare('GreaterEqual', inOrder, g.integer(Math.round(rate * 2 ** 32) - 2 ** 31), 'int32')
  return g.multiply(g.cast(kept, 'bool', 'float'), 1 / (1 - rate))
}

/** Normal numbers with mean 0, two of every two words (Box and Muller), in double precision. */
export function noise(g: Graph, training: TrainingContext, { stddev, index, shape }: { stddev: number; index: number; shape: readonly number[] }): Tensor {
  const count = shape.reduce((product, length) => product * length, 1)
  const pairs = Math.ceil(count / 2)
  const words = wordsOf(g, training, { shape: [pairs, 2], stream: streams.noise, index })
  const double = (value: number): Tensor => g.constant(value, [], 'double')
  const inOrder = g.apply('AddV2', [g.cast(g.apply('BitwiseXor', [words, g.integer(-(2 ** 31))], 'int32'), 'int32', 'double'), double(2 ** 31)], 'double')
  const [first, second] = [column(g, inOrder, 0, pairs), column(g, inOrder, 1, pairs)]
  const uniform = g.apply('Mul', [g.apply('AddV2', [first, double(1)], 'double'), double(2 ** -32)], 'double')
  const radius = g.apply('Sqrt', [g.apply('Mul', [g.apply('Log', [uniform], 'double'), double(-2)], 'double')], 'double')
  const angle = g.apply('Mul', [second, double((2 * Math.PI) / 2 ** 32)], 'double')
  const both = ['Cos', 'Sin'].map((name) => g.apply('Mul', [radius, g.apply(name, [angle], 'double')], 'double'))
  const pairwise = g.node('Pack', both, { N: attribute.integer(2), T: attribute.type('double'), axis: attribute.integer(1) })
  const flat = g.reshape(g.cast(g.apply('Mul', [pairwise, double(stddev)], 'double'), 'double', 'float'), [pairs * 2])
  return g.reshape(slice(g, flat, [0], [count], 'float'), shape)
}

function column(g: Graph, matrix: Tensor, at: number, rows: number): Tensor {
  return g.node('Reshape', [slice(g, matrix, [0, at], [rows, 1], 'double'), g.integers([rows])], { T: attribute.type('double'), Tshape: attribute.type('int32') })
}

function slice(g: Graph, a: Tensor, begin: readonly number[], size: readonly number[], type: TypeName): Tensor {
  return g.node('Slice', [a, g.integers(begin), g.integers(size)], { T: attribute.type(type), Index: attribute.type('int32') })
}

/** Words 0, 1, 2 ... of Philox(key = (seed, 0), counter = (j, index, stream, step)), as signed numbers. */
function wordsOf(g: Graph, { seed, step }: TrainingContext, { shape, stream, index }: Draw): Tensor {
  const whole = (value: number): Tensor => g.constant(value, [], 'int64')
  const key = g.cast(g.pack([whole(seed)], 'int64'), 'int64', 'uint64')
  const high = g.apply('AddV2', [g.apply('Mul', [g.cast(step, 'int32', 'int64'), whole(2 ** 32)], 'int64'), whole(stream)], 'int64')
  const counter = g.cast(g.pack([whole(index * 2 ** 32), high], 'int64'), 'int64', 'uint64')
  return g.node('StatelessRandomUniformFullIntV2', [g.integers(shape), key, counter, g.integer(philox)], { dtype: attribute.type('int32'), Tshape: attribute.type('int32') })
}
