/** Whether a column's numbers can be kept as whole steps, and of which size, told from some of them. */
import { noStep, stepsOf } from '#engine/table/numbers.ts'
import { mostDecimals } from './kernels/read-numbers.ts'
import { areShort } from './short-integers.ts'

/** So many times larger than in the sample numbers may be. */
const headroom = 8

/** `scale` null: as doubles. `isShort`: in 16 bits. */
export function chooseScale(sample: Float64Array): { scale: number | null; isShort: boolean } {
  let scale = 1
  let largest = NaN
  for (let at = 0; at < sample.length; at++) {
    const value = sample[at] as number
    if (value !== value) continue
    while (stepsOf(value, scale) === noStep) {
      scale *= 10
      if (scale > 10 ** mostDecimals) return { scale: null, isShort: false }
    }
    if (!(Math.abs(value) <= largest)) largest = Math.abs(value)
  }
  return largest * scale * headroom < -noStep ? { scale, isShort: areShort(largest * scale) } : { scale: null, isShort: false }
}
