/** The activation functions in float64, the same to the bit on every machine. */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { stableExp, stableLog1p } from '#engine/random/stable-functions.ts'

/** Changes rows of `width` numbers in place. */
export function activate(name: ActivationName, values: Float64Array, width: number): void {
  if (name === 'softmax') {
    for (let from = 0; from < values.length; from += width) softmax(values.subarray(from, from + width))
    return
  }
  const of = functions[name]
  for (let at = 0; at < values.length; at++) values[at] = of(values[at] ?? 0)
}

const functions: Record<Exclude<ActivationName, 'softmax'>, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x < 0 ? 0.2 * x : x),
  elu: (x) => (x < 0 ? stableExp(x) - 1 : x),
  selu: (x) => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (stableExp(x) - 1) : x),
  gelu: (x) => x * 0.5 * (1 + erf(x * Math.SQRT1_2)),
  silu: (x) => x * sigmoid(x),
  tanh: (x) => 2 * sigmoid(2 * x) - 1,
  sigmoid,
  hardSigmoid: (x) => Math.max(0, Math.min(1, x / 6 + 0.5)),
  softplus: (x) => Math.max(0, x) + stableLog1p(stableExp(-Math.abs(x))),
  softsign: (x) => x / (1 + Math.abs(x)),
}

function sigmoid(x: number): number {
  const small = stableExp(-Math.abs(x))
  return x < 0 ? small / (1 + small) : 1 / (1 + small)
}

/** Within 1.5e-7 (Abramowitz, Stegun 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * stableExp(-x * x)
  return x < 0 ? tail - 1 : 1 - tail
}

function softmax(row: Float64Array): void {
  let [largest, total] = [-Infinity, 0]
  for (const value of row) largest = Math.max(largest, value)
  for (let at = 0; at < row.length; at++) total += row[at] = stableExp((row[at] ?? 0) - largest)
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) / total
}
