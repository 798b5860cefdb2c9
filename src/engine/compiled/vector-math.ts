/**
 * exp, log, tanh and erf on four float32 at a time, from + - x / alone and never fused, so that they have the same bits on every
 * machine. The error bounds were measured by `vector-math.test.ts` on floats all over the range, against float64.
 */
import {
  absolute, add, addIntegers, and, divide, exclusiveOr, floatsOf, greater, integersOf, isEqual, isGreater, isLess, lesser, multiply, nearest, negate, or, select, shiftLanesLeft, shiftLanesRight,
  splat, splatInteger, subtract, subtractIntegers,
} from './assembler/expressions.ts'
import type { Vector } from './assembler/expressions.ts'
import type { FunctionBody, Local } from './assembler/function-body.ts'
import { call } from './assembler/module.ts'
import type { Defined, Module } from './assembler/module.ts'

export interface VectorMath {
  /** Within 1 ulp. Never 0 and never infinite: 1.2e-38 below -87.3, 2.2e38 above 88.3. NaN gives NaN. */
  exp(x: Vector): Vector
  /** Natural logarithm of a normal number above 0, within 1 ulp; of anything else a meaningless number. */
  log(x: Vector): Vector
  /** log(1 + x) for x >= 0, within 2 ulp. */
  log1p(x: Vector): Vector
  /** Within 2 ulp. */
  tanh(x: Vector): Vector
  /** 1 / (1 + exp(-x)), within 3 ulp; for x < -87 at most 1.2e-38 too much. */
  sigmoid(x: Vector): Vector
  /** Within 2 ulp. */
  erf(x: Vector): Vector
}

type Name = keyof VectorMath

/** Functions are added to the module when they are first asked for. */
export function createVectorMath(module: Module): VectorMath {
  const defined = new Map<Name, Defined<'v128'>>()
  const named = (name: Name) => (x: Vector): Vector => {
    const made = defined.get(name) ?? module.defineWithResult(['v128'], 'v128', (f, argument) => bodies[name](f, argument, math))
    defined.set(name, made)
    return call(made, x)
  }
  const math: VectorMath = { exp: named('exp'), log: named('log'), log1p: named('log1p'), tanh: named('tanh'), sigmoid: named('sigmoid'), erf: named('erf') }
  return math
}

const bodies: Record<Name, (f: FunctionBody, x: Local<'v128'>, math: VectorMath) => Vector> = { exp, log, log1p, tanh, sigmoid, erf }

/**
 * n = round(x / ln 2), r = x - n ln 2, exp(x) = 2^n (1 + r + r^2 P(r)); P is that of Cephes's `expf` (Moshier 1989). ln 2 is taken
 * off in two parts: 0.693359375 has 9 bits, so n times it is exact.
 */
function exp(f: FunctionBody, x: Local<'v128'>): Vector {
  f.set(x, lesser(greater(x, splat(-87.3)), splat(88.3)))
  const n = f.keep(nearest(multiply(x, splat(Math.LOG2E))))
  const r = f.keep(subtract(subtract(x, multiply(n, splat(0.693359375))), multiply(n, splat(-2.1219444e-4))))
  const p = polynomial(f, r, [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1])
  const mantissa = add(add(multiply(p, multiply(r, r)), r), splat(1))
  return multiply(mantissa, shiftLanesLeft(addIntegers(integersOf(n), splatInteger(127)), 23))
}

/** x = 2^e (1 + m) with sqrt(1/2) <= 1 + m < sqrt(2), log(x) = m - m^2 / 2 + m^3 P(m) + e ln 2; P is that of Cephes's `logf`. */
function log(f: FunctionBody, x: Local<'v128'>): Vector {
  const e = f.keep(floatsOf(subtractIntegers(shiftLanesRight(x, 23), splatInteger(126))))
  const m = f.keep(or(and(x, splatInteger(0x007fffff)), splatInteger(0x3f000000)))
  const isSmall = f.keep(isLess(m, splat(Math.SQRT1_2)))
  f.set(e, subtract(e, and(splat(1), isSmall)))
  f.set(m, subtract(add(m, and(m, isSmall)), splat(1)))
  const square = f.keep(multiply(m, m))
  const p = polynomial(f, m, [7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1])
  const small = f.keep(subtract(add(multiply(multiply(p, m), square), multiply(e, splat(-2.1219444e-4))), multiply(square, splat(0.5))))
  return add(add(m, small), multiply(e, splat(0.693359375)))
}

/** log(u) x / (u - 1) with u = 1 + x rounded: the rounding of u cancels (Kahan). */
function log1p(f: FunctionBody, x: Local<'v128'>, { log: logarithm }: VectorMath): Vector {
  const u = f.keep(add(x, splat(1)))
  const scaled = f.keep(divide(multiply(logarithm(u), x), subtract(u, splat(1))))
  return select(isEqual(u, splat(1)), x, scaled)
}

/** An odd polynomial (Cephes's `tanhf`) for |x| < 0.625, else 1 - 2 / (exp(2 |x|) + 1). */
function tanh(f: FunctionBody, x: Local<'v128'>, math: VectorMath): Vector {
  const size = f.keep(absolute(x))
  const z = f.keep(multiply(x, x))
  const p = polynomial(f, z, [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1])
  const near = f.keep(add(multiply(multiply(p, z), x), x))
  const far = f.keep(withSignOf(x, subtract(splat(1), divide(splat(2), add(math.exp(add(size, size)), splat(1))))))
  // A NaN is not below 0.625; its far branch is NaN.
  return select(isLess(size, splat(0.625)), near, far)
}

/** With t = exp(-|x|): 1 / (1 + t) from 0 on, else t / (1 + t). */
function sigmoid(f: FunctionBody, x: Local<'v128'>, math: VectorMath): Vector {
  const t = f.keep(math.exp(negate(absolute(x))))
  return divide(select(isLess(x, splat(0)), t, splat(1)), add(splat(1), t))
}

/** An odd polynomial for |x| <= 0.9277, else 1 - exp of a polynomial (N. Juffa's single-precision `erff`). */
function erf(f: FunctionBody, x: Local<'v128'>, math: VectorMath): Vector {
  const t = f.keep(absolute(x))
  const s = f.keep(multiply(x, x))
  const even = f.keep(add(multiply(splat(-1.7285347e-5), t), splat(3.83197126e-4)))
  const odd = add(multiply(splat(-3.88396438e-3), t), splat(2.42546219e-2))
  f.set(even, add(multiply(even, s), odd))
  for (const c of [-1.06777877e-1, -6.34846687e-1, -1.28717512e-1]) f.set(even, add(multiply(even, t), splat(c)))
  const far = f.keep(withSignOf(x, subtract(splat(1), math.exp(subtract(multiply(even, t), t)))))
  const p = polynomial(f, s, [-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1])
  const near = f.keep(add(multiply(p, x), x))
  return select(isGreater(t, splat(0.927734375)), far, near)
}

/** Horner's rule, the highest power first. */
function polynomial(f: FunctionBody, x: Vector, [first = 0, ...others]: readonly number[]): Local<'v128'> {
  const sum = f.keep(splat(first))
  for (const coefficient of others) f.set(sum, add(multiply(sum, x), splat(coefficient)))
  return sum
}

/** `value` must not be negative. */
function withSignOf(x: Vector, value: Vector): Vector {
  return exclusiveOr(value, and(x, splatInteger(-0x80000000)))
}
