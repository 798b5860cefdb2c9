/** Steps divided by the running size of the gradient, as Keras 3's `RMSprop` (Hinton, Tieleman 2012). */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

interface RmspropSettings {
  rho: number
  momentum: number
  epsilon: number
  centered: boolean
}

export function createRmsprop({ rho, momentum, epsilon, centered }: RmspropSettings, length: number): Rule {
  const slots = {
    velocity: new Float32Array(length),
    ...(momentum > 0 ? { carried: new Float32Array(length) } : {}),
    ...(centered ? { average: new Float32Array(length) } : {}),
  }
  const { velocity, carried, average } = slots
  return {
    apply(weights, gradients, learningRate) {
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const square = rho * (velocity[at] ?? 0) + (1 - rho) * gradient * gradient
        velocity[at] = square
        let size = square
        if (average !== undefined) {
          const mean = rho * (average[at] ?? 0) + (1 - rho) * gradient
          average[at] = mean
          size -= mean * mean
        }
        let move = (learningRate * gradient) / Math.sqrt(size + epsilon)
        if (carried !== undefined) {
          move += momentum * (carried[at] ?? 0)
          carried[at] = move
        }
        weights[at] = (weights[at] ?? 0) - move
      }
    },
    ...stateOf(slots),
  }
}
