/** The sign of a number. */
import { and, isGreater, isLess, splat, subtract } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'

/** -1, 0 or 1; 0 for NaN. The value is read twice. */
export function signOf(value: Vector): Vector {
  return subtract(and(isGreater(value, splat(0)), splat(1)), and(isLess(value, splat(0)), splat(1)))
}
