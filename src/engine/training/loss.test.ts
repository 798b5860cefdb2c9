import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { losses } from '../catalogue/losses.ts'
import type { ProgramLoss } from '../network/operations.ts'
import { computeLoss } from './loss.ts'
import type { LossBatch } from './loss.ts'

const batchOf = (values: number[], targets: number[], width: number, weights: number[] | null = null): LossBatch => ({
  values: Float32Array.from(values),
  targets: Float32Array.from(targets),
  weights: weights === null ? null : Float32Array.from(weights),
  rows: values.length / width,
  width,
})
const lossOf = (name: ProgramLoss['name'], from: ProgramLoss['from'] = 'outputs', settings: ProgramLoss['settings'] = {}): ProgramLoss => ({ name, from, settings, value: 0 })

describe('losses', () => {
  // By hand.
  it.each([
    ['meanSquaredError', lossOf('meanSquaredError'), batchOf([1, 3, -1, 0], [0, 1, 1, 0], 2), (1 + 4 + 4 + 0) / 4],
    ['meanAbsoluteError', lossOf('meanAbsoluteError'), batchOf([1, 3, -1, 0], [0, 1, 1, 0], 2), (1 + 2 + 2 + 0) / 4],
    ['huber', lossOf('huber', 'outputs', { delta: 1 }), batchOf([0.5, 3], [0, 0], 1), (0.125 + 2.5) / 2],
    ['binaryCrossentropy', lossOf('binaryCrossentropy'), batchOf([0.75, 0.25], [1, 1], 1), (-Math.log(0.75) - Math.log(0.25)) / 2],
    ['binaryCrossentropy of logits', lossOf('binaryCrossentropy', 'logits'), batchOf([Math.log(3), 0], [1, 0], 1), (-Math.log(0.75) - Math.log(0.5)) / 2],
    ['binaryCrossentropy, smoothed', lossOf('binaryCrossentropy', 'outputs', { labelSmoothing: 0.2 }), batchOf([0.75], [1], 1), -0.9 * Math.log(0.75) - 0.1 * Math.log(0.25)],
    ['categoricalCrossentropy', lossOf('categoricalCrossentropy'), batchOf([0.5, 0.25, 0.25], [0, 1, 0], 3), -Math.log(0.25)],
    ['categoricalCrossentropy of logits', lossOf('categoricalCrossentropy', 'logits'), batchOf([1, 1, 1], [0, 1, 0], 3), Math.log(3)],
    ['categoricalCrossentropy, smoothed', lossOf('categoricalCrossentropy', 'outputs', { labelSmoothing: 0.3 }), batchOf([0.5, 0.25, 0.25], [0, 1, 0], 3), -0.1 * Math.log(0.5) - 0.9 * Math.log(0.25)],
    ['logCosh', lossOf('logCosh'), batchOf([0.5, -30], [0, 1], 1), (Math.log(Math.cosh(0.5)) + 31 - Math.LN2) / 2],
    ['poisson', lossOf('poisson'), batchOf([0.5, 2], [1, 3], 2), (0.5 - Math.log(0.5) + 2 - 3 * Math.log(2)) / 2],
    ['hinge', lossOf('hinge'), batchOf([0.25, 0.25], [1, 0], 1), (0.75 + 1.25) / 2],
    ['squaredHinge', lossOf('squaredHinge'), batchOf([0.25, 0.25, 3], [1, 0, 1], 1), (0.75 ** 2 + 1.25 ** 2 + 0) / 3],
    ['klDivergence', lossOf('klDivergence'), batchOf([0.5, 0.5], [0.25, 0.75], 2), 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)],
    ['binaryFocalCrossentropy', lossOf('binaryFocalCrossentropy'), batchOf([0.75, 0.25], [1, 1], 1), (-(0.25 ** 2) * Math.log(0.75) - 0.75 ** 2 * Math.log(0.25)) / 2],
    ['binaryFocalCrossentropy of logits, balanced', lossOf('binaryFocalCrossentropy', 'logits', { gamma: 3, alpha: 0.1, applyClassBalancing: 1 }), batchOf([Math.log(3), 0], [1, 0], 1), (-0.1 * 0.25 ** 3 * Math.log(0.75) - 0.9 * 0.5 ** 3 * Math.log(0.5)) / 2],
    ['categoricalFocalCrossentropy', lossOf('categoricalFocalCrossentropy', 'outputs', { gamma: 1, alpha: 0.5 }), batchOf([1, 0.5, 0.5], [0, 1, 0], 3), -0.5 * 0.75 * Math.log(0.25)],
    ['categoricalFocalCrossentropy of logits', lossOf('categoricalFocalCrossentropy', 'logits'), batchOf([1, 1, 1], [0, 1, 0], 3), 0.25 * (2 / 3) ** 2 * Math.log(3)],
  ] as const)('are what their definition says: %s', (_, loss, batch, expected) => {
    expect(computeLoss(loss, batch, null)).toBeCloseTo(expected, 6)
  })

  it('weigh rows, and divide by the rows, not by the weights', () => {
    expect(computeLoss(lossOf('meanSquaredError'), batchOf([1, 2], [0, 0], 1, [3, 0.5]), null)).toBe((3 + 2) / 2)
  })

  it('stay numbers where probabilities are 0 or 1, or logits far out', () => {
    expect(computeLoss(lossOf('binaryCrossentropy'), batchOf([0, 1], [1, 0], 1), null)).toBeCloseTo(-Math.log(1e-7), 3)
    expect(computeLoss(lossOf('binaryCrossentropy', 'logits'), batchOf([-1000, 1000], [1, 0], 1), null)).toBe(1000)
    expect(computeLoss(lossOf('categoricalCrossentropy', 'logits'), batchOf([1000, -1000], [0, 1], 2), null)).toBe(2000)
    expect(computeLoss(lossOf('categoricalCrossentropy'), batchOf([1, 0], [0, 1], 2), null)).toBeCloseTo(-Math.log(1e-7), 3)
    expect(computeLoss(lossOf('binaryFocalCrossentropy', 'logits'), batchOf([-1000, 1000, 1000, -1000], [1, 0, 1, 0], 1), null)).toBe(500)
    expect(computeLoss(lossOf('categoricalFocalCrossentropy', 'logits'), batchOf([1000, -1000], [0, 1], 2), null)).toBe(500)
    expect(computeLoss(lossOf('logCosh'), batchOf([1000], [0], 1), null)).toBeCloseTo(1000 - Math.LN2, 9)
    expect(computeLoss(lossOf('poisson'), batchOf([0], [1], 1), null)).toBeCloseTo(-Math.log(1e-7), 9)
    expect(computeLoss(lossOf('klDivergence'), batchOf([1, 0], [0, 1], 2), null)).toBeCloseTo(-Math.log(1e-7), 3)
  })

  it('are no number where an output is none', () => {
    for (const { type } of losses) {
      for (const from of ['outputs', 'logits'] as const) expect(computeLoss(lossOf(type, from), batchOf([NaN, 0.5], [0, 1], 2), null), `${type} of ${from}`).toBeNaN()
    }
  })
})

