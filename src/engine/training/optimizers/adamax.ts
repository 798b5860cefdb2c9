/** Adam with the largest recent gradient in place of the average one (Kingma, Ba 2014, section 7), as Keras 3's `Adamax`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

export function createAdamax({ beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number }, length: number): Rule {
  const slots = { mean: new Float32Array(length), largest: new Float32Array(length) }
  const { mean, largest } = slots
  const numbers = { power1: 1 }
  return {
    apply(weights, gradients, learningRate) {
      numbers.power1 *= beta1
      const rate = learningRate / (1 - numbers.power1)
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const m = (mean[at] ?? 0) + (gradient - (mean[at] ?? 0)) * (1 - beta1)
        const size = Math.max(beta2 * (largest[at] ?? 0), Math.abs(gradient))
        mean[at] = m
        largest[at] = size
        weights[at] = (weights[at] ?? 0) - (rate * m) / (size + epsilon)
      }
    },
    ...stateOf(slots, numbers),
  }
}
