/** Starting weights, made in one place so that every engine starts from the same. Definitions are Keras 3's. */
import { normalsOf, streams, uniformOf, wordsOf } from '#engine/random/philox.ts'
import type { Place } from '#engine/random/philox.ts'
import { sizeOf } from './operations.ts'
import type { Parameter, Program } from './operations.ts'

/** One array for each of the program's parameters, in order; parameter i is drawn at index i of the stream `weights`. */
export function initialWeights(program: Program, seed: number): Float32Array<ArrayBuffer>[] {
  return program.parameters.map((parameter, index) => initialValues(parameter, { seed, stream: streams.weights, index, step: 0 }))
}

function initialValues({ shape, initializer: { type, settings } }: Parameter, place: Place): Float32Array<ArrayBuffer> {
  const values = new Float32Array(sizeOf(shape))
  const setting = (name: string): number => Number(settings[name] ?? 0)
  const { fanIn, fanOut } = fansOf(shape)
  switch (type) {
    case 'zeros':
      return values
    case 'ones':
      return values.fill(1)
    case 'constant':
      return values.fill(setting('value'))
    case 'randomNormal':
      return fill(values, normalsOf(place), setting('mean'), setting('stddev'))
    case 'truncatedNormal':
      return fill(values, truncatedNormals(place), setting('mean'), setting('stddev'))
    case 'randomUniform':
      return fillUniform(values, place, setting('minval'), setting('maxval'))
    case 'glorotUniform':
      return fillUniformAround(values, place, 1 / ((fanIn + fanOut) / 2))
    case 'heUniform':
      return fillUniformAround(values, place, 2 / fanIn)
    case 'lecunUniform':
      return fillUniformAround(values, place, 1 / fanIn)
    case 'glorotNormal':
      return fillTruncatedWithVariance(values, place, 1 / ((fanIn + fanOut) / 2))
    case 'heNormal':
      return fillTruncatedWithVariance(values, place, 2 / fanIn)
    case 'lecunNormal':
      return fillTruncatedWithVariance(values, place, 1 / fanIn)
    case 'varianceScaling':
      return fillScaled(values, place, setting('scale') / dividedBy(settings['mode'], fanIn, fanOut), settings['distribution'])
    case 'orthogonal':
      return fillOrthogonal(values, shape, place, setting('gain'))
    case 'identity':
      return fillDiagonal(values, shape, setting('gain'))
    // Until it is sized on the rows: see unit-variance.ts.
    case 'lsuv':
      return fillOrthogonal(values, shape, place, 1)
    default:
      throw new Error(`unknown initializer ${type}`)
  }
}

/** Keras's `compute_fans`: of a vector, both are its length. */
function fansOf(shape: readonly number[]): { fanIn: number; fanOut: number } {
  // Of a convolution, both are those of one place of the window, times its places.
  const places = sizeOf(shape.slice(0, -2))
  const last = shape.at(-1) ?? 1
  return { fanIn: Math.max(1, places * (shape.at(-2) ?? last)), fanOut: Math.max(1, places * last) }
}

function fill(values: Float32Array<ArrayBuffer>, next: () => number, mean: number, deviation: number): Float32Array<ArrayBuffer> {
  for (let at = 0; at < values.length; at++) values[at] = mean + deviation * next()
  return values
}

function fillUniform(values: Float32Array<ArrayBuffer>, place: Place, low: number, high: number): Float32Array<ArrayBuffer> {
  const next = wordsOf(place)
  return fill(values, () => uniformOf(next()), low, high - low)
}

function fillUniformAround(values: Float32Array<ArrayBuffer>, place: Place, variance: number): Float32Array<ArrayBuffer> {
  const limit = Math.sqrt(3 * variance)
  return fillUniform(values, place, -limit, limit)
}

/** The standard deviation of a standard normal cut off at two. */
const truncatedDeviation = 0.87962566103423978

function fillTruncatedWithVariance(values: Float32Array<ArrayBuffer>, place: Place, variance: number): Float32Array<ArrayBuffer> {
  return fill(values, truncatedNormals(place), 0, Math.sqrt(variance) / truncatedDeviation)
}

function dividedBy(mode: number | string | undefined, fanIn: number, fanOut: number): number {
  switch (mode) {
    case 'fanIn':
      return fanIn
    case 'fanOut':
      return fanOut
    case 'fanAvg':
      return (fanIn + fanOut) / 2
    default:
      throw new Error(`unknown mode ${mode}`)
  }
}

function fillScaled(values: Float32Array<ArrayBuffer>, place: Place, variance: number, distribution: number | string | undefined): Float32Array<ArrayBuffer> {
  switch (distribution) {
    case 'truncatedNormal':
      return fillTruncatedWithVariance(values, place, variance)
    case 'untruncatedNormal':
      return fill(values, normalsOf(place), 0, Math.sqrt(variance))
    case 'uniform':
      return fillUniformAround(values, place, variance)
    default:
      throw new Error(`unknown distribution ${distribution}`)
  }
}

function fillDiagonal(values: Float32Array<ArrayBuffer>, shape: readonly number[], gain: number): Float32Array<ArrayBuffer> {
  const [rows = 1, columns = 1] = shape
  for (let at = 0; at < Math.min(rows, columns); at++) values[at * columns + at] = gain
  return values
}

/** Standard normals, those beyond two left out. */
function truncatedNormals(place: Place): () => number {
  const next = normalsOf(place)
  return () => {
    let value = next()
    while (Math.abs(value) > 2) value = next()
    return value
  }
}

/**
 * Orthonormal rows or columns, whichever are fewer: the Q of a random normal matrix with a positive diagonal in R, by Gram and
 * Schmidt, each vector cleared twice (once is not enough for float64 accuracy).
 */
function fillOrthogonal(values: Float32Array<ArrayBuffer>, shape: readonly number[], place: Place, gain: number): Float32Array<ArrayBuffer> {
  // A kernel with more axes is a matrix of all but the last against the last.
  const columns = shape.length === 1 ? 1 : (shape.at(-1) ?? 1)
  const rows = sizeOf(shape) / columns
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const next = normalsOf(place)
  const vectors: Float64Array[] = []
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => next())
    for (let round = 0; round < 2; round++) for (const earlier of vectors) addScaled(vector, earlier, -product(vector, earlier))
    const norm = Math.sqrt(product(vector, vector))
    // A vector within the span of the others is drawn again; for random ones that never happens.
    if (norm > 1e-6) vectors.push(vector.map((value) => value / norm))
  }
  vectors.forEach((vector, which) => vector.forEach((value, at) => (values[rows >= columns ? at * columns + which : which * columns + at] = gain * value)))
  return values
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) + factor * (source[at] ?? 0)
}
