/** Gradients kept from becoming too large, as Keras 3's optimizers do before everything else. Knows no rule. */

export interface Clipping {
  /** 0 is off; of several, the first in this order counts, as in Keras. */
  clipnorm: number
  globalClipnorm: number
  clipvalue: number
}

/**
 * The gradients themselves where nothing is clipped, else a copy that the next call overwrites. `lengths` are those of the weight
 * arrays that lie one after the other; their norms are clipped each by itself.
 */
export function createClipping({ clipnorm, globalClipnorm, clipvalue }: Clipping, lengths: readonly number[]): (gradients: Float32Array) => Float32Array {
  if (clipnorm === 0 && globalClipnorm === 0 && clipvalue === 0) return (gradients) => gradients
  const clipped = new Float32Array(lengths.reduce((sum, length) => sum + length, 0))
  if (clipnorm > 0) {
    return (gradients) => {
      let from = 0
      for (const length of lengths) {
        const largest = Math.max(normOf(gradients, from, from + length), clipnorm)
        for (let at = from; at < from + length; at++) clipped[at] = ((gradients[at] ?? 0) * clipnorm) / largest
        from += length
      }
      return clipped
    }
  }
  if (globalClipnorm > 0) {
    return (gradients) => {
      const factor = globalClipnorm / Math.max(normOf(gradients, 0, gradients.length), globalClipnorm)
      for (let at = 0; at < clipped.length; at++) clipped[at] = (gradients[at] ?? 0) * factor
      return clipped
    }
  }
  return (gradients) => {
    for (let at = 0; at < clipped.length; at++) clipped[at] = Math.max(-clipvalue, Math.min(clipvalue, gradients[at] ?? 0))
    return clipped
  }
}

function normOf(values: Float32Array, from: number, to: number): number {
  let squares = 0
  for (let at = from; at < to; at++) squares += (values[at] ?? 0) * (values[at] ?? 0)
  return Math.sqrt(squares)
}
