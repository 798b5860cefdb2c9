/** The optimizers' rules by name. */
import type { Typed } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import type { OptimizerName } from '#engine/catalogue/optimizers.ts'
import { absolute, add, divide, greater, multiply, splat, squareRoot, subtract } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import { signOf } from '../kernels/signs.ts'
import { rule } from './rule.ts'
import type { Rule } from './rule.ts'

/** What every optimizer may do around its rule; 0 and null are off. */
export interface Around {
  weightDecay: number
  clipvalue: number
  clipnorm: number
  globalClipnorm: number
  /** Of the running average of the weights. */
  averageMomentum: number | null
}

/** The rule of a plan without errors, and what goes around it. Of several ways to clip, the first in Keras's order counts. */
export function ruleOf(typed: Typed): { rule: Rule; around: Around } {
  const found = resolveTyped(catalogue.optimizers, typed)
  const name = Object.keys(rules).find((known): known is OptimizerName => known === typed.type)
  if (found === null || name === undefined) throw new Error(`unknown optimizer ${typed.type}`)
  const { values } = found.resolved
  const [clipnorm, globalClipnorm, clipvalue] = [numberOf(values, 'clipnorm'), numberOf(values, 'globalClipnorm'), numberOf(values, 'clipvalue')]
  return {
    rule: rules[name](values),
    around: {
      weightDecay: numberOf(values, 'weightDecay'),
      clipnorm,
      globalClipnorm: clipnorm > 0 ? 0 : globalClipnorm,
      clipvalue: clipnorm > 0 || globalClipnorm > 0 ? 0 : clipvalue,
      averageMomentum: switchOf(values, 'useEma') ? numberOf(values, 'emaMomentum') : null,
    },
  }
}

const rules: Record<OptimizerName, (settings: Values) => Rule> = {
  sgd: (settings) => gradientDescent(numberOf(settings, 'momentum'), switchOf(settings, 'nesterov')),
  rmsprop: (settings) => rmsprop({ rho: numberOf(settings, 'rho'), momentum: numberOf(settings, 'momentum'), epsilon: numberOf(settings, 'epsilon'), centered: switchOf(settings, 'centered') }),
  adam: (settings) => adam(settings),
  adamw: (settings) => adam(settings),
  nadam: (settings) => nadam(numberOf(settings, 'beta1'), numberOf(settings, 'beta2'), numberOf(settings, 'epsilon')),
  adamax: (settings) => adamax(numberOf(settings, 'beta1'), numberOf(settings, 'beta2'), numberOf(settings, 'epsilon')),
  adagrad: (settings) => adagrad(numberOf(settings, 'initialAccumulatorValue'), numberOf(settings, 'epsilon')),
  adadelta: (settings) => adadelta(numberOf(settings, 'rho'), numberOf(settings, 'epsilon')),
  lion: (settings) => lion(numberOf(settings, 'beta1'), numberOf(settings, 'beta2')),
}

function gradientDescent(momentum: number, nesterov: boolean): Rule {
  if (momentum === 0) {
    return rule({
      slots: [],
      numbers: {},
      scalars: ['rate'],
      prepare: (_, rate) => ({ rate }),
      update: (_, { weight, gradient, scalar }) => subtract(weight, multiply(scalar.rate, gradient)),
    })
  }
  return rule({
    slots: ['velocity'],
    numbers: {},
    scalars: ['rate'],
    prepare: (_, rate) => ({ rate }),
    update(f, { weight, gradient, scalar, load, store }) {
      const move = f.keep(multiply(scalar.rate, gradient))
      const carried = f.keep(subtract(multiply(splat(momentum), load('velocity')), move))
      store('velocity', carried)
      return add(weight, nesterov ? subtract(multiply(splat(momentum), carried), move) : carried)
    },
  })
}

function rmsprop({ rho, momentum, epsilon, centered }: { rho: number; momentum: number; epsilon: number; centered: boolean }): Rule {
  return rule({
    slots: ['velocity', ...(momentum > 0 ? (['carried'] as const) : []), ...(centered ? (['average'] as const) : [])],
    numbers: {},
    scalars: ['rate'],
    prepare: (_, rate) => ({ rate }),
    update(f, { weight, gradient, scalar, load, store }) {
      const square = f.keep(add(multiply(splat(rho), load('velocity')), multiply(splat(1 - rho), multiply(gradient, gradient))))
      store('velocity', square)
      const size = f.keep(square)
      if (centered) {
        const mean = f.keep(add(multiply(splat(rho), load('average')), multiply(splat(1 - rho), gradient)))
        store('average', mean)
        f.set(size, subtract(size, multiply(mean, mean)))
      }
      const move = f.keep(divide(multiply(scalar.rate, gradient), squareRoot(add(size, splat(epsilon)))))
      if (momentum > 0) {
        f.set(move, add(move, multiply(splat(momentum), load('carried'))))
        store('carried', move)
      }
      return subtract(weight, move)
    },
  })
}

