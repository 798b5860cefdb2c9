/** Instructions for counting: short integers in memory, and vectors of integers of 16, 32 and 64 bits. Beside `expressions.ts`. */
import { expression, integer, simdCode, vectors } from './expressions.ts'
import type { Integer, Vector } from './expressions.ts'

/** Unsigned. */
export const loadShort = (address: Integer, offset = 0): Integer => expression('i32', address.code, [0x2f, 1, offset])
export const isEqualShort = vectors(0x2d)
/** The first (last) four of eight short integers as integers. */
export const integersOfLowShorts = (value: Vector): Vector => expression('v128', value.code, simdCode(0xa7))
export const integersOfHighShorts = (value: Vector): Vector => expression('v128', value.code, simdCode(0xa8))

export const isEqualInteger = vectors(0x37)
export const isOtherInteger = vectors(0x38)
export const lesserInteger = vectors(0xb6)
export const greaterInteger = vectors(0xb8)

/** The first (last) two integers in 64 bits each, and the products of such. */
export const wideLow = (value: Vector): Vector => expression('v128', value.code, simdCode(0xc7))
export const wideHigh = (value: Vector): Vector => expression('v128', value.code, simdCode(0xc8))
export const wideSignedProductsLow = vectors(0xdc)
export const wideSignedProductsHigh = vectors(0xdd)
export const addWide = vectors(0xce)
/** Zeros come in at the top. */
export const shiftWideRight = (value: Vector, bits: number): Vector => expression('v128', value.code, integer(bits).code, simdCode(0xcd))
