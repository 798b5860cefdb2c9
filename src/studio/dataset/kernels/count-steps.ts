/** The kernels that put the steps of a column in order: by counting each, and where they lie too far apart, by parting them into buckets first. */
import { loadShort } from '#engine/compiled/assembler/counting-expressions.ts'
import { bitwiseAnd, choose, integer, isSame, loadInteger, minus, plus, shiftLeft, shiftRight } from '#engine/compiled/assembler/expressions.ts'
import type { Integer } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { noStep } from '#engine/table/numbers.ts'

/** A bucket has 2^14 steps: so many counts stay in the processor's nearer caches. */
export const bucketBits = 14

/**
 * Counts steps: each by itself, or by their buckets. Parameters: the address of the steps, filled up with `noStep` to whole fours; how
 * many fours, at least 1; the lowest step; where the counts are; the number of the count of missing ones.
 */
export function defineCountSteps(module: Module, by: 'step' | 'bucket'): Defined<null> {
  return module.define(['i32', 'i32', 'i32', 'i32', 'i32'], (f, steps, fours, lowest, counts, missing) => {
    const [at, step, count] = [f.keep(steps), f.local('i32'), f.local('i32')]
    f.repeat(fours, () => {
      for (const offset of [0, 4, 8, 12]) {
        f.set(step, loadInteger(at, offset))
        const place = minus(step, lowest)
        f.set(count, addressOf(counts, choose(isSame(step, integer(noStep)), missing, by === 'step' ? place : shiftRight(place, integer(bucketBits)))))
        countUp(f, count)
      }
      f.advance(at, 16)
    })
  })
}

/**
 * Parts steps into buckets, of each the lower bits of what it is above the lowest, in 16 bits. Parameters as of `defineCountSteps`, with where the
 * next one of each bucket goes instead of counts; the number of the bucket of missing ones; the address of the first bucket.
 */
export function definePartSteps(module: Module): Defined<null> {
  return module.define(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], (f, steps, fours, lowest, nexts, missing, buckets) => {
    const [at, step, next, place] = [f.keep(steps), f.local('i32'), f.local('i32'), f.local('i32')]
    f.repeat(fours, () => {
      for (const offset of [0, 4, 8, 12]) {
        f.set(step, loadInteger(at, offset))
        f.set(next, addressOf(nexts, choose(isSame(step, integer(noStep)), missing, shiftRight(minus(step, lowest), integer(bucketBits)))))
        f.set(place, loadInteger(next))
        f.storeShort(plus(buckets, shiftLeft(place, integer(1))), 0, bitwiseAnd(minus(step, lowest), integer(2 ** bucketBits - 1)))
        f.storeInteger(next, 0, plus(place, integer(1)))
      }
      f.advance(at, 16)
    })
  })
}

/** Counts what is in a bucket. Parameters: its address; how many, at least 1; where the counts are. */
export function defineCountBucket(module: Module): Defined<null> {
  return module.define(['i32', 'i32', 'i32'], (f, bucket, length, counts) => {
    const [at, count] = [f.keep(bucket), f.local('i32')]
    f.repeat(length, () => {
      f.set(count, addressOf(counts, loadShort(at)))
      countUp(f, count)
      f.advance(at, 2)
    })
  })
}

function addressOf(counts: Integer, place: Integer): Integer {
  return plus(counts, shiftLeft(place, integer(2)))
}

function countUp(f: FunctionBody, count: Integer): void {
  f.storeInteger(count, 0, plus(loadInteger(count), integer(1)))
}
