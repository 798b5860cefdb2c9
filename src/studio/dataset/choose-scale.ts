/** Whether a column's numbers can be kept as whole steps, and of which size, told from some of them. */
import { noStep, stepsOf } from '#engine/table/numbers.ts'
import { mostDecimals } from './kernels/read-numbers.ts'

/** So many times larger than in the sample numbers may be. */
const headroom = 8

/** null: as doubles. */
export function chooseScale(sample: Float64Array): number | null {
  let scale = 1
  let largest = NaN
  for (const value of sample) {
    if (value !== value) continue
    while (stepsOf(value, scale) === noStep) {
      scale *= 10
      if (scale > 10 ** mostDecimals) return null
    }
    if (!(Math.abs(value) <= largest)) largest = Math.abs(value)
  }
  return largest * scale * headroom < -noStep ? scale : null
}
