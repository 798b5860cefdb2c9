/**
 * The kernel that finds the cells of plain rows: one line each, no quotes but those around whole cells, the same number of cells in
 * each, 32 bytes at a time. At the first row that is anything else it stops, and `RecordScanner` says what that one is.
 */
import { bitsOfBytes, everyByte, isEqualByte, isNoneSet, loadByte, lowestBit } from '#engine/compiled/assembler/byte-expressions.ts'
import { bitwiseAnd, bitwiseOr, integer, isAbove, isBelow, isOther, isSame, load, loadInteger, minus, or, plus, shiftLeft } from '#engine/compiled/assembler/expressions.ts'
import type { Integer, Vector } from '#engine/compiled/assembler/expressions.ts'
import type { Leave } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Gives the number of rows. Parameters: addresses of the first byte and behind the last; columns; delimiter; quote; where starts, ends
 * and lines of the cells go; the line of the first row; the most rows, at least 1; where the address behind the last row goes.
 * 32 bytes behind the last may be loaded; one start and one end more than the cells may be written. Without quotes it is faster: a row with one is
 * not plain then.
 */
export function defineFindRows(module: Module, quotes: 'none' | 'around cells'): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, from, to, columns, delimiter, quote, starts, ends, lines, line, most, next) => {
    // By way of memory, so that they are not made anew for every sixteen bytes.
    const vectorOf = (byte: Integer): Vector => {
      f.store(starts, 0, everyByte(byte))
      return f.keep(load(starts))
    }
    const wanted = [delimiter, quote, integer(lineFeed), integer(carriageReturn)].map(vectorOf)
    const [start, toEnd, lineAt, rowBegin, position] = [f.keep(starts), f.keep(minus(ends, starts)), f.keep(lines), f.keep(from), f.keep(from)]
    const [rows, cell, marks, at, byte] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]
    // Within a cell in quotes 1; the address of its closing quote behind that.
    const [quoted, cellEnd] = [f.local('i32'), f.local('i32')]
    const isOpen = isSame(quoted, integer(1))
    const bytes = f.local('v128')
    /** `isText`: where the delimiter stands within quotes. */
    const closeCell = (end: Integer, isText: Leave): void => {
      f.set(cellEnd, end)
      if (quotes === 'around cells') {
        f.when(quoted, () => {
          isText(isOpen)
          f.set(cellEnd, quoted)
          f.set(quoted, integer(0))
        })
      }
      f.storeInteger(plus(start, toEnd), 0, cellEnd)
      f.storeInteger(start, 4, plus(at, integer(1)))
      f.advance(start, 4)
    }
    /** A quote opens a cell at its beginning, and closes it before a delimiter or a line's end; any other is no plain row's. */
    const takeQuote = (isTaken: Leave, stop: Leave): void => {
      f.when(isNoneSet(quoted), () => {
        stop(isOther(at, loadInteger(start)))
        f.storeInteger(start, 0, plus(at, integer(1)))
        f.set(quoted, integer(1))
        isTaken()
      })
      stop(isNoneSet(isBelow(plus(at, integer(1)), to)))
      f.set(byte, loadByte(at, 1))
      stop(isNoneSet(bitwiseOr(isSame(byte, delimiter), bitwiseOr(isSame(byte, integer(lineFeed)), isSame(byte, integer(carriageReturn))))))
      f.set(quoted, at)
    }
    /** What stands at `at`; `stop` where it is nothing that a plain row has there. */
    const takeMark = (isTaken: Leave, stop: Leave): void => {
      f.block((isOtherMark) => {
        isOtherMark(isOther(byte, delimiter))
        closeCell(at, isTaken)
        f.advance(cell, 1)
        isTaken(isAbove(columns, cell))
        stop()
      })
      f.block((isLineFeed) => {
        isLineFeed(isSame(byte, integer(lineFeed)))
        if (quotes === 'around cells') {
          f.when(isSame(byte, quote), () => {
            takeQuote(isTaken, stop)
            isTaken()
          })
          stop(isOpen)
        }
        stop(isOther(byte, integer(carriageReturn)))
        // The line feed behind it comes next.
        stop(isNoneSet(bitwiseAnd(isBelow(plus(at, integer(1)), to), isSame(loadByte(at, 1), integer(lineFeed)))))
        isTaken()
      })
      stop(isOther(cell, minus(columns, integer(1))))
      const isAfterReturn = bitwiseAnd(isAbove(at, rowBegin), isSame(loadByte(minus(at, integer(1))), integer(carriageReturn)))
      // Within quotes, the cell has several lines.
      closeCell(minus(at, isAfterReturn), stop)
      f.storeInteger(lineAt, 0, plus(line, rows))
      f.advance(lineAt, 4)
      f.advance(rows, 1)
      f.set(cell, integer(0))
      f.set(rowBegin, plus(at, integer(1)))
      stop(isSame(rows, most))
    }
    const marksOf = (address: Integer): Integer => {
      f.set(bytes, load(address))
      return bitsOfBytes(wanted.map((one) => isEqualByte(bytes, one)).reduce(or))
    }
    f.set(rows, integer(0))
    f.set(cell, integer(0))
    f.set(quoted, integer(0))
    f.storeInteger(start, 0, from)
    f.block((stop) => {
      stop(isNoneSet(isBelow(from, to)))
      f.repeatWhile(() => {
        f.set(marks, marksOf(position))
        f.set(marks, bitwiseOr(marks, shiftLeft(marksOf(plus(position, integer(16))), integer(16))))
        const left = minus(to, position)
        f.when(isBelow(left, integer(32)), () => f.set(marks, bitwiseAnd(marks, minus(shiftLeft(integer(1), left), integer(1)))))
        f.when(marks, () =>
          f.repeatWhile(() => {
            f.set(at, plus(position, lowestBit(marks)))
            f.set(byte, loadByte(at))
            f.set(marks, bitwiseAnd(marks, minus(marks, integer(1))))
            f.block((isTaken) => takeMark(isTaken, stop))
            return marks
          }),
        )
        f.advance(position, 32)
        return isBelow(position, to)
      })
    })
    f.storeInteger(next, 0, rowBegin)
    return rows
  })
}
