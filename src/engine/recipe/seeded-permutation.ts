/** Orders drawn from a seed for the studio's own split. Knows no rows. */
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'

/** A permutation of 0 .. count - 1 that depends on nothing but its arguments; `stream` tells apart draws of one seed. */
export function seededPermutation(count: number, seed: number, stream: number): Int32Array {
  return createMersenneTwister((seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0).permutation(count)
}
