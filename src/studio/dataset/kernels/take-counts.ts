/** The kernels that go over counts in ascending order of what was counted. They leave zeros behind, ready to count the next. */
import { greaterInteger, isOtherInteger, loadShort } from '#engine/compiled/assembler/counting-expressions.ts'
import { isNoneSet } from '#engine/compiled/assembler/byte-expressions.ts'
import { addIntegers, bitwiseAnd, choose, everyLaneOfInteger, integer, isAbove, isAnySet, isBelow, isGreaterInteger, isOther, load, loadInteger, or, plus, shiftLeft, splatInteger, subtractIntegers } from '#engine/compiled/assembler/expressions.ts'
import type { Vector } from '#engine/compiled/assembler/expressions.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'

/** Counts that are taken in one go. */
export const countsAtOnce = 16

/**
 * Gives the address of the first sixteen counts of which one is above `most`, not taken yet; the end where there are none. Parameters:
 * the address of the first count and behind the last, sixteens apart; `most`; where four integers are to which the number of counts
 * above zero is added.
 */
export function defineTakeCounts(module: Module): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32'], 'i32', (f, from, to, most, distinct) => {
    const [at, isGoing, limit, found] = [f.keep(from), f.keep(isBelow(from, to)), f.keep(everyLaneOfInteger(most)), f.keep(load(distinct))]
    const counts = f.vectors(countsAtOnce / 4)
    const all: readonly Vector[] = counts
    const zero = f.keep(splatInteger(0))
    f.when(isGoing, () =>
      f.repeatWhile(() => {
        for (const [index, count] of counts.entries()) f.set(count, load(at, index * 16))
        f.when(isAnySet(all.reduce(or)), () => {
          f.set(isGoing, isNoneSet(isAnySet(isGreaterInteger(all.reduce(greaterInteger), limit))))
          f.when(isGoing, () => {
            f.set(found, subtractIntegers(found, all.map((count) => isOtherInteger(count, zero)).reduce(addIntegers)))
            for (const index of counts.keys()) f.store(at, index * 16, zero)
          })
        })
        f.set(at, plus(at, shiftLeft(isGoing, integer(Math.log2(countsAtOnce * 4)))))
        return bitwiseAnd(isGoing, isBelow(at, to))
      }),
    )
    f.store(distinct, 0, found)
    return at
  })
}

/**
 * Takes the counts of what is in a bucket, which is faster where they are few. Gives how many there are. Parameters: the bucket's address;
 * how many are in it, at least 1; where the counts are; where the largest count goes.
 */
export function defineTakeCountsOf(module: Module): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32'], 'i32', (f, bucket, length, counts, largest) => {
    const [at, place, count, distinct, most] = [f.keep(bucket), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    f.set(distinct, integer(0))
    f.set(most, integer(0))
    f.repeat(length, () => {
      f.set(place, plus(counts, shiftLeft(loadShort(at), integer(2))))
      f.set(count, loadInteger(place))
      f.set(distinct, plus(distinct, isOther(count, integer(0))))
      f.set(most, choose(isAbove(count, most), count, most))
      f.storeInteger(place, 0, integer(0))
      f.advance(at, 2)
    })
    f.storeInteger(largest, 0, most)
    return distinct
  })
}

/**
 * Adds counts up, without taking them, as long as their sum is not above `most`. Gives the address of the first that was not added.
 * Parameters: the address of the first count and behind the last; `most`; where the sum goes.
 */
export function defineSumCounts(module: Module): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32'], 'i32', (f, from, to, most, total) => {
    const [at, sum, count, isGoing] = [f.keep(from), f.local('i32'), f.local('i32'), f.keep(isBelow(from, to))]
    f.set(sum, integer(0))
    f.when(isGoing, () =>
      f.repeatWhile(() => {
        f.set(count, loadInteger(at))
        f.set(isGoing, isNoneSet(isAbove(plus(sum, count), most)))
        f.when(isGoing, () => {
          f.set(sum, plus(sum, count))
          f.advance(at, 4)
        })
        return bitwiseAnd(isGoing, isBelow(at, to))
      }),
    )
    f.storeInteger(total, 0, sum)
    return at
  })
}
