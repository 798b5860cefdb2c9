/** Adam with Nesterov's momentum (Dozat 2015), as Keras 3's `Nadam`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

/** The share of beta 1 by which momentum grows: beta1 x (1 - 0.96^t / 2). */
const decay = 0.96

export function createNadam({ beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number }, length: number): Rule {
  const slots = { mean: new Float32Array(length), square: new Float32Array(length) }
  const { mean, square } = slots
  // 0.96^t, beta2^t and the product of all momenta so far.
  const numbers = { decayPower: 1, power2: 1, product: 1 }
  return {
    apply(weights, gradients, learningRate) {
      numbers.decayPower *= decay
      numbers.power2 *= beta2
      const now = beta1 * (1 - 0.5 * numbers.decayPower)
      const next = beta1 * (1 - 0.5 * numbers.decayPower * decay)
      numbers.product *= now
      const ofMean = next / (1 - numbers.product * next)
      const ofGradient = (1 - now) / (1 - numbers.product)
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const m = (mean[at] ?? 0) + (gradient - (mean[at] ?? 0)) * (1 - beta1)
        const v = (square[at] ?? 0) + (gradient * gradient - (square[at] ?? 0)) * (1 - beta2)
        mean[at] = m
        square[at] = v
        weights[at] = (weights[at] ?? 0) - (learningRate * (ofMean * m + ofGradient * gradient)) / (Math.sqrt(v / (1 - numbers.power2)) + epsilon)
      }
    },
    ...stateOf(slots, numbers),
  }
}
