/** Steps divided by the sum of all gradients so far (Duchi, Hazan, Singer 2011), as Keras 3's `Adagrad`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

export function createAdagrad({ initialAccumulatorValue, epsilon }: { initialAccumulatorValue: number; epsilon: number }, length: number): Rule {
  const accumulated = new Float32Array(length).fill(initialAccumulatorValue)
  return {
    apply(weights, gradients, learningRate) {
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const sum = (accumulated[at] ?? 0) + gradient * gradient
        accumulated[at] = sum
        weights[at] = (weights[at] ?? 0) - (learningRate * gradient) / Math.sqrt(sum + epsilon)
      }
    },
    ...stateOf({ accumulated }),
  }
}
