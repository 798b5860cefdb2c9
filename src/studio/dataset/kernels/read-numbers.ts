/**
 * The kernel that reads a column of plain decimals: a minus, up to fifteen digits, one point. Their digits are an integer
 * below 10^15, exact in double precision like the powers of ten up to 10^22, so the quotient is the nearest double (Clinger
 * 1990), the one that `readNumber` gives. Every other cell is left to the caller.
 */
import { addShorts, bitsOfBytes, divideDoubles, doubleOfInteger, everyByte, integerLane, isAboveByte, isEqualByte, isNoneSet, loadByte, lowestBit, multiplyShorts, pairwiseProducts, pickBytes, shiftShortsRight, splatByte, splatShorts, subtractBytes } from '#engine/compiled/assembler/byte-expressions.ts'
import { addDoubles, and, bitwiseAnd, bitwiseOr, dividedBy, double, integer, isAbove, isAnySet, isBelow, isOther, isSame, load, loadDouble, loadInteger, minus, multiplyDoubles, partsOf, plus, shiftLeft, times } from '#engine/compiled/assembler/expressions.ts'
import { noStep } from '#engine/table/numbers.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'

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
}

/** What the kernel looks up; written once at `address`. */
export function numberTables(address: number): NumberTables & { bytes: Uint8Array } {
  // The last `length` bytes of sixteen; the bytes before a point moved over it; 10^scale; 1 and -1; 10^decimals and what it may multiply.
  const kept = Array.from({ length: 17 }, (_, length) => Array.from({ length: 16 }, (_byte, at) => (at >= 16 - length ? 255 : 0))).flat()
  const moved = Array.from({ length: 16 }, (_, point) => Array.from({ length: 16 }, (_byte, at) => (at > point ? at : at === 0 ? 255 : at - 1))).flat()
  const doubles = Float64Array.of(...Array.from({ length: 16 }, (_, power) => Number(`1e${power}`)), 1, -1)
  const whole = Array.from({ length: mostDecimals + 1 }, (_, power) => 10 ** power)
  const integers = Int32Array.of(...whole, ...whole.map((power) => Math.floor((2 ** 31 - 1) / power)))
  const bytes = Uint8Array.of(...kept, ...moved, ...new Uint8Array(doubles.buffer), ...new Uint8Array(integers.buffer))
  const powers = address + kept.length + moved.length
  const wholePowers = powers + doubles.byteLength
  return { bytes, keptBytes: address, movedBytes: address + kept.length, powers, signs: powers + 16 * 8, wholePowers, mostMantissa: wholePowers + whole.length * 4 }
}

/**
 * Gives how many rows are left to the caller. Parameters: addresses of the start and the end of the column's first cell; bytes
 * from one row's to the next; rows, at least 1; the decimal mark; where the numbers go, NaN (or `noStep`) for empty cells; where the
 * rows left go; where four counts go: of empty cells, of integers that spell like the number, of numbers with the mark, and of those
 * whose mark could part thousands, as in 1.234; of a scale of steps, the decimals. Sixteen bytes before a cell's end are loaded.
 * `kept`: as doubles, or as steps of a scale, where a number that is no whole number of steps is left to the caller.
 */
