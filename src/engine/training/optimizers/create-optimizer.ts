/** From a plan's optimizer to the rule that updates its weights. */
import type { Values } from '#engine/catalogue/settings.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { OptimizerName } from '#engine/catalogue/optimizers.ts'
import type { Typed } from '#contract/training.ts'
import { createAdam } from './adam.ts'
import type { Optimizer } from './optimizer.ts'
import { createRmsprop } from './rmsprop.ts'
import { createSgd } from './sgd.ts'

/** The optimizer of a plan without errors, at its start. */
export function createOptimizer(typed: Typed, length: number): Optimizer {
  const found = resolveTyped(catalogue.optimizers, typed)
  const name = Object.keys(rules).find((rule): rule is OptimizerName => rule === typed.type)
  if (found === null || name === undefined) throw new Error(`unknown optimizer ${typed.type}`)
  return rules[name](found.resolved.values, length)
}

/** Learning rate of an optimizer's settings. */
export function learningRateOf(typed: Typed): number {
  const found = resolveTyped(catalogue.optimizers, typed)
  if (found === null) throw new Error(`unknown optimizer ${typed.type}`)
  return numberOf(found.resolved.values, 'learningRate')
}

const rules: Record<OptimizerName, (settings: Values, length: number) => Optimizer> = {
  sgd: (settings, length) => createSgd({ momentum: numberOf(settings, 'momentum'), nesterov: switchOf(settings, 'nesterov') }, length),
  rmsprop: (settings, length) =>
    createRmsprop({ rho: numberOf(settings, 'rho'), momentum: numberOf(settings, 'momentum'), epsilon: numberOf(settings, 'epsilon'), centered: switchOf(settings, 'centered') }, length),
  adam: (settings, length) => createAdam({ ...adamSettings(settings), weightDecay: 0 }, length),
  adamw: (settings, length) => createAdam({ ...adamSettings(settings), weightDecay: numberOf(settings, 'weightDecay') }, length),
}

function adamSettings(settings: Values) {
  return { beta1: numberOf(settings, 'beta1'), beta2: numberOf(settings, 'beta2'), epsilon: numberOf(settings, 'epsilon'), amsgrad: switchOf(settings, 'amsgrad') }
}
