/** Hinge losses, as Keras 3 defines them. Targets are classes, 0 or 1, which become -1 or 1 as Keras makes them. */
import { meanOver } from './row-loss.ts'
import type { RowLossOf } from './row-loss.ts'

export const hinge: RowLossOf = (_, width) =>
  // At the margin itself TensorFlow's gradient of a maximum goes to its first argument.
  meanOver(width, (value, target) => largerOf(1 - signed(target) * value), (value, target) => (1 - signed(target) * value >= 0 ? -signed(target) : 0))

export const squaredHinge: RowLossOf = (_, width) =>
  meanOver(
    width,
    (value, target) => largerOf(1 - signed(target) * value) * largerOf(1 - signed(target) * value),
    (value, target) => -2 * signed(target) * largerOf(1 - signed(target) * value),
  )

function signed(target: number): number {
  return 2 * target - 1
}

/** Not a number where the margin is none. */
function largerOf(margin: number): number {
  return margin < 0 ? 0 : margin
}
