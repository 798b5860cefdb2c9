import { describe, expect, it } from 'vitest'
import { optimizers } from '#engine/catalogue/optimizers.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { createOptimizer, learningRateOf } from './create-optimizer.ts'

const lengths = [4, 3]
const length = 7
const variants = [
  { type: 'sgd' },
  { type: 'sgd', momentum: 0.9 },
  { type: 'sgd', momentum: 0.9, nesterov: true },
  { type: 'rmsprop' },
  { type: 'rmsprop', momentum: 0.5, centered: true },
  { type: 'adam' },
  { type: 'adam', amsgrad: true },
  { type: 'adamw', weightDecay: 0.1 },
  { type: 'nadam' },
  { type: 'adamax' },
  { type: 'adagrad' },
  { type: 'adadelta' },
  { type: 'lion' },
  { type: 'adam', clipnorm: 0.5, weightDecay: 0.01 },
  { type: 'sgd', globalClipnorm: 0.5, useEma: true, emaMomentum: 0.6 },
  { type: 'lion', clipvalue: 0.2, useEma: true },
]

function gradientsFrom(seed: number): () => Float32Array {
  const random = createMersenneTwister(seed)
  return () => Float32Array.from({ length }, () => random.next32() / 2 ** 31 - 1)
}

describe('optimizers', () => {
  it.each(variants)('go on from a stored state as if they had never stopped: $type $momentum $amsgrad', (typed) => {
    const optimizer = createOptimizer(typed, lengths)
    const next = gradientsFrom(5)
    const weights = new Float32Array(length).fill(1)
    for (let step = 0; step < 5; step++) optimizer.apply(weights, next(), 0.01)
    const [state, resumed] = [optimizer.state(), weights.slice()]
    const rest = [next(), next(), next()]
    for (const gradients of rest) optimizer.apply(weights, gradients, 0.01)

    const another = createOptimizer(typed, lengths)
    another.setState(state)
    for (const gradients of rest) another.apply(resumed, gradients, 0.01)
    expect(resumed).toEqual(weights)
  })

  it.each(variants)('stay where they are with a gradient of 0 at the start, but for weight decay: $type', (typed) => {
    const weights = new Float32Array(length).fill(0.5)
    createOptimizer(typed, lengths).apply(weights, new Float32Array(length), 0.01)
    const kept = 0.5 * (1 - ('weightDecay' in typed ? typed.weightDecay : 0) * 0.01)
    expect([...weights]).toEqual(Array(length).fill(Math.fround(kept)))
  })

  it.each(variants)('go down, against the sign of the gradient: $type $momentum', (typed) => {
    const weights = new Float32Array(length)
    const gradients = gradientsFrom(9)()
    createOptimizer(typed, lengths).apply(weights, gradients, 0.01)
    expect([...weights].map(Math.sign)).toEqual([...gradients].map((gradient) => -Math.sign(gradient)))
  })

  it('refuse the state of another rule or another number of weights', () => {
    const adam = createOptimizer({ type: 'adam' }, lengths)
    expect(() => adam.setState(createOptimizer({ type: 'sgd', momentum: 0.9 }, lengths).state())).toThrow('power1')
    expect(() => adam.setState(createOptimizer({ type: 'adam' }, [length + 1]).state())).toThrow(`of length ${length}`)
    expect(() => createOptimizer({ type: 'adam', amsgrad: true }, lengths).setState(adam.state())).toThrow('largest')
    expect(() => createOptimizer({ type: 'adam', useEma: true }, lengths).setState(adam.state())).toThrow('averages')
  })

  it('have the learning rate that is asked for, else their own', () => {
    expect(optimizers.map(({ type }) => learningRateOf({ type }))).toEqual([0.01, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001])
    expect(learningRateOf({ type: 'adam', learningRate: 0.5 })).toBe(0.5)
    expect(() => learningRateOf({ type: 'newton' })).toThrow('newton')
    expect(() => createOptimizer({ type: 'newton' }, [1])).toThrow('newton')
  })

  it.each([
    [{ clipnorm: 5 }, [3, 4, 0, 2]],
    [{ clipnorm: 2.5 }, [1.5, 2, 0, 2]],
    [{ globalClipnorm: 2.5 }, [3, 4, 0, 2].map((gradient) => (gradient * 2.5) / Math.sqrt(29))],
    [{ clipvalue: 2.5 }, [2.5, 2.5, 0, 2]],
    // The first of Keras's order.
    [{ clipvalue: 1, clipnorm: 2.5 }, [1.5, 2, 0, 2]],
  ])('clip gradients of two arrays: %j', (clip, expected) => {
    const weights = new Float32Array(4)
    const gradients = Float32Array.of(3, 4, 0, 2)
    createOptimizer({ type: 'sgd', ...clip }, [2, 2]).apply(weights, gradients, 1)
    for (const [at, value] of expected.entries()) expect(weights[at]).toBeCloseTo(-value, 6)
    expect([...gradients]).toEqual([3, 4, 0, 2])
  })

  it('average the weights from the first step on, and go back with them', () => {
    const optimizer = createOptimizer({ type: 'sgd', useEma: true, emaMomentum: 0.75 }, [1])
    const weights = Float32Array.of(8)
    const step = (): void => optimizer.apply(weights, Float32Array.of(1), 1)
    expect(optimizer.average()).toBeNull()
    step()
    expect([...(optimizer.average() ?? [])]).toEqual([7])
    step()
    expect([...(optimizer.average() ?? [])]).toEqual([0.75 * 7 + 0.25 * 6])
    optimizer.stepBack()
    expect([...(optimizer.average() ?? [])]).toEqual([7])
    expect(createOptimizer({ type: 'sgd' }, [1]).average()).toBeNull()
  })
})
