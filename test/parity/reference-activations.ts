/** The activation functions as their definitions say, in float64. */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { noteSide } from './kinks.ts'
import type { Kinks } from './kinks.ts'

/** The numbers of one row. */
export function activate(name: ActivationName, row: readonly number[], kinks: Kinks): number[] {
  if (name === 'softmax') {
    const largest = Math.max(...row)
    const total = row.reduce((sum, x) => sum + Math.exp(x - largest), 0)
    return row.map((x) => Math.exp(x - largest) / total)
  }
  const { of, bends } = functions[name]
  return row.map((x) => {
    for (const bend of bends) noteSide(kinks, x - bend)
    return of(x)
  })
}

/** `bends`: where the derivative jumps. */
const functions: Record<Exclude<ActivationName, 'softmax'>, { of: (x: number) => number; bends: readonly number[] }> = {
  linear: { of: (x) => x, bends: [] },
  relu: { of: (x) => Math.max(0, x), bends: [0] },
  leakyRelu: { of: (x) => (x > 0 ? x : 0.2 * x), bends: [0] },
  elu: { of: (x) => (x > 0 ? x : Math.expm1(x)), bends: [] },
  selu: { of: (x) => 1.05070098 * (x > 0 ? x : 1.67326324 * Math.expm1(x)), bends: [0] },
  gelu: { of: (x) => (x * (1 + errorFunction(x / Math.SQRT2))) / 2, bends: [] },
  silu: { of: (x) => x / (1 + Math.exp(-x)), bends: [] },
  tanh: { of: Math.tanh, bends: [] },
  sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), bends: [] },
  hardSigmoid: { of: (x) => Math.max(0, Math.min(1, x / 6 + 0.5)), bends: [-3, 3] },
  softplus: { of: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), bends: [] },
  softsign: { of: (x) => x / (1 + Math.abs(x)), bends: [] },
}

/** Abramowitz and Stegun 7.1.6: a sum of positive terms, so that nothing cancels. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
