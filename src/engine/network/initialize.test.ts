import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Plan } from '#contract/plan.ts'
import { initializers } from '#engine/catalogue/initializers.ts'
import fixture from '#test/fixtures/keras/initializers.json' with { type: 'json' }
import { upTo } from '#test/tables/columns.ts'
import { initialWeights } from './initialize.ts'
import { buildProgram } from './program.ts'

const [rows, columns] = [150, 100]
type Typed = { type: string } & Record<string, number | string>

const Drawn = z.object({ name: z.string(), initializer: z.object({ type: z.string() }).catchall(z.union([z.number(), z.string()])), shape: z.array(z.number()) })
const drawnByKeras = fixture.cases.flatMap((own) => ('mean' in own ? [Drawn.extend({ mean: z.number(), std: z.number(), min: z.number(), max: z.number() }).parse(own)] : []))
const saidByKeras = fixture.cases.flatMap((own) => ('values' in own ? [Drawn.extend({ values: z.array(z.number()) }).parse(own)] : []))

/** The starting kernel of a layer. */
function kernelOf(initializer: Typed, { inputs = rows, units = columns, seed = 1 } = {}): Float32Array {
  const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'a', type: 'dense', units, kernelInitializer: initializer }] } })
  return initialWeights(buildProgram(plan, { inputs, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 }), seed)[0] ?? new Float32Array(0)
}

