/** Instructions for text: single bytes, and vectors read as sixteen bytes or eight short integers. Beside `expressions.ts`. */
import { binary, expression, integer, simdCode, vectors } from './expressions.ts'
import type { Double, Expression, Integer, Vector } from './expressions.ts'

export const loadByte = (address: Integer, offset = 0): Integer => expression('i32', address.code, [0x2d, 0, offset])
/** How many zeros follow the lowest bit that is set; 32 of none. */
export const lowestBit = (value: Integer): Integer => expression('i32', value.code, [0x68])
export const divideDoubles = binary('f64', [0xa3])
export const doubleOfInteger = (value: Integer): Double => expression('f64', value.code, [0xb7])

export const everyByte = (value: Integer): Vector => expression('v128', value.code, simdCode(0x0f))
export const splatByte = (value: number): Vector => constant(Array.from({ length: 16 }, () => value))
export const splatShorts = (even: number, odd: number): Vector => constant(Array.from({ length: 4 }, () => [even & 255, even >> 8, odd & 255, odd >> 8]).flat())
export const isEqualByte = vectors(0x23)
export const subtractBytes = vectors(0x71)
/** Unsigned; 0 where the result would be negative. */
export const subtractBytesToZero = vectors(0x73)
/** Byte `i` of the result is the byte of the first vector that byte `i` of the second names; 0 where it names none. */
export const pickBytes = vectors(0x0e)
/** The highest bit of each byte, as sixteen bits. */
export const bitsOfBytes = (value: Vector): Integer => expression('i32', value.code, simdCode(0x64))
export const addShorts = vectors(0x8e)
export const multiplyShorts = vectors(0x95)
export const shiftShortsRight = (value: Vector, bits: number): Vector => expression('v128', value.code, integer(bits).code, simdCode(0x8d))
/** Eight short integers, of four integers of each vector. */
export const shortsOfIntegers = vectors(0x85)
/** Four integers, each the sum of two products of neighbouring short ones. */
export const pairwiseProducts = vectors(0xba)
export const integerLane = (value: Vector, which: number): Integer => expression('i32', value.code, simdCode(0x1b), [which])
export const isNoneSet = (value: Integer): Integer => expression('i32', value.code, [0x45])

function constant(bytes: readonly number[]): Expression<'v128'> {
  return expression('v128', simdCode(0x0c), bytes)
}