/** Adam (Kingma, Ba 2014) and AMSGrad (Reddi, Kale, Kumar 2018); AdamW is Adam, its decay is common to all optimizers. */
function adam(settings: Values): Rule {
  const [beta1, beta2, epsilon, amsgrad] = [numberOf(settings, 'beta1'), numberOf(settings, 'beta2'), numberOf(settings, 'epsilon'), switchOf(settings, 'amsgrad')]
  return rule({
    slots: ['mean', 'square', ...(amsgrad ? (['largest'] as const) : [])],
    numbers: { power1: 1, power2: 1 },
    scalars: ['rate'],
    prepare(numbers, rate) {
      const power1 = (numbers['power1'] ?? 1) * beta1
      const power2 = (numbers['power2'] ?? 1) * beta2
      Object.assign(numbers, { power1, power2 })
      return { rate: (rate * Math.sqrt(1 - power2)) / (1 - power1) }
    },
    update(f, { weight, gradient, scalar, load, store }) {
      const mean = f.keep(load('mean'))
      f.set(mean, add(mean, multiply(subtract(gradient, mean), splat(1 - beta1))))
      store('mean', mean)
      const square = f.keep(load('square'))
      f.set(square, add(square, multiply(subtract(multiply(gradient, gradient), square), splat(1 - beta2))))
      store('square', square)
      if (amsgrad) {
        f.set(square, greater(load('largest'), square))
        store('largest', square)
      }
      return subtract(weight, divide(multiply(scalar.rate, mean), add(squareRoot(square), splat(epsilon))))
    },
  })
}


/** Adam with Nesterov's momentum (Dozat 2016). Keras lets beta1 rise as beta1 (1 - 0.96^t / 2). */
function nadam(beta1: number, beta2: number, epsilon: number): Rule {
  return rule({
    slots: ['mean', 'square'],
    numbers: { decay: 1, product: 1, power2: 1 },
    scalars: ['meanRate', 'gradientRate', 'share'],
    prepare(numbers, rate) {
      const decay = (numbers['decay'] ?? 1) * 0.96
      const now = beta1 * (1 - 0.5 * decay)
      const next = beta1 * (1 - 0.5 * decay * 0.96)
      const product = (numbers['product'] ?? 1) * now
      const power2 = (numbers['power2'] ?? 1) * beta2
      Object.assign(numbers, { decay, product, power2 })
      return { meanRate: (rate * next) / (1 - product * next), gradientRate: (rate * (1 - now)) / (1 - product), share: 1 / (1 - power2) }
    },
    update(f, { weight, gradient, scalar, load, store }) {
      const mean = f.keep(follow(load('mean'), gradient, 1 - beta1))
      store('mean', mean)
      const square = f.keep(follow(load('square'), multiply(gradient, gradient), 1 - beta2))
      store('square', square)
      const move = add(multiply(scalar.meanRate, mean), multiply(scalar.gradientRate, gradient))
      return subtract(weight, divide(move, add(squareRoot(multiply(square, scalar.share)), splat(epsilon))))
    },
  })
}

/** Adam with the largest recent gradient (Kingma, Ba 2014, section 7). */
function adamax(beta1: number, beta2: number, epsilon: number): Rule {
  return rule({
    slots: ['mean', 'largest'],
    numbers: { power1: 1 },
    scalars: ['rate'],
    prepare(numbers, rate) {
      const power1 = (numbers['power1'] ?? 1) * beta1
      Object.assign(numbers, { power1 })
      return { rate: rate / (1 - power1) }
    },
    update(f, { weight, gradient, scalar, load, store }) {
      const mean = f.keep(follow(load('mean'), gradient, 1 - beta1))
      store('mean', mean)
      const largest = f.keep(greater(multiply(splat(beta2), load('largest')), absolute(gradient)))
      store('largest', largest)
      return subtract(weight, divide(multiply(scalar.rate, mean), add(largest, splat(epsilon))))
    },
  })
}

/** Duchi, Hazan, Singer 2011. */
function adagrad(start: number, epsilon: number): Rule {
  return rule({
    slots: ['sum'],
    start: { sum: start },
    numbers: {},
    scalars: ['rate'],
    prepare: (_, rate) => ({ rate }),
    update(f, { weight, gradient, scalar, load, store }) {
      const sum = f.keep(add(load('sum'), multiply(gradient, gradient)))
      store('sum', sum)
      return subtract(weight, divide(multiply(scalar.rate, gradient), squareRoot(add(sum, splat(epsilon)))))
    },
  })
}

/** Zeiler 2012. */
function adadelta(rho: number, epsilon: number): Rule {
  return rule({
    slots: ['square', 'moves'],
    numbers: {},
    scalars: ['rate'],
    prepare: (_, rate) => ({ rate }),
    update(f, { weight, gradient, scalar, load, store }) {
      const average = (earlier: Vector, value: Vector): Vector => add(multiply(splat(rho), earlier), multiply(splat(1 - rho), value))
      const size = (value: Vector): Vector => squareRoot(add(value, splat(epsilon)))
      const square = f.keep(average(load('square'), multiply(gradient, gradient)))
      store('square', square)
      const moves = f.keep(load('moves'))
      const move = f.keep(divide(multiply(size(moves), gradient), size(square)))
      store('moves', average(moves, multiply(move, move)))
      return subtract(weight, multiply(scalar.rate, move))
    },
  })
}

/** Chen et al. 2023. */
function lion(beta1: number, beta2: number): Rule {
  return rule({
    slots: ['mean'],
    numbers: {},
    scalars: ['rate'],
    prepare: (_, rate) => ({ rate }),
    update(f, { weight, gradient, scalar, load, store }) {
      const mean = f.keep(load('mean'))
      const direction = f.keep(add(multiply(mean, splat(beta1)), multiply(gradient, splat(1 - beta1))))
      store('mean', add(multiply(mean, splat(beta2)), multiply(gradient, splat(1 - beta2))))
      return subtract(weight, multiply(scalar.rate, signOf(direction)))
    },
  })
}

/** average + (value - average) share, Keras's way to write a moving average. */
function follow(average: Vector, value: Vector, share: number): Vector {
  return add(average, multiply(subtract(value, average), splat(share)))
}
