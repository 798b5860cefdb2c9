/**
 * WebAssembly instructions as typed expressions: `add(x, multiply(y, splat(2)))` is the code that leaves the sum on the stack.
 * Knows no function and no module. Vectors are four float32 lanes unless a name says otherwise.
 */
import { float32Bytes, float64Bytes, int32Bytes, signed, unsigned } from './bytes.ts'

export type Kind = 'i32' | 'f32' | 'f64' | 'v128'

/** Code that leaves one value of this kind on the stack. */
export interface Expression<K extends Kind = Kind> {
  readonly kind: K
  readonly code: readonly number[]
}

export type Integer = Expression<'i32'>
export type Float = Expression<'f32'>
export type Double = Expression<'f64'>
export type Vector = Expression<'v128'>

export function expression<K extends Kind>(kind: K, ...parts: readonly (readonly number[])[]): Expression<K> {
  const code: number[] = []
  for (const part of parts) for (const byte of part) code.push(byte)
  return { kind, code }
}

// Constants.

export const integer = (value: number): Integer => expression('i32', [0x41], signed(value))
export const float = (value: number): Float => expression('f32', [0x43], float32Bytes(value))
export const double = (value: number): Double => expression('f64', [0x44], float64Bytes(value))
/** The same number in all lanes. */
export const splat = (value: number): Vector => lanes([value, value, value, value])
const lanes = (values: readonly number[]): Vector => expression('v128', simdCode(0x0c), values.flatMap(float32Bytes))
export const splatInteger = (value: number): Vector => lanesOfIntegers([value, value, value, value])
export const lanesOfIntegers = (values: readonly number[]): Vector => expression('v128', simdCode(0x0c), values.flatMap(int32Bytes))
/** All bits of the first `count` lanes, none of the others. */
export const firstLanes = (count: number): Vector => lanesOfIntegers([0, 1, 2, 3].map((lane) => (lane < count ? -1 : 0)))

// Integers, for addresses and counts.

export const plus = binary('i32', [0x6a])
export const minus = binary('i32', [0x6b])
export const times = binary('i32', [0x6c])
export const dividedBy = binary('i32', [0x6e])
export const shiftLeft = binary('i32', [0x74])
export const shiftRight = binary('i32', [0x76])
export const bitwiseOr = binary('i32', [0x72])
export const bitwiseAnd = binary('i32', [0x71])
export const isSame = binary('i32', [0x46])
export const isOther = binary('i32', [0x47])
/** Signed. */
export const isAbove = binary('i32', [0x4a])
export const isBelow = binary('i32', [0x49])
/** The first where the condition is not 0. */
export const choose = (condition: Integer, first: Integer, second: Integer): Integer => expression('i32', first.code, second.code, condition.code, [0x1b])
/** Towards 0; the nearest integer there is for what is too large, 0 for NaN. */
export const integerOf = (value: Float): Integer => expression('i32', value.code, [0xfc, 0x00])
/** Rounded up to whole parts of 2^bits. */
export const partsOf = (value: Integer, bits: number): Integer => shiftRight(plus(value, integer(2 ** bits - 1)), integer(bits))

// Scalars.

export const addFloats = binary('f32', [0x92])
export const divideFloats = binary('f32', [0x95])
export const addDoubles = binary('f64', [0xa0])
export const multiplyDoubles = binary('f64', [0xa2])
export const doubleOf = (value: Float): Double => expression('f64', value.code, [0xbb])
export const floatOfInteger = (value: Integer): Float => expression('f32', value.code, [0xb2])

// Vectors.

