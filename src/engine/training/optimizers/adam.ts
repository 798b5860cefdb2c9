/** Adam (Kingma, Ba 2014), AMSGrad (Reddi, Kale, Kumar 2018) and AdamW (Loshchilov, Hutter 2017), as Keras 3 computes them. */
import type { Optimizer } from './optimizer.ts'
import { copySlots, restoreSlots } from './slots.ts'

interface AdamSettings {
  beta1: number
  beta2: number
  epsilon: number
  amsgrad: boolean
  /** Of AdamW, applied to all weights before the step. */
  weightDecay: number
}

export function createAdam({ beta1, beta2, epsilon, amsgrad, weightDecay }: AdamSettings, length: number): Optimizer {
  const slots = { mean: new Float32Array(length), square: new Float32Array(length), ...(amsgrad ? { largest: new Float32Array(length) } : {}) }
  const { mean, square, largest } = slots
  // beta^t as running products: pow gives other bits on other versions of V8.
  let power1 = 1
  let power2 = 1
  return {
    apply(weights, gradients, learningRate) {
      power1 *= beta1
      power2 *= beta2
      const rate = (learningRate * Math.sqrt(1 - power2)) / (1 - power1)
      const kept = 1 - weightDecay * learningRate
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
        weights[at] = (weights[at] ?? 0) * kept - (rate * m) / (Math.sqrt(size) + epsilon)
      }
    },
    state: () => ({ slots: copySlots(slots), numbers: { power1, power2 } }),
    setState(state) {
      const { power1: one, power2: two } = state.numbers
      if (one === undefined || two === undefined) throw new Error('the stored state has no running products')
      restoreSlots(slots, state.slots)
      power1 = one
      power2 = two
    },
  }
}