export function defineReadNumbers(module: Module, tables: NumberTables, kept: 'doubles' | 'steps'): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, starts, ends, stride, rows, mark, values, leftRows, counts, decimals) => {
    const [startAt, endAt, out, leftAt, row] = [f.keep(starts), f.keep(ends), f.keep(values), f.keep(leftRows), f.local('i32')]
    const [start, end, length, isNegative, points, place, scale, isPlain, high, low, empty, plain, marked, grouped] = Array.from({ length: 14 }, () => f.local('i32'))
    if (!start || !end || !length || !isNegative || !points || !place || !scale || !isPlain || !high || !low || !empty || !plain || !marked || !grouped) throw new Error('fourteen were made')
    const [digits, quads] = [f.local('v128'), f.local('v128')]
    const [value, step, tooFine, power] = [f.local('f64'), f.local('i32'), f.local('i32'), f.local('i32')]
    const keepDouble = (): void => {
      const mantissa = addDoubles(multiplyDoubles(doubleOfInteger(high), double(1e8)), doubleOfInteger(low))
      const magnitude = divideDoubles(mantissa, loadDouble(plus(integer(tables.powers), shiftLeft(scale, integer(3)))))
      // Plus 0, which makes -0 the 0 that it stands for.
      f.set(value, addDoubles(multiplyDoubles(magnitude, loadDouble(plus(integer(tables.signs), shiftLeft(isNegative, integer(3))))), double(0)))
    }
    /** Takes `isPlain` away from what has no place among the steps. */
    const keepStep = (): void => {
      // 20 x 10^8 and eight digits more are below 2^31.
      f.set(isPlain, bitwiseAnd(isPlain, isNoneSet(isAbove(high, integer(20)))))
      f.set(step, plus(times(high, integer(100_000_000)), low))
      f.when(isOther(scale, decimals), toScale)
      f.set(step, times(step, minus(integer(1), shiftLeft(isNegative, integer(1)))))
    }
    const toScale = (): void => {
      // Zeros behind the last decimal of the scale, as in 12.0.
      f.set(tooFine, minus(scale, decimals))
      f.when(isAbove(tooFine, integer(0)), () => {
        f.set(isPlain, bitwiseAnd(isPlain, isBelow(tooFine, integer(mostDecimals + 1))))
        f.when(isPlain, () => {
          f.set(power, loadInteger(plus(integer(tables.wholePowers), shiftLeft(tooFine, integer(2)))))
          f.set(isPlain, isSame(times(dividedBy(step, power), power), step))
          f.set(step, dividedBy(step, power))
        })
        f.set(tooFine, integer(0))
      })
      const lacking = shiftLeft(minus(integer(0), tooFine), integer(2))
      f.set(isPlain, bitwiseAnd(isPlain, isNoneSet(isAbove(step, loadInteger(plus(integer(tables.mostMantissa), lacking))))))
      f.set(step, times(step, loadInteger(plus(integer(tables.wholePowers), lacking))))
    }
    const pointDigits = f.keep(subtractBytes(everyByte(mark), splatByte(digitZero)))
    f.repeat(rows, () => {
      f.set(start, loadInteger(startAt))
      f.set(end, loadInteger(endAt))
      if (kept === 'doubles') f.set(value, double(NaN))
      else f.set(step, integer(noStep))
      f.set(isPlain, isSame(start, end))
      f.set(empty, plus(empty, isPlain))
      f.when(isNoneSet(isPlain), () => {
        f.set(isNegative, isSame(loadByte(start), integer(minusSign)))
        f.set(start, plus(start, isNegative))
        f.set(length, minus(end, start))
        // An absent cell ends before it starts.
        f.when(bitwiseAnd(isAbove(length, integer(0)), isAbove(integer(17), length)), () => {
          f.set(digits, and(subtractBytes(load(minus(end, integer(16))), splatByte(digitZero)), load(plus(integer(tables.keptBytes), shiftLeft(length, integer(4))))))
          f.set(points, bitsOfBytes(isEqualByte(digits, pointDigits)))
          f.set(scale, integer(0))
          f.set(place, isOther(points, integer(0)))
          f.when(points, () => {
            f.set(scale, minus(integer(15), lowestBit(points)))
            f.set(digits, pickBytes(digits, load(plus(integer(tables.movedBytes), shiftLeft(lowestBit(points), integer(4))))))
          })
          const isOnePoint = isNoneSet(bitwiseAnd(points, minus(points, integer(1))))
          const areDigits = isNoneSet(isAnySet(isAboveByte(digits, splatByte(9))))
          const count = minus(length, place)
          // "0.5" and "0", but not "05": its spelling may matter.
          const beginsWell = bitwiseOr(isOther(loadByte(start), integer(digitZero)), bitwiseOr(isSame(length, integer(1)), isSame(loadByte(start, 1), mark)))
          f.set(isPlain, bitwiseAnd(bitwiseAnd(isOnePoint, areDigits), bitwiseAnd(bitwiseAnd(isAbove(count, integer(0)), isAbove(integer(16), count)), beginsWell)))
          f.when(isPlain, () => {
            // Two digits, four, eight: each step joins neighbours.
            const pairs = addShorts(multiplyShorts(and(digits, splatShorts(0xff, 0xff)), splatShorts(10, 10)), shiftShortsRight(digits, 8))
            f.set(quads, pairwiseProducts(pairs, splatShorts(100, 1)))
            f.set(high, plus(times(integerLane(quads, 0), integer(10_000)), integerLane(quads, 1)))
            f.set(low, plus(times(integerLane(quads, 2), integer(10_000)), integerLane(quads, 3)))
            if (kept === 'doubles') keepDouble()
            const isMinusZero = bitwiseAnd(isNegative, isNoneSet(bitwiseOr(high, low)))
            const mayBeDay = bitwiseAnd(bitwiseAnd(isAbove(low, integer(compactDates[0] - 1)), isAbove(integer(compactDates[1] + 1), low)), isNoneSet(bitwiseOr(bitwiseOr(high, isNegative), place)))
            f.set(isPlain, isNoneSet(mayBeDay))
            if (kept === 'steps') keepStep()
            f.set(plain, plus(plain, bitwiseAnd(isPlain, isNoneSet(bitwiseOr(place, isMinusZero)))))
            f.set(marked, plus(marked, bitwiseAnd(isPlain, place)))
            const isGroup = bitwiseAnd(isSame(scale, integer(3)), bitwiseAnd(isAbove(integer(7), count), bitwiseAnd(isAbove(count, integer(3)), isOther(loadByte(start), integer(digitZero)))))
            f.set(grouped, plus(grouped, bitwiseAnd(bitwiseAnd(isPlain, place), isGroup)))
          })
        })
        f.when(isNoneSet(isPlain), () => {
          f.storeInteger(leftAt, 0, row)
          f.advance(leftAt, 4)
        })
      })
      if (kept === 'doubles') f.storeDouble(out, 0, value)
      else f.storeInteger(out, 0, step)
      f.advance(out, kept === 'doubles' ? 8 : 4)
      f.advance(row, 1)
      f.set(startAt, plus(startAt, stride))
      f.set(endAt, plus(endAt, stride))
    })
    f.storeInteger(counts, 0, empty)
    f.storeInteger(counts, 4, plain)
    f.storeInteger(counts, 8, marked)
    f.storeInteger(counts, 12, grouped)
    return partsOf(minus(leftAt, leftRows), 2)
  })
}
