/** The optimizers' rules as nodes. Their slots, running numbers and scalars are those of the compiled engine, so that states fit both. */
import type { Typed } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { OptimizerName } from '#engine/catalogue/optimizers.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import { attribute } from './attributes.ts'
import type { Graph, Tensor } from './graph.ts'

export interface UpdatePlace {
  /** With weight decay, which comes before the rule. */
  weight: Tensor
  gradient: Tensor
  /** A scalar of the step, by its name. */
  scalar(name: string): Tensor
  /** A slot's numbers before the step. */
  slot(name: string): Tensor
}

export interface UpdateNodes {
  /** The new numbers. */
  weight: Tensor
  slots: Readonly<Record<string, Tensor>>
}

export interface FusedPlace extends Pick<UpdatePlace, 'gradient' | 'scalar'> {
  variable: Tensor
  /** Of a slot. */
  slotVariable(name: string): Tensor
  after: readonly Tensor[]
}

export interface UpdateRule {
  update(g: Graph, place: UpdatePlace): UpdateNodes
  /** The same as one operation of TensorFlow, in place: many times faster in a graph. null where there is none. */
  fused: ((g: Graph, place: FusedPlace) => Tensor) | null
}

/** The rule of a plan without errors. */
export function updateRuleOf(typed: Typed): UpdateRule {
  const found = resolveTyped(catalogue.optimizers, typed)
  const name = Object.keys(rules).find((known): known is OptimizerName => known === typed.type)
  if (found === null || name === undefined) throw new Error(`unknown optimizer ${typed.type}`)
  return rules[name](found.resolved.values)
}

const float = attribute.type('float')
const noLock = { T: float, use_locking: attribute.bool(false) }

