/** How products are computed: choices that change speed and, for one of them, the last bits. */
import { add, multiply, multiplyAddRelaxed } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'

export interface Arithmetic {
  /**
   * Steps along the inner dimension that are written out in one loop body. V8 up to 12.4 (Node 20 and 22) moves all loads of a
   * body before its arithmetic, so that the tile no longer fits the registers: there it must be 1. Never changes bits.
   */
  unroll: 1 | 2 | 4 | 8
  /** Multiply and add with one rounding where the machine can (relaxed SIMD): faster, but not the same bits everywhere. */
  fused: boolean
}

/** sum += a x b */
export function accumulate(f: FunctionBody, { fused }: Arithmetic, sum: Local<'v128'>, a: Vector, b: Vector): void {
  f.set(sum, fused ? multiplyAddRelaxed(a, b, sum) : add(sum, multiply(a, b)))
}
