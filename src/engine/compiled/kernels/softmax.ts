/** Softmax along each row, and its derivative. */
import { and, divide, greater, multiply, select, splat, subtract, add } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import type { VectorMath } from '../vector-math.ts'
import { acrossLanes, eachRow, sumOfLanes } from './walks.ts'
import type { Cell, RowWalk } from './walks.ts'

/** A function of the number of rows. Padding of y becomes 0. */
export function defineSoftmax(module: Module, math: VectorMath, x: PanelMatrix, y: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    eachRow(f, rows, [x, y], (walk) => {
      const { total } = exponentials(f, math, walk)
      walk.along(([, to]) => to.store(divide(to.load(), total)))
    })
  })
}

/** In place: dx = y (dy - sum of dy y). */
export function defineSoftmaxGradient(module: Module, y: PanelMatrix, gradient: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    eachRow(f, rows, [y, gradient], (walk) => {
      const sum = f.keep(splat(0))
      walk.along(([out, g], mask) => f.set(sum, add(sum, masked(multiply(out.load(), g.load()), mask))))
      const total = sumOfRow(f, sum, y)
      walk.along(([out, g], mask) => g.store(masked(multiply(out.load(), subtract(g.load(), total)), mask)))
    })
  })
}

/** Writes exp(x - largest) of a row to the second matrix, 0 in its padding. Both results are in every lane. */
export function exponentials(f: FunctionBody, { exp }: VectorMath, walk: RowWalk<readonly [Cell, Cell, ...Cell[]]>): { largest: Local<'v128'>; total: Local<'v128'> } {
  const largest = f.keep(splat(-3.4e38))
  walk.along(([x], mask) => f.set(largest, greater(x0(f, x, mask, splat(-3.4e38)), largest)))
  f.set(largest, acrossLanes(f, largest, greater))
  const sum = f.keep(splat(0))
  walk.along(([x, y], mask) => {
    const value = f.keep(masked(exp(subtract(x.load(), largest)), mask))
    f.set(sum, add(sum, value))
    y.store(value)
  })
  return { largest, total: sumOfLanes(f, sum) }
}

/** A NaN in x makes the largest one NaN, and with it the whole row. */
function x0(f: FunctionBody, x: Cell, mask: Vector | null, otherwise: Vector): Vector {
  return mask === null ? x.load() : f.keep(select(mask, x.load(), otherwise))
}

export function masked(value: Vector, mask: Vector | null): Vector {
  return mask === null ? value : and(value, mask)
}

/** In a matrix of one column every lane holds the sum already. */
export function sumOfRow(f: FunctionBody, sum: Vector, { width }: PanelMatrix): Local<'v128'> {
  return width === 1 ? f.keep(sum) : sumOfLanes(f, sum)
}
