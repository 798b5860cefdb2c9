import { describe, expect, it } from 'vitest'
import { optimizers } from '#engine/catalogue/optimizers.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { createOptimizer, learningRateOf } from './create-optimizer.ts'

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
]

function gradientsFrom(seed: number): () => Float32Array {
  const random = createMersenneTwister(seed)
  return () => Float32Array.from({ length }, () => random.next32() / 2 ** 31 - 1)
}

describe('optimizers', () => {
  it.each(variants)('go on from a stored state as if they had never stopped: $type $momentum $amsgrad', (typed) => {
    const optimizer = createOptimizer(typed, length)
    const next = gradientsFrom(5)
    const weights = new Float32Array(length).fill(1)
    for (let step = 0; step < 5; step++) optimizer.apply(weights, next(), 0.01)
    const [state, resumed] = [optimizer.state(), weights.slice()]
    const rest = [next(), next(), next()]
    for (const gradients of rest) optimizer.apply(weights, gradients, 0.01)

    const another = createOptimizer(typed, length)
    another.setState(state)
    for (const gradients of rest) another.apply(resumed, gradients, 0.01)
    expect(resumed).toEqual(weights)
  })

  it.each(variants)('stay where they are with a gradient of 0 at the start, but for weight decay: $type', (typed) => {
    const weights = new Float32Array(length).fill(0.5)
    createOptimizer(typed, length).apply(weights, new Float32Array(length), 0.01)
    const kept = typed.type === 'adamw' ? Math.fround(0.5 * (1 - 0.1 * 0.01)) : 0.5
    expect([...weights]).toEqual(Array(length).fill(kept))
  })

  it.each(variants)('go down, against the sign of the gradient: $type $momentum', (typed) => {
    const weights = new Float32Array(length)
    const gradients = gradientsFrom(9)()
    createOptimizer(typed, length).apply(weights, gradients, 0.01)
    expect([...weights].map(Math.sign)).toEqual([...gradients].map((gradient) => -Math.sign(gradient)))
  })

  it('refuse the state of another rule or another number of weights', () => {
    const adam = createOptimizer({ type: 'adam' }, length)
    expect(() => adam.setState(createOptimizer({ type: 'sgd', momentum: 0.9 }, length).state())).toThrow('running products')
    expect(() => adam.setState(createOptimizer({ type: 'adam' }, length + 1).state())).toThrow(`of length ${length}`)
    expect(() => createOptimizer({ type: 'adam', amsgrad: true }, length).setState(adam.state())).toThrow('largest')
  })

  it('have the learning rate that is asked for, else their own', () => {
    expect(optimizers.map(({ type }) => learningRateOf({ type }))).toEqual([0.01, 0.001, 0.001, 0.001])
    expect(learningRateOf({ type: 'adam', learningRate: 0.5 })).toBe(0.5)
    expect(() => learningRateOf({ type: 'newton' })).toThrow('newton')
    expect(() => createOptimizer({ type: 'newton' }, 1)).toThrow('newton')
  })
})
