/**
 * What updates the weights: rules over one flat array of all trainable weights, the same for every engine. Numbers are kept
 * in float32 and computed in float64; nothing depends on the machine.
 */

/** Everything that the next step depends on besides weights and gradients. */
export interface OptimizerState {
  /** Arrays as long as the weights, by the rule's names. */
  slots: Record<string, Float32Array>
  /** Running products, kept as they are: computing them anew from the step would give other bits. */
  numbers: Record<string, number>
}

/** How an optimizer follows the gradient, without what all optimizers may do around it. */
export interface Rule {
  /** Changes `weights` by one step along `gradients`, both of the length it was created for. */
  apply(weights: Float32Array, gradients: Float32Array, learningRate: number): void
  /** A copy. */
  state(): OptimizerState
  /** Throws a plain Error where the state is not of this rule or length. */
  setState(state: OptimizerState): void
}

export interface Optimizer extends Rule {
  /** The running average of the weights, which the network answers with; null where it has none, or before the first step. */
  average(): Float32Array | null
  /** The average of before the last step. */
  stepBack(): void
}
