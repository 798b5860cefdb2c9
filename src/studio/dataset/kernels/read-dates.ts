/** The kernel that reads a column of dates as 2024-03-05, of the years in which every fourth is a leap year. Every other cell is left to the caller. */
import { addShorts, integerLane, isAboveByte, isNoneSet, loadByte, multiplyShorts, pairwiseProducts, pickBytes, shiftShortsRight, splatByte, splatShorts, subtractBytes } from '#engine/compiled/assembler/byte-expressions.ts'
import { and, bitwiseAnd, integer, isAbove, isAnySet, isBelow, isSame, load, loadInteger, minus, partsOf, plus, shiftLeft, shiftRight, times } from '#engine/compiled/assembler/expressions.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { noStep } from '#engine/table/numbers.ts'

const years = [1901, 2099] as const
/** Days from 1970-01-01 to the first of these years. */
const firstDay = Date.UTC(years[0], 0, 1) / 86_400_000
/** A month and a day as one number, as in 1231. */
const mostMonthDay = 1231
const digitZero = 0x30
const dash = 0x2d

/** What the kernel looks up; written once at `address`, which is divisible by four. */
export function dateTables(address: number): { bytes: Uint8Array; picked: number; dayOfYear: number } {
  // Of sixteen bytes that end with the date: its digits, one behind the other; 0x80 picks none.
  const picked = [...new Array<number>(8).fill(0x80), 6, 7, 8, 9, 11, 12, 14, 15]
  // 1 to 365, and to 366 of a leap year; 0 where there is no such day.
  const dayOfYear = Int32Array.from({ length: (mostMonthDay + 1) * 2 }, (_, at) => {
    const year = at <= mostMonthDay ? 2023 : 2024
    const [month, day] = [Math.floor((at % (mostMonthDay + 1)) / 100), at % (mostMonthDay + 1) % 100]
    const time = Date.UTC(year, month - 1, day)
    return month >= 1 && day >= 1 && new Date(time).getUTCMonth() === month - 1 ? (time - Date.UTC(year, 0, 0)) / 86_400_000 : 0
  })
  return { bytes: Uint8Array.of(...picked, ...new Uint8Array(dayOfYear.buffer)), picked: address, dayOfYear: address + picked.length }
}

/**
 * Gives how many rows are left to the caller. Parameters: addresses of the start and the end of the column's first cell; bytes from
 * one row's to the next; rows, at least 1; where the days since 1970-01-01 go, `noStep` for empty cells; where the rows left go; where
 * the count of empty cells goes. Sixteen bytes before a cell's end are loaded.
 */
export function defineReadDates(module: Module, tables: Omit<ReturnType<typeof dateTables>, 'bytes'>): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, starts, ends, stride, rows, values, leftRows, empties) => {
    const [startAt, endAt, out, leftAt] = [f.keep(starts), f.keep(ends), f.keep(values), f.keep(leftRows)]
    const [row, start, end, isTaken, empty] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [days, year, monthDay, day] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [digits, quads] = [f.local('v128'), f.local('v128')]
    f.repeat(rows, () => {
      f.set(start, loadInteger(startAt))
      f.set(end, loadInteger(endAt))
      f.set(days, integer(noStep))
      f.set(isTaken, isSame(start, end))
      f.set(empty, plus(empty, isTaken))
      f.when(isSame(minus(end, start), integer(10)), () => {
        f.set(digits, pickBytes(subtractBytes(load(minus(end, integer(16))), splatByte(digitZero)), load(integer(tables.picked))))
        // Two digits, four: each step joins neighbours.
        f.set(quads, pairwiseProducts(addShorts(multiplyShorts(and(digits, splatShorts(0xff, 0xff)), splatShorts(10, 10)), shiftShortsRight(digits, 8)), splatShorts(100, 1)))
        f.set(year, integerLane(quads, 2))
        f.set(monthDay, integerLane(quads, 3))
        const areDigits = isNoneSet(isAnySet(isAboveByte(digits, splatByte(9))))
        const areDashes = bitwiseAnd(isSame(loadByte(start, 4), integer(dash)), isSame(loadByte(start, 7), integer(dash)))
        const isInRange = bitwiseAnd(bitwiseAnd(isAbove(year, integer(years[0] - 1)), isBelow(year, integer(years[1] + 1))), isBelow(monthDay, integer(mostMonthDay + 1)))
        f.when(bitwiseAnd(bitwiseAnd(areDigits, areDashes), isInRange), () => {
          const isLeap = isNoneSet(bitwiseAnd(year, integer(3)))
          f.set(day, loadInteger(plus(integer(tables.dayOfYear), shiftLeft(plus(monthDay, times(isLeap, integer(mostMonthDay + 1))), integer(2)))))
          f.set(isTaken, isAbove(day, integer(0)))
          f.set(year, minus(year, integer(years[0])))
          f.when(isTaken, () => f.set(days, plus(plus(times(year, integer(365)), shiftRight(year, integer(2))), plus(day, integer(firstDay - 1)))))
        })
      })
      f.when(isNoneSet(isTaken), () => {
        f.storeInteger(leftAt, 0, row)
        f.advance(leftAt, 4)
      })
      f.storeInteger(out, 0, days)
      f.advance(out, 4)
      f.advance(row, 1)
      f.set(startAt, plus(startAt, stride))
      f.set(endAt, plus(endAt, stride))
    })
    f.storeInteger(empties, 0, empty)
    return partsOf(minus(leftAt, leftRows), 2)
  })
}