describe('gradients of losses', () => {
  it('are the derivative by every value, for any batch (by central differences, within 1e-3 of the largest)', () => {
    const drawn = fc.record({
      loss: fc.constantFrom(...losses.map(({ type }) => type)),
      from: fc.constantFrom('outputs' as const, 'logits' as const),
      width: fc.integer({ min: 1, max: 4 }),
      labelSmoothing: fc.constantFrom(0, 0.1, 1),
      focal: fc.record({ gamma: fc.constantFrom(0, 0.5, 1, 2, 3.5), alpha: fc.constantFrom(0.25, 0.8), applyClassBalancing: fc.constantFrom(0, 1) }),
      numbers: fc.array(fc.record({ value: fc.integer({ min: 16, max: 95 }), target: fc.integer({ min: 0, max: 1 }), weight: fc.integer({ min: 0, max: 8 }) }), { minLength: 12, maxLength: 12 }),
      weighted: fc.boolean(),
    })
    fc.assert(
      fc.property(drawn, ({ loss: name, from, width, labelSmoothing, focal, numbers, weighted }) => {
        const loss = lossOf(name, from, { delta: 0.4, labelSmoothing, ...focal })
        const rows = 12 / width
        // Exact in float32, steps included, and further than a step from the whole targets.
        const values = numbers.map(({ value }) => value / 128 + 1 / 256)
        const batch = batchOf(values, numbers.map(({ target }) => target), width, weighted ? numbers.slice(0, rows).map(({ weight }) => weight / 4) : null)
        const gradient = new Float32Array(12)
        computeLoss(loss, batch, gradient)
        const step = 1 / 1024
        const at = (where: number, by: number): number => computeLoss(loss, { ...batch, values: batch.values.map((value, index) => (index === where ? value + by : value)) }, null)
        const expected = values.map((_, where) => (at(where, step) - at(where, -step)) / (2 * step))
        const largest = Math.max(0.1, ...expected.map(Math.abs))
        for (const [where, value] of expected.entries()) expect(Math.abs((gradient[where] ?? NaN) - value)).toBeLessThanOrEqual(1e-3 * largest)
      }),
      { numRuns: 1000, seed: 42 },
    )
  })

  it('point nowhere from probabilities that were moved away from 0 and 1', () => {
    const gradient = new Float32Array(2)
    computeLoss(lossOf('binaryCrossentropy'), batchOf([0, 1], [1, 0], 1), gradient)
    expect([...gradient]).toEqual([0, 0])
  })

  it('of focal cross-entropies are numbers at every logit and gamma', () => {
    for (const name of ['binaryFocalCrossentropy', 'categoricalFocalCrossentropy'] as const) {
      for (const gamma of [0, 0.5, 1, 2]) {
        const gradient = new Float32Array(4)
        computeLoss(lossOf(name, 'logits', { gamma }), batchOf([1000, -1000, 40, -40], [1, 0, 0, 1], 2), gradient)
        expect([...gradient].every(Number.isFinite), `${name} ${gamma}: ${gradient.join()}`).toBe(true)
      }
    }
  })
})
