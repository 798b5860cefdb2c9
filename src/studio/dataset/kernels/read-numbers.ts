/**
 * The kernel that reads a column of plain decimals: a minus, up to fifteen digits, one point. Their digits are an integer
 * below 10^15, exact in double precision like the powers of ten up to 10^22, so the quotient is the nearest double (Clinger
 * 1990), the one that `readNumber` gives. Every other cell is left to the caller.
 */
import { addShorts, bitsOfBytes, divideDoubles, doubleOfInteger, everyByte, integerLane, isEqualByte, isNoneSet, loadByte, lowestBit, multiplyShorts, pairwiseProducts, pickBytes, shiftShortsRight, shortsOfIntegers, splatByte, subtractBytes, subtractBytesToZero } from '#engine/compiled/assembler/byte-expressions.ts'
import { addDoubles, and, bitwiseAnd, bitwiseOr, dividedBy, double, integer, isAbove, isAnySet, isBelow, isOther, isSame, load, loadDouble, loadInteger, minus, multiplyDoubles, plus, shiftLeft, times } from '#engine/compiled/assembler/expressions.ts'
import type { Vector } from '#engine/compiled/assembler/expressions.ts'
import type { Leave } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { noShortStep, noStep } from '#engine/table/numbers.ts'
import { leastShort, mostShort } from '../short-integers.ts'
import { cellLoop } from './cell-loop.ts'

const digitZero = 0x30
const minusSign = 0x2d
/** Whole numbers from the first to the second may be days: 20240305. */
const compactDates = [19_000_101, 20_991_231] as const
/** Digits of the largest scale of steps. */
export const mostDecimals = 9

/** Where the kernel's tables begin. */
interface NumberTables {
  keptBytes: number
  movedBytes: number
  powers: number
  signs: number
  wholePowers: number
  mostMantissa: number
  /** Vectors: constants in code are made anew for every cell. */
  zeros: number
  nines: number
  lowBytes: number
  tens: number
  hundreds: number
  myriads: number
}

/** What the kernel looks up; written once at `address`. */
export function numberTables(address: number): NumberTables & { bytes: Uint8Array } {
  // The last `length` bytes of sixteen; the bytes before a point moved over it; 10^scale; 1 and -1; 10^decimals and what it may multiply.
  const kept = Array.from({ length: 17 }, (_, length) => Array.from({ length: 16 }, (_byte, at) => (at >= 16 - length ? 255 : 0))).flat()
  const moved = Array.from({ length: 16 }, (_, point) => Array.from({ length: 16 }, (_byte, at) => (at > point ? at : at === 0 ? 255 : at - 1))).flat()
  const doubles = Float64Array.of(...Array.from({ length: 16 }, (_, power) => Number(`1e${power}`)), 1, -1)
  const whole = Array.from({ length: mostDecimals + 1 }, (_, power) => 10 ** power)
  const integers = Int32Array.of(...whole, ...whole.map((power) => Math.floor((2 ** 31 - 1) / power)))
  const shorts = (even: number, odd: number): Uint16Array => Uint16Array.of(even, odd, even, odd, even, odd, even, odd)
  const vectors = [new Uint8Array(16).fill(digitZero), new Uint8Array(16).fill(9), shorts(0xff, 0xff), shorts(10, 10), shorts(100, 1), shorts(10_000, 1)]
  const bytes = Uint8Array.of(...kept, ...moved, ...new Uint8Array(doubles.buffer), ...new Uint8Array(integers.buffer), ...vectors.flatMap(({ buffer }) => [...new Uint8Array(buffer)]))
  const powers = address + kept.length + moved.length
  const wholePowers = powers + doubles.byteLength
  const zeros = wholePowers + integers.byteLength
  return {
    bytes,
    keptBytes: address,
    movedBytes: address + kept.length,
    powers,
    signs: powers + 16 * 8,
    wholePowers,
    mostMantissa: wholePowers + whole.length * 4,
    zeros,
    nines: zeros + 16,
    lowBytes: zeros + 32,
    tens: zeros + 48,
    hundreds: zeros + 64,
    myriads: zeros + 80,
  }
}

