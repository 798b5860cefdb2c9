/** The kernels that look at every step of a column once: short ones made wide, and how many there are, the extremes and the exact sums. */
import { addWide, greaterInteger, integersOfHighShorts, integersOfLowShorts, isEqualInteger, isEqualShort, lesserInteger, shiftWideRight, wideHigh, wideLow, wideSignedProductsHigh, wideSignedProductsLow } from '#engine/compiled/assembler/counting-expressions.ts'
import { addIntegers, and, andNot, exclusiveOr, lanesOfIntegers, load, select, splatInteger } from '#engine/compiled/assembler/expressions.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { noShortStep, noStep } from '#engine/table/numbers.ts'

/**
 * What is measured, as `defineMeasureSteps` adds to it: four integers each of how many are there, the least and the greatest; then two of
 * 64 bits each of their sum, and of the lower and upper 32 bits of their squares.
 */
export const measured = { present: 0, least: 16, greatest: 32, sum: 48, squaresLow: 64, squaresHigh: 80, bytes: 96 }

/** Parameters: the address of the steps, filled up with `noStep` to whole fours; how many fours, at least 1; where the measures are. */
export function defineMeasureSteps(module: Module): Defined<null> {
  return module.define(['i32', 'i32', 'i32'], (f, steps, fours, measures) => {
    const at = f.keep(steps)
    const [present, least, greatest] = [f.keep(load(measures, measured.present)), f.keep(load(measures, measured.least)), f.keep(load(measures, measured.greatest))]
    const [sum, squaresLow, squaresHigh] = [f.keep(load(measures, measured.sum)), f.keep(load(measures, measured.squaresLow)), f.keep(load(measures, measured.squaresHigh))]
    const [values, missing, square] = [f.local('v128'), f.local('v128'), f.local('v128')]
    const lowHalves = lanesOfIntegers([-1, 0, -1, 0])
    f.repeat(fours, () => {
      f.set(values, load(at))
      f.set(missing, isEqualInteger(values, splatInteger(noStep)))
      f.set(present, addIntegers(present, addIntegers(missing, splatInteger(1))))
      f.set(greatest, greaterInteger(greatest, values))
      // All bits turned round, a missing one is above all others.
      f.set(least, lesserInteger(least, exclusiveOr(values, missing)))
      f.set(values, andNot(values, missing))
      f.set(sum, addWide(sum, addWide(wideLow(values), wideHigh(values))))
      for (const squares of [wideSignedProductsLow(values, values), wideSignedProductsHigh(values, values)]) {
        f.set(square, squares)
        f.set(squaresLow, addWide(squaresLow, and(square, lowHalves)))
        f.set(squaresHigh, addWide(squaresHigh, shiftWideRight(square, 32)))
      }
      f.advance(at, 16)
    })
    const kept = [[measured.present, present], [measured.least, least], [measured.greatest, greatest], [measured.sum, sum], [measured.squaresLow, squaresLow], [measured.squaresHigh, squaresHigh]] as const
    for (const [offset, value] of kept) f.store(measures, offset, value)
  })
}

/** Parameters: the address of short steps; how many eights, at least 1; where they go as steps of 32 bits, which is not behind the address. */
export function defineWidenSteps(module: Module): Defined<null> {
  return module.define(['i32', 'i32', 'i32'], (f, shorts, eights, steps) => {
    const [at, out] = [f.keep(shorts), f.keep(steps)]
    const [values, missing] = [f.local('v128'), f.local('v128')]
    const noShort = splatInteger((noShortStep & 0xffff) | (noShortStep << 16))
    f.repeat(eights, () => {
      f.set(values, load(at))
      f.set(missing, isEqualShort(values, noShort))
      for (const [offset, half] of [[0, integersOfLowShorts], [16, integersOfHighShorts]] as const) f.store(out, offset, select(half(missing), splatInteger(noStep), half(values)))
      f.advance(at, 16)
      f.advance(out, 32)
    })
  })
}