export const add = vectors(0xe4)
export const subtract = vectors(0xe5)
export const multiply = vectors(0xe6)
export const divide = vectors(0xe7)
/** b < a ? b : a, so that a NaN in `a` stays one. */
export const lesser = vectors(0xea)
/** a < b ? b : a, so that a NaN in `a` stays one. */
export const greater = vectors(0xeb)
export const squareRoot = vector(0xe3)
export const absolute = vector(0xe0)
export const negate = vector(0xe1)
/** To the nearest whole number, ties to even. */
export const nearest = vector(0x6a)
/** Comparisons give all bits or none in each lane. */
export const isEqual = vectors(0x41)
export const isLess = vectors(0x43)
export const isGreater = vectors(0x44)
export const and = vectors(0x4e)
export const andNot = vectors(0x4f)
export const or = vectors(0x50)
export const exclusiveOr = vectors(0x51)
export const addIntegers = vectors(0xae)
export const subtractIntegers = vectors(0xb1)
export const multiplyIntegers = vectors(0xb5)
export const isGreaterInteger = vectors(0x3b)
/** Comparison of unsigned integers. */
export const isAtLeastUnsigned = vectors(0x40)
export const integersOf = vector(0xf8)
export const floatsOf = vector(0xfa)
/** Products of the first (last) two unsigned lanes, 64 bits each. */
export const wideProductsLow = vectors(0xde)
export const wideProductsHigh = vectors(0xdf)
export const shiftLanesLeft = (value: Vector, bits: number): Vector => expression('v128', value.code, integer(bits).code, simdCode(0xab))
export const shiftLanesRight = (value: Vector, bits: number): Vector => expression('v128', value.code, integer(bits).code, simdCode(0xad))
/** 1 where any bit is set. */
export const isAnySet = (value: Vector): Integer => expression('i32', value.code, simdCode(0x53))
/** Bit by bit: where `mask` is set, `chosen`. */
export const select = (mask: Vector, chosen: Vector, otherwise: Vector): Vector => expression('v128', chosen.code, otherwise.code, mask.code, simdCode(0x52))
/** a x b + c with one rounding or two, as the machine prefers (relaxed SIMD): faster, but its bits depend on the machine. */
export const multiplyAddRelaxed = (a: Vector, b: Vector, c: Vector): Vector => expression('v128', a.code, b.code, c.code, simdCode(0x105))
export const lane = (value: Vector, which: number): Float => expression('f32', value.code, simdCode(0x1f), [which])
export const everyLane = (value: Float): Vector => expression('v128', value.code, simdCode(0x13))
export const everyLaneOfInteger = (value: Integer): Vector => expression('v128', value.code, simdCode(0x11))
/** Four lanes picked from two vectors: 0 .. 3 of the first, 4 .. 7 of the second. */
export const shuffle = (a: Vector, b: Vector, picked: readonly number[]): Vector =>
  expression('v128', a.code, b.code, simdCode(0x0d), picked.flatMap((which) => [4 * which, 4 * which + 1, 4 * which + 2, 4 * which + 3]))
/** The first (last) two lanes as doubles, kept as a vector of two. */
export const doublesOfLow = vector(0x5f)
export const addDoubleLanes = vectors(0xf0)
export const doubleLane = (value: Vector, which: number): Double => expression('f64', value.code, simdCode(0x21), [which])

// Memory that threads share. Atomic operations are in one order for all of them, and what was stored before one is seen after it.

export const atomicLoad = (address: Integer): Integer => expression('i32', address.code, [0xfe, 0x10, 2, 0])
/** Adds, and gives what was there before. */
export const atomicAdd = (address: Integer, value: Integer): Integer => expression('i32', address.code, value.code, [0xfe, 0x1e, 2, 0])
/** Sleeps while the integer there is the expected one, until somebody wakes it. */
export const atomicWait = (address: Integer, expected: Integer): Integer => expression('i32', address.code, expected.code, [0x42, 0x7f], [0xfe, 0x01, 2, 0])
/** Wakes all who sleep there. */
export const atomicNotify = (address: Integer): Integer => expression('i32', address.code, integer(-1).code, [0xfe, 0x00, 2, 0])

// Memory. `offset` is a constant from 0 that is added to the address.

export const load = (address: Integer, offset = 0): Vector => expression('v128', address.code, simdCode(0x00), [2], unsigned(offset))
/** One float in all lanes. */
export const loadEveryLane = (address: Integer, offset = 0): Vector => expression('v128', address.code, simdCode(0x09), [2], unsigned(offset))
export const loadFloat = (address: Integer, offset = 0): Float => expression('f32', address.code, [0x2a, 2], unsigned(offset))
export const loadDouble = (address: Integer, offset = 0): Double => expression('f64', address.code, [0x2b, 3], unsigned(offset))
export const loadInteger = (address: Integer, offset = 0): Integer => expression('i32', address.code, [0x28, 2], unsigned(offset))

export function binary<K extends Kind>(kind: K, opcode: readonly number[]): (a: Expression<K>, b: Expression<K>) => Expression<K> {
  return (a, b) => expression(kind, a.code, b.code, opcode)
}

function vector(opcode: number): (value: Vector) => Vector {
  const code = simdCode(opcode)
  return (value) => expression('v128', value.code, code)
}

export function vectors(opcode: number): (a: Vector, b: Vector) => Vector {
  const code = simdCode(opcode)
  return (a, b) => expression('v128', a.code, b.code, code)
}

export function simdCode(opcode: number): number[] {
  return [0xfd, ...unsigned(opcode)]
}