/** How the kernel keeps numbers: as doubles, or as steps of a scale in 32 or in 16 bits. */
export type KeptAs = 'doubles' | 'steps' | 'shorts'

/**
 * Gives how many rows are left to the caller. Parameters: addresses of the start and the end of the column's first cell; bytes
 * from one row's to the next; rows, at least 1; the decimal mark; where the numbers go, NaN (`noStep`, `noShortStep`) for empty cells;
 * where the rows left go; where four counts go: of empty cells, of integers that spell like the number, of numbers with the mark, and of
 * those whose mark could part thousands, as in 1.234; of a scale of steps, the decimals. Sixteen bytes before a cell's end are loaded.
 * What is no whole number of steps, or does not fit into 16 bits (`short-integers.ts`), is left to the caller.
 */
export function defineReadNumbers(module: Module, tables: NumberTables, kept: KeptAs): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, starts, ends, stride, rows, mark, values, leftRows, counts, decimals) => {
    const { start, end, out, run } = cellLoop(f, { starts, ends, stride, rows, values, leftRows }, { doubles: 3, steps: 2, shorts: 1 }[kept])
    const [length, first, isNegative, points, scale, high, low] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [step, power, marked, left] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [digits, eights, value] = [f.local('v128'), f.local('v128'), f.local('f64')]
    const tableVector = (address: number): Vector => f.keep(load(integer(address)))
    const [zeros, nines, lowBytes, tens, hundreds, myriads] = [tableVector(tables.zeros), tableVector(tables.nines), tableVector(tables.lowBytes), tableVector(tables.tens), tableVector(tables.hundreds), tableVector(tables.myriads)]
    // By way of memory, so that it is not made anew for every cell.
    f.store(counts, 0, subtractBytes(everyByte(mark), zeros))
    const pointDigits = f.keep(load(counts))
    f.store(counts, 0, splatByte(0))
    const count = (which: number): void => f.storeInteger(counts, which * 4, plus(loadInteger(counts, which * 4), integer(1)))
    const storeNone = (): void => {
      if (kept === 'doubles') f.storeDouble(out, 0, double(NaN))
      else if (kept === 'steps') f.storeInteger(out, 0, integer(noStep))
      else f.storeShort(out, 0, integer(noShortStep))
    }
    const storeDouble = (): void => {
      const mantissa = addDoubles(multiplyDoubles(doubleOfInteger(high), double(1e8)), doubleOfInteger(low))
      f.set(value, divideDoubles(mantissa, loadDouble(plus(integer(tables.powers), shiftLeft(scale, integer(3))))))
      // Plus 0, which makes -0 the 0 that it stands for.
      f.storeDouble(out, 0, addDoubles(multiplyDoubles(value, loadDouble(plus(integer(tables.signs), shiftLeft(isNegative, integer(3))))), double(0)))
    }
    const storeStep = (leave: Leave): void => {
      f.set(step, low)
      f.when(high, () => {
        // 20 x 10^8 and eight digits more are below 2^31.
        leave(isAbove(high, integer(20)))
        f.set(step, plus(times(high, integer(100_000_000)), low))
      })
      f.when(isOther(scale, decimals), () => toScale(leave))
      f.set(step, times(step, minus(integer(1), shiftLeft(isNegative, integer(1)))))
      if (kept === 'steps') return f.storeInteger(out, 0, step)
      leave(isBelow(integer(mostShort - leastShort), minus(step, integer(leastShort))))
      f.storeShort(out, 0, step)
    }
    const toScale = (leave: Leave): void => {
      // Zeros behind the last decimal of the scale, as in 12.0.
      f.when(isAbove(scale, decimals), () => {
        leave(isAbove(minus(scale, decimals), integer(mostDecimals)))
        f.set(power, loadInteger(plus(integer(tables.wholePowers), shiftLeft(minus(scale, decimals), integer(2)))))
        leave(isOther(times(dividedBy(step, power), power), step))
        f.set(step, dividedBy(step, power))
      })
      f.when(isAbove(decimals, scale), () => {
        const lacking = shiftLeft(minus(decimals, scale), integer(2))
        leave(isAbove(step, loadInteger(plus(integer(tables.mostMantissa), lacking))))
        f.set(step, times(step, loadInteger(plus(integer(tables.wholePowers), lacking))))
      })
    }
    const readCell = (leave: Leave): void => {
      f.set(isNegative, isSame(loadByte(start), integer(minusSign)))
      f.set(start, plus(start, isNegative))
      f.set(first, loadByte(start))
      f.set(length, minus(end, start))
      // An absent cell ends before it starts.
      leave(isBelow(integer(15), minus(length, integer(1))))
      f.set(digits, and(subtractBytes(load(minus(end, integer(16))), zeros), load(plus(integer(tables.keptBytes), shiftLeft(length, integer(4))))))
      f.set(points, bitsOfBytes(isEqualByte(digits, pointDigits)))
      f.set(scale, integer(0))
      f.when(points, () => {
        leave(bitwiseAnd(points, minus(points, integer(1))))
        f.set(points, lowestBit(points))
        f.set(scale, minus(integer(15), points))
        f.set(digits, pickBytes(digits, load(plus(integer(tables.movedBytes), shiftLeft(points, integer(4))))))
        f.set(points, integer(1))
      })
      leave(isAnySet(subtractBytesToZero(digits, nines)))
      // One to fifteen digits.
      leave(isBelow(integer(14), minus(minus(length, points), integer(1))))
      // "0.5" and "0", but not "05": its spelling may matter.
      f.when(isSame(first, integer(digitZero)), () => leave(bitwiseAnd(isOther(length, integer(1)), isOther(loadByte(start, 1), mark))))
      // Two digits, four, eight: each step joins neighbours.
      f.set(digits, addShorts(multiplyShorts(and(digits, lowBytes), tens), shiftShortsRight(digits, 8)))
      f.set(eights, pairwiseProducts(digits, hundreds))
      f.set(eights, pairwiseProducts(shortsOfIntegers(eights, eights), myriads))
      f.set(high, integerLane(eights, 0))
      f.set(low, integerLane(eights, 1))
      f.when(isSame(length, integer(8)), () => {
        const mayBeDay = isBelow(minus(low, integer(compactDates[0])), integer(compactDates[1] - compactDates[0] + 1))
        leave(bitwiseAnd(mayBeDay, isNoneSet(bitwiseOr(points, isNegative))))
      })
      if (kept === 'doubles') storeDouble()
      else storeStep(leave)
      f.set(marked, plus(marked, points))
      f.when(isNoneSet(bitwiseOr(high, low)), () => f.when(isAbove(isNegative, points), () => count(minusZeros)))
      f.when(isSame(scale, integer(3)), () => {
        const isGroup = isBelow(minus(length, integer(5)), integer(3))
        f.when(bitwiseAnd(isGroup, isOther(first, integer(digitZero))), () => count(groups))
      })
    }
    const take = (leave: Leave, done: Leave): void => {
      f.when(isSame(start, end), () => {
        count(empties)
        storeNone()
        done()
      })
      readCell(leave)
    }
    f.set(left, run(take, storeNone))
    const taken = minus(minus(rows, left), loadInteger(counts))
    f.storeInteger(counts, plainIntegers * 4, minus(minus(taken, marked), loadInteger(counts, minusZeros * 4)))
    f.storeInteger(counts, withMark * 4, marked)
    return left
  })
}

/** The counts; that of minus zeros is needed for the second. */
const [empties, plainIntegers, withMark, groups] = [0, 1, 2, 3]
const minusZeros = plainIntegers