const rules: Record<OptimizerName, (settings: Values) => UpdateRule> = {
  sgd(settings) {
    const [momentum, nesterov] = [numberOf(settings, 'momentum'), switchOf(settings, 'nesterov')]
    if (momentum === 0) {
      return {
        update: (g, { weight, gradient, scalar }) => ({ weight: g.subtract(weight, g.multiply(gradient, scalar('rate'))), slots: {} }),
        fused: (g, { variable, gradient, scalar, after }) => g.node('ResourceApplyGradientDescent', [variable, scalar('rate'), gradient], noLock, { after }),
      }
    }
    return {
      update(g, { weight, gradient, scalar, slot }) {
        const move = g.multiply(gradient, scalar('rate'))
        const carried = g.subtract(g.multiply(slot('velocity'), momentum), move)
        return { weight: g.add(weight, nesterov ? g.subtract(g.multiply(carried, momentum), move) : carried), slots: { velocity: carried } }
      },
      fused: (g, { variable, slotVariable, gradient, scalar, after }) =>
        g.node('ResourceApplyKerasMomentum', [variable, slotVariable('velocity'), scalar('rate'), gradient, g.constant(momentum)], { ...noLock, use_nesterov: attribute.bool(nesterov) }, { after }),
    }
  },
  adam: (settings) => adam(settings),
  adamw: (settings) => adam(settings),
  rmsprop(settings) {
    const [rho, momentum, epsilon, centered] = [numberOf(settings, 'rho'), numberOf(settings, 'momentum'), numberOf(settings, 'epsilon'), switchOf(settings, 'centered')]
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const velocity = g.add(g.multiply(slot('velocity'), rho), g.multiply(g.apply('Square', [gradient]), 1 - rho))
        const average = centered ? g.add(g.multiply(slot('average'), rho), g.multiply(gradient, 1 - rho)) : null
        const size = average === null ? velocity : g.subtract(velocity, g.apply('Square', [average]))
        const move = g.divide(g.multiply(gradient, scalar('rate')), g.apply('Sqrt', [g.plus(size, epsilon)]))
        const carried = momentum > 0 ? g.add(move, g.multiply(slot('carried'), momentum)) : null
        return { weight: g.subtract(weight, carried ?? move), slots: { velocity, ...(carried === null ? {} : { carried }), ...(average === null ? {} : { average }) } }
      },
    }
  },
  nadam(settings) {
    const { beta1, beta2, epsilon } = adamSettings(settings)
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const mean = follow(g, slot('mean'), gradient, 1 - beta1)
        const square = follow(g, slot('square'), g.apply('Square', [gradient]), 1 - beta2)
        const move = g.add(g.multiply(mean, scalar('meanRate')), g.multiply(gradient, scalar('gradientRate')))
        return { weight: g.subtract(weight, g.divide(move, g.plus(g.apply('Sqrt', [g.multiply(square, scalar('share'))]), epsilon))), slots: { mean, square } }
      },
    }
  },
  adamax(settings) {
    const { beta1, beta2, epsilon } = adamSettings(settings)
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const mean = follow(g, slot('mean'), gradient, 1 - beta1)
        const largest = g.apply('Maximum', [g.multiply(slot('largest'), beta2), g.apply('Abs', [gradient])])
        return { weight: g.subtract(weight, g.divide(g.multiply(mean, scalar('rate')), g.plus(largest, epsilon))), slots: { mean, largest } }
      },
    }
  },
  adagrad(settings) {
    const epsilon = numberOf(settings, 'epsilon')
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const sum = g.add(slot('sum'), g.apply('Square', [gradient]))
        return { weight: g.subtract(weight, g.divide(g.multiply(gradient, scalar('rate')), g.apply('Sqrt', [g.plus(sum, epsilon)]))), slots: { sum } }
      },
    }
  },
  adadelta(settings) {
    const [rho, epsilon] = [numberOf(settings, 'rho'), numberOf(settings, 'epsilon')]
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const average = (earlier: Tensor, value: Tensor): Tensor => g.add(g.multiply(earlier, rho), g.multiply(value, 1 - rho))
        const size = (value: Tensor): Tensor => g.apply('Sqrt', [g.plus(value, epsilon)])
        const square = average(slot('square'), g.apply('Square', [gradient]))
        const move = g.divide(g.multiply(size(slot('moves')), gradient), size(square))
        return { weight: g.subtract(weight, g.multiply(move, scalar('rate'))), slots: { square, moves: average(slot('moves'), g.apply('Square', [move])) } }
      },
    }
  },
  lion(settings) {
    const [beta1, beta2] = [numberOf(settings, 'beta1'), numberOf(settings, 'beta2')]
    return {
      fused: null,
      update(g, { weight, gradient, scalar, slot }) {
        const direction = g.apply('Sign', [g.add(g.multiply(slot('mean'), beta1), g.multiply(gradient, 1 - beta1))])
        return { weight: g.subtract(weight, g.multiply(direction, scalar('rate'))), slots: { mean: g.add(g.multiply(slot('mean'), beta2), g.multiply(gradient, 1 - beta2)) } }
      },
    }
  },
}

function adam(settings: Values): UpdateRule {
  const { beta1, beta2, epsilon } = adamSettings(settings)
  const amsgrad = switchOf(settings, 'amsgrad')
  return {
    update(g, { weight, gradient, scalar, slot }) {
      const mean = follow(g, slot('mean'), gradient, 1 - beta1)
      const own = follow(g, slot('square'), g.apply('Square', [gradient]), 1 - beta2)
      const square = amsgrad ? g.apply('Maximum', [slot('largest'), own]) : own
      const move = g.divide(g.multiply(mean, scalar('rate')), g.plus(g.apply('Sqrt', [square]), epsilon))
      return { weight: g.subtract(weight, move), slots: { mean, square: own, ...(amsgrad ? { largest: square } : {}) } }
    },
    // The powers of beta are in the rate already: of 0, they change nothing.
    fused: amsgrad
      ? null
      : (g, { variable, slotVariable, gradient, scalar, after }) =>
          g.node('ResourceApplyAdam', [variable, slotVariable('mean'), slotVariable('square'), g.constant(0), g.constant(0), scalar('rate'), g.constant(beta1), g.constant(beta2), g.constant(epsilon), gradient], { ...noLock, use_nesterov: attribute.bool(false) }, { after }),
  }
}

function adamSettings(settings: Values) {
  return { beta1: numberOf(settings, 'beta1'), beta2: numberOf(settings, 'beta2'), epsilon: numberOf(settings, 'epsilon') }
}

/** average + (value - average) share. */
function follow(g: Graph, average: Tensor, value: Tensor, share: number): Tensor {
  return g.add(average, g.multiply(g.subtract(value, average), share))
}
