/** Gradient descent with momentum, as Keras 3's `SGD`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

export function createSgd({ momentum, nesterov }: { momentum: number; nesterov: boolean }, length: number): Rule {
  const slots = momentum === 0 ? {} : { velocity: new Float32Array(length) }
  const { velocity } = slots
  return {
    apply(weights, gradients, learningRate) {
      for (let at = 0; at < length; at++) {
        const move = learningRate * (gradients[at] ?? 0)
        if (velocity === undefined) {
          weights[at] = (weights[at] ?? 0) - move
          continue
        }
        const carried = momentum * (velocity[at] ?? 0) - move
        velocity[at] = carried
        weights[at] = (weights[at] ?? 0) + (nesterov ? momentum * carried - move : carried)
      }
    },
    ...stateOf(slots),
  }
}
