/** From a plan's optimizer to what updates its weights: clipping, weight decay, the rule, and the average of the weights, in Keras 3's order. */
import type { Values } from '#engine/catalogue/settings.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { OptimizerName } from '#engine/catalogue/optimizers.ts'
import type { Typed } from '#contract/training.ts'
import { createAdadelta } from './adadelta.ts'
import { createAdagrad } from './adagrad.ts'
import { createAdam } from './adam.ts'
import { createAdamax } from './adamax.ts'
import { createClipping } from './clip-gradients.ts'
import { createLion } from './lion.ts'
import { createNadam } from './nadam.ts'
import type { Optimizer, Rule } from './optimizer.ts'
import { createRmsprop } from './rmsprop.ts'
import { createSgd } from './sgd.ts'
import { createWeightAverage } from './weight-average.ts'

/** The optimizer of a plan without errors, at its start. `lengths`: of the trainable weight arrays, in the order in which they lie. */
export function createOptimizer(typed: Typed, lengths: readonly number[]): Optimizer {
  const found = resolveTyped(catalogue.optimizers, typed)
  const name = Object.keys(rules).find((rule): rule is OptimizerName => rule === typed.type)
  if (found === null || name === undefined) throw new Error(`unknown optimizer ${typed.type}`)
  const { values } = found.resolved
  const length = lengths.reduce((sum, own) => sum + own, 0)
  const rule = rules[name](values, length)
  const clip = createClipping({ clipnorm: numberOf(values, 'clipnorm'), globalClipnorm: numberOf(values, 'globalClipnorm'), clipvalue: numberOf(values, 'clipvalue') }, lengths)
  const weightDecay = numberOf(values, 'weightDecay')
  const average = switchOf(values, 'useEma') ? createWeightAverage(numberOf(values, 'emaMomentum'), length) : null
  return {
    apply(weights, gradients, learningRate) {
      const clipped = clip(gradients)
      if (weightDecay > 0) shrink(weights, weightDecay * learningRate)
      rule.apply(weights, clipped, learningRate)
      average?.follow(weights)
    },
    average: () => average?.now() ?? null,
    stepBack: () => average?.stepBack(),
    state() {
      const [ofRule, ofAverage] = [rule.state(), average?.state()]
      return { slots: { ...ofRule.slots, ...ofAverage?.slots }, numbers: { ...ofRule.numbers, ...ofAverage?.numbers } }
    },
    setState(state) {
      rule.setState(state)
      average?.setState(state)
    },
  }
}

/** Learning rate of an optimizer's settings. */
export function learningRateOf(typed: Typed): number {
  const found = resolveTyped(catalogue.optimizers, typed)
  if (found === null) throw new Error(`unknown optimizer ${typed.type}`)
  return numberOf(found.resolved.values, 'learningRate')
}

const rules: Record<OptimizerName, (settings: Values, length: number) => Rule> = {
  sgd: (settings, length) => createSgd({ momentum: numberOf(settings, 'momentum'), nesterov: switchOf(settings, 'nesterov') }, length),
  rmsprop: (settings, length) =>
    createRmsprop({ rho: numberOf(settings, 'rho'), momentum: numberOf(settings, 'momentum'), epsilon: numberOf(settings, 'epsilon'), centered: switchOf(settings, 'centered') }, length),
  adam: (settings, length) => createAdam({ ...adamSettings(settings), amsgrad: switchOf(settings, 'amsgrad') }, length),
  adamw: (settings, length) => createAdam({ ...adamSettings(settings), amsgrad: switchOf(settings, 'amsgrad') }, length),
  nadam: (settings, length) => createNadam(adamSettings(settings), length),
  adamax: (settings, length) => createAdamax(adamSettings(settings), length),
  adagrad: (settings, length) => createAdagrad({ initialAccumulatorValue: numberOf(settings, 'initialAccumulatorValue'), epsilon: numberOf(settings, 'epsilon') }, length),
  adadelta: (settings, length) => createAdadelta({ rho: numberOf(settings, 'rho'), epsilon: numberOf(settings, 'epsilon') }, length),
  lion: (settings, length) => createLion({ beta1: numberOf(settings, 'beta1'), beta2: numberOf(settings, 'beta2') }, length),
}

function adamSettings(settings: Values) {
  return { beta1: numberOf(settings, 'beta1'), beta2: numberOf(settings, 'beta2'), epsilon: numberOf(settings, 'epsilon') }
}

/** w - w x weight decay x learning rate, of all weights, biases too. */
function shrink(weights: Float32Array, share: number): void {
  for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) - (weights[at] ?? 0) * share
}
