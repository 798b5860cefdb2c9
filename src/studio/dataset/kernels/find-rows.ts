/**
 * The kernel that finds the cells of plain rows: no quote, the same number of cells in each, sixteen bytes at a time. At the
 * first row that is anything else it stops, and `RecordScanner` says what that one is.
 */
import { bitsOfBytes, everyByte, isEqualByte, isNoneSet, loadByte, lowestBit, splatByte } from '#engine/compiled/assembler/byte-expressions.ts'
import { bitwiseAnd, bitwiseOr, integer, isAbove, isBelow, isOther, isSame, load, minus, or, plus, shiftLeft } from '#engine/compiled/assembler/expressions.ts'
import type { Integer } from '#engine/compiled/assembler/expressions.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Gives the number of rows. Parameters: addresses of the first byte and behind the last; columns; delimiter; quote; where starts, ends
 * and lines of the cells go; the line of the first row; the most rows, at least 1; where the address behind the last row goes.
 * Sixteen bytes behind the last may be loaded; one start and one end more than the cells may be written.
 */
export function defineFindRows(module: Module): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, from, to, columns, delimiter, quote, starts, ends, lines, line, most, next) => {
    const lastCell = f.keep(minus(columns, integer(1)))
    const [delimiters, quotes] = [f.keep(everyByte(delimiter)), f.keep(everyByte(quote))]
    const [start, end, lineAt, rowBegin, position] = [f.keep(starts), f.keep(ends), f.keep(lines), f.keep(from), f.keep(from)]
    const [rows, cell, marks, at, byte, bytes] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('v128')]
    const isGoing = f.keep(isBelow(from, to))
    const stop = (): void => f.set(isGoing, integer(0))
    const closeCell = (cellEnd: Integer): void => {
      f.storeInteger(end, 0, cellEnd)
      f.storeInteger(start, 4, plus(at, integer(1)))
      f.advance(start, 4)
      f.advance(end, 4)
    }
    const closeRow = (): void => {
      const isAfterReturn = bitwiseAnd(isAbove(at, rowBegin), isSame(loadByte(minus(at, integer(1))), integer(carriageReturn)))
      closeCell(minus(at, isAfterReturn))
      f.storeInteger(lineAt, 0, plus(line, rows))
      f.advance(lineAt, 4)
      f.advance(rows, 1)
      f.set(cell, integer(0))
      f.set(rowBegin, plus(at, integer(1)))
      f.when(isSame(rows, most), stop)
    }
    f.set(rows, integer(0))
    f.set(cell, integer(0))
    f.storeInteger(start, 0, from)
    f.when(isGoing, () =>
      f.repeatWhile(() => {
        f.set(bytes, load(position))
        const hits = [delimiters, quotes, splatByte(lineFeed), splatByte(carriageReturn)].map((wanted) => isEqualByte(bytes, wanted))
        f.set(marks, bitsOfBytes(hits.reduce(or)))
        const left = minus(to, position)
        f.when(isBelow(left, integer(16)), () => f.set(marks, bitwiseAnd(marks, minus(shiftLeft(integer(1), left), integer(1)))))
        f.when(marks, () =>
          f.repeatWhile(() => {
            f.set(at, plus(position, lowestBit(marks)))
            f.set(marks, bitwiseAnd(marks, minus(marks, integer(1))))
            f.set(byte, loadByte(at))
            f.when(isSame(byte, delimiter), () => {
              closeCell(at)
              f.advance(cell, 1)
              f.when(isAbove(cell, lastCell), stop)
            })
            f.when(isSame(byte, integer(lineFeed)), () => {
              f.when(isOther(cell, lastCell), stop)
              f.when(isGoing, closeRow)
            })
            const isAlone = isNoneSet(bitwiseAnd(isBelow(plus(at, integer(1)), to), isSame(loadByte(at, 1), integer(lineFeed))))
            f.when(bitwiseOr(isSame(byte, quote), bitwiseAnd(isSame(byte, integer(carriageReturn)), isAlone)), stop)
            return bitwiseAnd(isGoing, isOther(marks, integer(0)))
          }),
        )
        f.advance(position, 16)
        return bitwiseAnd(isGoing, isBelow(position, to))
      }),
    )
    f.storeInteger(next, 0, rowBegin)
    return rows
  })
}