function moments(values: Float32Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [squares, fourths, least, most] = [0, 0, Infinity, -Infinity]
  for (const value of values) {
    const square = (value - mean) * (value - mean)
    squares += square
    fourths += square * square
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const variance = squares / values.length
  return { mean, deviation: Math.sqrt(variance), kurtosis: fourths / values.length / variance ** 2, least, most }
}

function correlation(a: Float32Array, b: Float32Array): number {
  const [one, two] = [moments(a), moments(b)]
  return a.reduce((sum, value, at) => sum + (value - one.mean) * ((b[at] ?? NaN) - two.mean), 0) / (a.length * one.deviation * two.deviation)
}

const normal = 3
const uniform = 1.8
/** Of a normal distribution cut off at two deviations: its own deviation and kurtosis. */
const cut = { deviation: 0.87962566, kurtosis: 2.3655 }
const fanIn = rows
const fanMean = (rows + columns) / 2

describe('starting weights', () => {
  it.each<[Typed, { mean?: number; deviation: number; kurtosis: number; bound: number }]>([
    [{ type: 'randomNormal' }, { deviation: 0.05, kurtosis: normal, bound: Infinity }],
    [{ type: 'randomNormal', mean: 3, stddev: 2 }, { mean: 3, deviation: 2, kurtosis: normal, bound: Infinity }],
    [{ type: 'truncatedNormal' }, { deviation: 0.05 * cut.deviation, kurtosis: cut.kurtosis, bound: 0.1 }],
    [{ type: 'truncatedNormal', mean: -1, stddev: 0.5 }, { mean: -1, deviation: 0.5 * cut.deviation, kurtosis: cut.kurtosis, bound: 1 }],
    [{ type: 'randomUniform' }, { deviation: 0.05 / Math.sqrt(3), kurtosis: uniform, bound: 0.05 }],
    [{ type: 'randomUniform', minval: 1, maxval: 3 }, { mean: 2, deviation: 1 / Math.sqrt(3), kurtosis: uniform, bound: 1 }],
    [{ type: 'glorotUniform' }, { deviation: Math.sqrt(1 / fanMean), kurtosis: uniform, bound: Math.sqrt(3 / fanMean) }],
    [{ type: 'heUniform' }, { deviation: Math.sqrt(2 / fanIn), kurtosis: uniform, bound: Math.sqrt(6 / fanIn) }],
    [{ type: 'lecunUniform' }, { deviation: Math.sqrt(1 / fanIn), kurtosis: uniform, bound: Math.sqrt(3 / fanIn) }],
    [{ type: 'glorotNormal' }, { deviation: Math.sqrt(1 / fanMean), kurtosis: cut.kurtosis, bound: (2 * Math.sqrt(1 / fanMean)) / cut.deviation }],
    [{ type: 'heNormal' }, { deviation: Math.sqrt(2 / fanIn), kurtosis: cut.kurtosis, bound: (2 * Math.sqrt(2 / fanIn)) / cut.deviation }],
    [{ type: 'lecunNormal' }, { deviation: Math.sqrt(1 / fanIn), kurtosis: cut.kurtosis, bound: (2 * Math.sqrt(1 / fanIn)) / cut.deviation }],
  ])('of %j have its mean, deviation, tails and bounds', (initializer, { mean = 0, deviation, kurtosis, bound }) => {
    const found = moments(kernelOf(initializer))
    // Five standard errors of 15,000 numbers.
    const error = 5 / Math.sqrt(rows * columns)
    expect(Math.abs(found.mean - mean)).toBeLessThan(error * deviation)
    expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(error)
    expect(Math.abs(found.kurtosis - kurtosis)).toBeLessThan(0.2)
    expect(Math.max(mean - found.least, found.most - mean)).toBeLessThanOrEqual(bound * (1 + 1e-6))
    // The bound is nearly reached: it is not a smaller one.
    if (bound < Infinity) expect(Math.min(mean - found.least, found.most - mean)).toBeGreaterThan(bound * 0.98)
  })

  it('are all the same number for zeros, ones and constants', () => {
    const only = (initializer: Typed): number[] => [...new Set(kernelOf(initializer, { inputs: 3, units: 2 }))]
    expect([only({ type: 'zeros' }), only({ type: 'ones' }), only({ type: 'constant' }), only({ type: 'constant', value: -2.5 })]).toEqual([[0], [1], [0], [-2.5]])
  })

  it('of an orthogonal layer are rows or columns of length gain at right angles, whichever are fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 0.5, 3), fc.nat(1000), (inputs, units, gain, seed) => {
        const kernel = kernelOf({ type: 'orthogonal', gain }, { inputs, units, seed })
        const [count, length] = [Math.min(inputs, units), Math.max(inputs, units)]
        const vector = (which: number): number[] => Array.from({ length }, (_, at) => kernel[inputs >= units ? at * units + which : which * units + at] ?? NaN)
        const vectors = upTo(count).map(vector)
        const products = vectors.map((one) => vectors.map((two) => one.reduce((sum, value, at) => sum + value * (two[at] ?? NaN), 0)))
        const errors = products.flatMap((row, one) => row.map((product, two) => Math.abs(product - (one === two ? gain * gain : 0))))
        expect(Math.max(...errors)).toBeLessThan(1e-5)
      }),
      { numRuns: 100, seed: 42 },
    )
  })

  it('of an orthogonal layer point anywhere: each number is positive half of the time', () => {
    const positive = new Array<number>(4).fill(0)
    for (let seed = 0; seed < 400; seed++) kernelOf({ type: 'orthogonal' }, { inputs: 2, units: 2, seed }).forEach((value, at) => (positive[at] = (positive[at] ?? 0) + (value > 0 ? 1 : 0)))
    for (const count of positive) expect(Math.abs(count - 200)).toBeLessThan(50)
  })

  it.each(initializers.map(({ type }) => type).filter((type) => !['zeros', 'ones', 'constant', 'orthogonal', 'lsuv', 'identity'].includes(type)))('of %s are the same for a seed, and have nothing to do with those of another', (type) => {
    const [one, same, other] = [1, 1, 2].map((seed) => kernelOf({ type }, { seed }))
    if (one === undefined || other === undefined) throw new Error('no weights')
    expect(same).toEqual(one)
    // Five standard errors.
    expect(Math.abs(correlation(one, other))).toBeLessThan(5 / Math.sqrt(one.length))
  })

  it('of equal layers in one network have nothing to do with each other', () => {
    const layers = ['a', 'b', 'c'].map((id) => ({ id, type: 'dense', units: 100 }))
    const program = buildProgram(Plan.parse({ version: 1, network: { layers } }), { inputs: 100, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 })
    const kernels = initialWeights(program, 1).filter((_, id) => program.parameters[id]?.name.endsWith('/kernel') === true).slice(0, 3)
    for (const [at, kernel] of kernels.entries()) for (const other of kernels.slice(at + 1)) expect(Math.abs(correlation(kernel, other))).toBeLessThan(0.05)
    expect(kernels).toHaveLength(3)
  })

  it('of a convolution are sized by all the numbers that a filter reads, and that read it, as in Keras', () => {
    const layers = [{ id: 'a', type: 'reshape', height: 10, width: 10, channels: 6 }, { id: 'b', type: 'conv2d', kernelSize: 3, filters: 50, kernelInitializer: 'glorotUniform' }, { id: 'c', type: 'conv2d', kernelSize: 2, filters: 9, kernelInitializer: 'orthogonal' }, { id: 'd', type: 'flatten' }]
    const program = buildProgram(Plan.parse({ version: 1, network: { layers } }), { inputs: 600, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 })
    const [glorot, , orthogonal] = initialWeights(program, 1)
    if (glorot === undefined || orthogonal === undefined) throw new Error('no weights')
    const limit = Math.sqrt(6 / (9 * 6 + 9 * 50))
    expect(Math.max(...glorot)).toBeLessThanOrEqual(limit)
    expect(Math.max(...glorot)).toBeGreaterThan(limit * 0.98)
    const filter = (which: number): number[] => upTo(4 * 50).map((at) => orthogonal[at * 9 + which] ?? NaN)
    const products = upTo(9).map((which) => filter(0).reduce((sum, value, at) => sum + value * (filter(which)[at] ?? NaN), 0))
    for (const [which, product] of products.entries()) expect(Math.abs(product - (which === 0 ? 1 : 0))).toBeLessThan(1e-5)
  })

  it('do not depend on the layers after them', () => {
    const first = (units: number[]): Float32Array | undefined => {
      const layers = units.map((count, at) => ({ id: `layer-${at}`, type: 'dense', units: count }))
      return initialWeights(buildProgram(Plan.parse({ version: 1, network: { layers } }), { inputs: 5, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 }), 3)[0]
    }
    expect(first([7, 3, 9])).toEqual(first([7]))
  })

  it('of biases, scales and shifts are sized by their own length, as in Keras', () => {
    const layers = [{ id: 'a', type: 'batchNormalization', gammaInitializer: 'heUniform', betaInitializer: { type: 'constant', value: 2 }, movingMeanInitializer: 'ones' }]
    const [gamma, beta, mean, variance] = initialWeights(buildProgram(Plan.parse({ version: 1, network: { layers } }), { inputs: 6, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 }), 1)
    expect(Math.max(...(gamma ?? []))).toBeLessThanOrEqual(1)
    expect(gamma?.some((value) => Math.abs(value) > 0.3)).toBe(true)
    expect([beta, mean, variance].map((values) => [...new Set(values)])).toEqual([[2], [1], [1]])
  })

  /** The starting kernel of a layer with this kernel shape. */
  function kernelOfShape(initializer: Typed, shape: readonly number[]): Float32Array {
    const [height = 1, width = 1, channels = 1, filters = 1] = shape
    if (shape.length === 2) return kernelOf(initializer, { inputs: height, units: width })
    const layers = [{ id: 'a', type: 'reshape', height, width, channels }, { id: 'b', type: 'conv2d', kernelSize: height, filters, kernelInitializer: initializer }, { id: 'c', type: 'flatten' }]
    return initialWeights(buildProgram(Plan.parse({ version: 1, network: { layers } }), { inputs: height * width * channels, task: 'regression', classes: 0, trainingRows: 1, validationRows: 0 }), 1)[0] ?? new Float32Array(0)
  }

  it.each(drawnByKeras)('are drawn as Keras draws them: $name $shape', ({ initializer, shape, mean, std, min, max }) => {
    const own = moments(kernelOfShape(initializer, shape))
    // Six standard errors of two samples of 100,000.
    const error = 6 * Math.sqrt(2 / 100_000)
    expect(Math.abs(own.mean - mean)).toBeLessThan(error * std)
    expect(Math.abs(own.deviation / std - 1)).toBeLessThan(error)
    // The ends of what has no bounds are luck.
    const bounded = own.kurtosis < 2.7
    expect(Math.abs(own.least - min)).toBeLessThan((bounded ? 0.01 : 1) * std)
    expect(Math.abs(own.most - max)).toBeLessThan((bounded ? 0.01 : 1) * std)
  })

  it.each(saidByKeras)('are what Keras says: $name $shape', ({ initializer, shape, values }) => {
    expect([...kernelOfShape(initializer, shape)]).toEqual(values)
  })
})
