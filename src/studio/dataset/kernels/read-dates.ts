/** The kernel that reads a column of dates as 2024-03-05, of the years in which every fourth is a leap year. Every other cell is left to the caller. */
import { addShorts, integerLane, isNoneSet, loadByte, multiplyShorts, pairwiseProducts, pickBytes, shiftShortsRight, splatByte, splatShorts, subtractBytes, subtractBytesToZero } from '#engine/compiled/assembler/byte-expressions.ts'
import { and, bitwiseAnd, bitwiseOr, integer, isAbove, isAnySet, isBelow, isOther, isSame, load, loadInteger, minus, plus, shiftLeft, shiftRight, times } from '#engine/compiled/assembler/expressions.ts'
import type { Integer } from '#engine/compiled/assembler/expressions.ts'
import type { Leave } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { noShortStep, noStep } from '#engine/table/numbers.ts'
import { mostShort } from '../short-integers.ts'
import { cellLoop } from './cell-loop.ts'

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
  const dayOfYear = new Int32Array((mostMonthDay + 1) * 2)
  for (const [from, february] of [[0, 28], [mostMonthDay + 1, 29]] as const) {
    let days = 0
    for (const [month, length] of [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].entries()) {
      for (let day = 1; day <= length; day++) dayOfYear[from + (month + 1) * 100 + day] = ++days
    }
  }
  return { bytes: Uint8Array.of(...picked, ...new Uint8Array(dayOfYear.buffer)), picked: address, dayOfYear: address + picked.length }
}

/**
 * Gives how many rows are left to the caller. Parameters: addresses of the start and the end of the column's first cell; bytes from
 * one row's to the next; rows, at least 1; where the days since 1970-01-01 go, `noStep` (`noShortStep`) for empty cells; where the rows left
 * go; where the count of empty cells goes. Sixteen bytes before a cell's end are loaded. Days beyond 16 bits are left to the caller.
 */
export function defineReadDates(module: Module, tables: Omit<ReturnType<typeof dateTables>, 'bytes'>, kept: 'steps' | 'shorts'): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, starts, ends, stride, rows, values, leftRows, empties) => {
    const { start, end, out, run } = cellLoop(f, { starts, ends, stride, rows, values, leftRows }, kept === 'steps' ? 2 : 1)
    const [empty, year, monthDay, day, days] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    const [digits, quads] = [f.local('v128'), f.local('v128')]
    const picked = f.keep(load(integer(tables.picked)))
    const store = (value: Integer): void => (kept === 'steps' ? f.storeInteger(out, 0, value) : f.storeShort(out, 0, value))
    const none = integer(kept === 'steps' ? noStep : noShortStep)
    const readCell = (leave: Leave): void => {
      leave(isOther(minus(end, start), integer(10)))
      leave(bitwiseOr(isOther(loadByte(start, 4), integer(dash)), isOther(loadByte(start, 7), integer(dash))))
      f.set(digits, pickBytes(subtractBytes(load(minus(end, integer(16))), splatByte(digitZero)), picked))
      leave(isAnySet(subtractBytesToZero(digits, splatByte(9))))
      // Two digits, four: each step joins neighbours.
      f.set(quads, pairwiseProducts(addShorts(multiplyShorts(and(digits, splatShorts(0xff, 0xff)), splatShorts(10, 10)), shiftShortsRight(digits, 8)), splatShorts(100, 1)))
      f.set(year, minus(integerLane(quads, 2), integer(years[0])))
      f.set(monthDay, integerLane(quads, 3))
      leave(isNoneSet(bitwiseAnd(isBelow(year, integer(years[1] - years[0] + 1)), isBelow(monthDay, integer(mostMonthDay + 1)))))
      const isLeap = isSame(bitwiseAnd(year, integer(3)), integer((2000 - years[0]) & 3))
      f.set(day, loadInteger(plus(integer(tables.dayOfYear), shiftLeft(plus(monthDay, times(isLeap, integer(mostMonthDay + 1))), integer(2)))))
      leave(isNoneSet(day))
      f.set(days, plus(plus(times(year, integer(365)), shiftRight(year, integer(2))), plus(day, integer(firstDay - 1))))
      // The first of these years is not that early.
      if (kept === 'shorts') leave(isAbove(days, integer(mostShort)))
      store(days)
    }
    const take = (leave: Leave, done: Leave): void => {
      f.when(isSame(start, end), () => {
        f.set(empty, plus(empty, integer(1)))
        store(none)
        done()
      })
      readCell(leave)
    }
    const left = f.keep(run(take, () => store(none)))
    f.storeInteger(empties, 0, empty)
    return left
  })
}
