/** Steps as large as the steps before (Zeiler 2012), as Keras 3's `Adadelta`. */
import type { Rule } from './optimizer.ts'
import { stateOf } from './slots.ts'

export function createAdadelta({ rho, epsilon }: { rho: number; epsilon: number }, length: number): Rule {
  const slots = { square: new Float32Array(length), squaredMove: new Float32Array(length) }
  const { square, squaredMove } = slots
  return {
    apply(weights, gradients, learningRate) {
      for (let at = 0; at < length; at++) {
        const gradient = gradients[at] ?? 0
        const size = rho * (square[at] ?? 0) + (1 - rho) * gradient * gradient
        const moved = squaredMove[at] ?? 0
        const move = (Math.sqrt(moved + epsilon) * gradient) / Math.sqrt(size + epsilon)
        square[at] = size
        squaredMove[at] = rho * moved + (1 - rho) * move * move
        weights[at] = (weights[at] ?? 0) - learningRate * move
      }
    },
    ...stateOf(slots),
  }
}
