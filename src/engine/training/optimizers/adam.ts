/** Adam (Kingma, Ba 2014) and AMSGrad (Reddi, Kale, Kumar 2018), as Keras 3 computes them. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

interface AdamSettings {
  beta1: number
  beta2: number
  epsilon: number
  amsgrad: boolean
}

export function createAdam({ beta1, beta2, epsilon, amsgrad }: AdamSettings, length: number): Rule {
  const slots = { mean: new Float32Array(length), square: new Float32Array(length), ...(amsgrad ? { largest: new Float32Array(length) } : {}) }
  const { mean, square, largest } = slots
  // beta^t as running products: pow gives other bits on other versions of V8.
  const numbers = { power1: 1, power2: 1 }
  return {
    apply(weights, gradients, learningRate) {
      numbers.power1 *= beta1
      numbers.power2 *= beta2
      const rate = (learningRate * Math.sqrt(1 - numbers.power2)) / (1 - numbers.power1)
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const m = (mean[at] ?? 0) + (gradient - (mean[at] ?? 0)) * (1 - beta1)
        const v = (square[at] ?? 0) + (gradient * gradient - (square[at] ?? 0)) * (1 - beta2)
        mean[at] = m
        square[at] = v
        let size = v
        if (largest !== undefined) {
          size = Math.max(v, largest[at] ?? 0)
          largest[at] = size
        }
        weights[at] = (weights[at] ?? 0) - (rate * m) / (Math.sqrt(size) + epsilon)
      }
    },
    ...stateOf(slots, numbers),
  }
}
