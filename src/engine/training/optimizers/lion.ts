/** Steps of one size along the sign of the averaged gradient (Chen and others 2023), as Keras 3's `Lion`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

export function createLion({ beta1, beta2 }: { beta1: number; beta2: number }, length: number): Rule {
  const mean = new Float32Array(length)
  return {
    apply(weights, gradients, learningRate) {
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const m = mean[at] ?? 0
        weights[at] = (weights[at] ?? 0) - learningRate * Math.sign(m * beta1 + gradient * (1 - beta1))
        mean[at] = m * beta2 + gradient * (1 - beta2)
      }
    },
    ...stateOf({ mean }),
  }
}
