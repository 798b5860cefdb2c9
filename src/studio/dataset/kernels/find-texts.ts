/** The kernels of a small table of texts that a column has often: short ones, looked up sixteen bytes at a time. Every other text is left to the caller. */
import { integerLane, isNoneSet } from '#engine/compiled/assembler/byte-expressions.ts'
import { and, bitwiseAnd, bitwiseOr, exclusiveOr, integer, isAnySet, isBelow, isSame, load, loadInteger, minus, multiplyIntegers, plus, shiftLeft, shiftRight, times } from '#engine/compiled/assembler/expressions.ts'
import type { Integer } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody, Leave, Local } from '#engine/compiled/assembler/function-body.ts'
import type { Defined, Module } from '#engine/compiled/assembler/module.ts'
import { cellLoop } from './cell-loop.ts'

/** Bytes of the longest text. */
export const longestText = 16
/** Twice as many as texts, so that a free place is near. */
const placeBits = 12
export const mostTexts = 2 ** (placeBits - 1)
/** A place: the text, its length and 1 (0: the place is free), what is kept for it, what it is, how often it was found. */
export const placeInts = 8
const placeBytes = placeInts * 4
const keptAt = 5
export const [codeAt, timesAt] = [6, 7]
const lengthAt = 16
export const textTableBytes = placeBytes * 2 ** placeBits

/** Where the kernels' tables begin: those of `numberTables`, and four odd numbers. */
interface Tables {
  keptBytes: number
  factors: number
}

/** Puts a text of up to `longestText` bytes into a table that has room and does not know it. Parameters: the table; addresses of the text's start and end; what is kept; what it is. */
export function defineAddText(module: Module, tables: Tables): Defined<null> {
  return module.define(['i32', 'i32', 'i32', 'i32', 'i32'], (f, table, start, end, kept, code) => {
    const { place, text, length } = lookFor(f, tables, table, start, end)
    f.store(place, 0, text)
    f.storeInteger(place, lengthAt, plus(length, integer(1)))
    f.storeInteger(place, keptAt * 4, kept)
    f.storeInteger(place, codeAt * 4, code)
  })
}

/**
 * Gives how many rows are left to the caller. Parameters: addresses of the start and the end of the column's first cell; bytes from one
 * row's to the next; rows, at least 1; the table; where what is kept for the texts goes; where the rows left go. Sixteen bytes before a
 * cell's end are loaded.
 */
export function defineFindTexts(module: Module, tables: Tables, kept: 'integers' | 'shorts'): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], 'i32', (f, starts, ends, stride, rows, table, values, leftRows) => {
    const { start, end, out, run } = cellLoop(f, { starts, ends, stride, rows, values, leftRows }, kept === 'integers' ? 2 : 1)
    const take = (leave: Leave): void => {
      // An absent cell is as good as too long.
      leave(isBelow(integer(longestText), minus(end, start)))
      const { place } = lookFor(f, tables, table, start, end)
      leave(isNoneSet(loadInteger(place, lengthAt)))
      f.storeInteger(place, timesAt * 4, plus(loadInteger(place, timesAt * 4), integer(1)))
      if (kept === 'integers') f.storeInteger(out, 0, loadInteger(place, keptAt * 4))
      else f.storeShort(out, 0, loadInteger(place, keptAt * 4))
    }
    return run(take, () => undefined)
  })
}

/** The text's place, or a free one where it would be. */
function lookFor(f: FunctionBody, tables: Tables, table: Integer, start: Integer, end: Integer): { place: Local<'i32'>; text: Local<'v128'>; length: Local<'i32'> } {
  const length = f.keep(minus(end, start))
  const text = f.keep(and(load(minus(end, integer(16))), load(plus(integer(tables.keptBytes), shiftLeft(length, integer(4))))))
  const products = f.keep(multiplyIntegers(text, load(integer(tables.factors))))
  // A product carries upwards only, so the upper bits tell most.
  const sum = plus(plus(integerLane(products, 0), integerLane(products, 1)), plus(integerLane(products, 2), integerLane(products, 3)))
  const at = f.keep(shiftRight(times(plus(sum, length), integer(factors[0])), integer(32 - placeBits)))
  const place = f.local('i32')
  f.repeatWhile(() => {
    f.set(place, plus(table, shiftLeft(at, integer(5))))
    f.set(at, bitwiseAnd(plus(at, integer(1)), integer(2 ** placeBits - 1)))
    const isIt = bitwiseAnd(isSame(loadInteger(place, lengthAt), plus(length, integer(1))), isNoneSet(isAnySet(exclusiveOr(text, load(place)))))
    return isNoneSet(bitwiseOr(isIt, isNoneSet(loadInteger(place, lengthAt))))
  })
  return { place, text, length }
}

/** Odd, and without a pattern (from the finalizers of MurmurHash3 and xxHash). */
export const factors = [0x85ebca6b | 0, 0xc2b2ae35 | 0, 0x9e3779b1 | 0, 0x27d4eb2f] as const
