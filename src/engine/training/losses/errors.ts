/** Losses of how far a number is from the true one, and of a count. Definitions are Keras 3's (`losses/losses.py`). */
import { stableExp, stableLog, stableLog1p } from '#engine/random/stable-functions.ts'
import { epsilon, meanOver } from './row-loss.ts'
import type { RowLossOf } from './row-loss.ts'

export const meanSquaredError: RowLossOf = (_, width) => meanOver(width, (value, target) => (value - target) * (value - target), (value, target) => 2 * (value - target))

export const meanAbsoluteError: RowLossOf = (_, width) => meanOver(width, (value, target) => Math.abs(value - target), (value, target) => Math.sign(value - target))

export const huber: RowLossOf = ({ settings: { delta = 1 } }, width) =>
  meanOver(
    width,
    (value, target) => (Math.abs(value - target) <= delta ? 0.5 * (value - target) * (value - target) : delta * Math.abs(value - target) - 0.5 * delta * delta),
    (value, target) => Math.max(-delta, Math.min(delta, value - target)),
  )

/** log(cosh(e)) = |e| + log(1 + exp(-2 |e|)) - log 2, without overflow; its derivative is tanh(e). */
export const logCosh: RowLossOf = (_, width) =>
  meanOver(
    width,
    (value, target) => Math.abs(value - target) + stableLog1p(stableExp(-2 * Math.abs(value - target))) - Math.LN2,
    (value, target) => {
      const small = stableExp(-2 * Math.abs(value - target))
      return (Math.sign(value - target) * (1 - small)) / (1 + small)
    },
  )

/** Outputs are averages of counts: a row's loss is its negative log likelihood, but for what no output changes. */
export const poisson: RowLossOf = (_, width) => meanOver(width, (value, target) => value - target * stableLog(value + epsilon), (value, target) => 1 - target / (value + epsilon))
