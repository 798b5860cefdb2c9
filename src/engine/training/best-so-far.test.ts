import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kerasEarlyStopping } from '#test/parity/early-stopping.ts'
import { createBestSoFar } from './best-so-far.ts'

const weightsOf = (epoch: number) => () => [{ name: 'epoch', shape: [1], values: Float32Array.of(epoch), trainable: true }]

/** Goes through the losses as the loop does. */
function follow(losses: readonly number[], settings: Parameters<typeof createBestSoFar>[0]) {
  const best = createBestSoFar(settings)
  let last = 0
  for (const loss of losses) {
    best.take(++last, loss, weightsOf(last))
    if (best.isOver(last)) break
  }
  return { last, best: best.epoch(), weights: best.weights()?.[0]?.values[0] ?? null }
}

describe('the best epoch so far', () => {
  it('is what Keras takes for it, and ends where Keras ends, for any losses (seeded)', () => {
    // Multiples of 1/64 are exact, so that a change of exactly the minimum is one.
    const steps = fc.integer({ min: 0, max: 64 }).map((step) => step / 64)
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1 / 64, 1 / 8), fc.boolean(), (losses, patience, minimumChange, restoreBest) => {
        const expected = kerasEarlyStopping(losses, { patience, minimumChange })
        expect(follow(losses, { enabled: true, patience, minimumChange, restoreBest })).toEqual({ ...expected, weights: expected.best })
      }),
      { numRuns: 1000, seed: 42 },
    )
  })

  it('is the one with the least loss, by any change, where nothing is to end early', () => {
    expect(follow([3, 2, 1.999, 5, 4, 4, 4, 4, 4], { enabled: false, patience: 0, minimumChange: 1, restoreBest: true })).toEqual({ last: 9, best: 3, weights: 3 })
  })

  it('is the earlier one of two that are equal', () => {
    expect(follow([2, 1, 1], { enabled: false, patience: 0, minimumChange: 0, restoreBest: true }).best).toBe(2)
  })

  it('is none before a loss is a number, and never one whose loss is not', () => {
    const settings = { enabled: true, patience: 2, minimumChange: 0, restoreBest: true }
    expect(follow([NaN, Infinity], settings)).toEqual({ last: 2, best: null, weights: null })
    expect(follow([NaN, 1, NaN, Infinity], settings)).toEqual({ last: 4, best: 2, weights: 2 })
  })

  it('is asked for weights only where it is better', () => {
    const best = createBestSoFar({ enabled: false, patience: 0, minimumChange: 0, restoreBest: true })
    const asked: number[] = []
    const taken = [4, 5, 3, 3].map((loss, at) => best.take(at + 1, loss, () => (asked.push(at + 1), [])))
    expect([taken, asked]).toEqual([[true, false, true, false], [1, 3]])
  })
})
