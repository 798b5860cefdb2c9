/** Passes over the arrays of single parameters: penalties with their gradients, sums of squares, scaling, moving statistics. */
import {
  absolute, add, addDoubleLanes, addDoubles, double, doubleLane, doublesOfLow, everyLane, integer, load, multiply, multiplyDoubles, plus, shuffle, splat, subtract,
} from '../assembler/expressions.ts'
import type { Double, Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { panelsOf } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'
import { signOf } from './signs.ts'
import { eachVector } from './walks.ts'

export interface Penalized {
  matrix: PanelMatrix
  l1: number
  l2: number
}

/** Vectors of one panel; padding in the last one is 0. */
export function vectorsOfPanel({ rows, width }: Pick<PanelMatrix, 'rows' | 'width'>): number {
  return Math.ceil((rows * width) / 4)
}

/** Returns the sum of l1 |w| + l2 w^2; where `toGradient` (bytes from a weight to its gradient) is given, adds their derivatives. */
export function definePenalties(module: Module, penalized: readonly Penalized[], toGradient: number | null): Defined<'f64'> {
  return module.defineWithResult([], 'f64', (f) => {
    const total = f.keep(double(0))
    for (const { matrix, l1, l2 } of penalized) {
      const [sizes, squares] = [f.keep(splat(0)), f.keep(splat(0))]
      const panel = f.keep(integer(matrix.address))
      f.repeat(panelsOf(matrix), () => {
        const at = f.keep(panel)
        f.repeat(vectorsOfPanel(matrix), () => {
          const weight = f.keep(load(at))
          addAsDoubles(f, sizes, f.keep(absolute(weight)))
          addAsDoubles(f, squares, f.keep(multiply(weight, weight)))
          if (toGradient !== null) f.store(at, toGradient, add(load(at, toGradient), add(multiply(splat(l1), signOf(weight)), multiply(splat(2 * l2), weight))))
          f.advance(at, 16)
        })
        f.advance(panel, matrix.panelBytes)
      })
      f.set(total, addDoubles(total, addDoubles(multiplyDoubles(double(l1), sumOf(sizes)), multiplyDoubles(double(l2), sumOf(squares)))))
    }
    return total
  })
}

/** (address, panels, bytes of a panel, vectors of a panel) -> sum of squares. */
export function defineSquares(module: Module): Defined<'f64'> {
  return module.defineWithResult(['i32', 'i32', 'i32', 'i32'], 'f64', (f, address, panels, panelBytes, vectors) => {
    const sum = f.keep(splat(0))
    eachOf(f, address, panels, panelBytes, vectors, (at) => {
      const value = f.keep(load(at))
      addAsDoubles(f, sum, f.keep(multiply(value, value)))
    })
    return sumOf(sum)
  })
}

/** (address, another address, vectors) -> sum of squared differences. */
export function defineDistance(module: Module): Defined<'f64'> {
  return module.defineWithResult(['i32', 'i32', 'i32'], 'f64', (f, address, other, vectors) => {
    const sum = f.keep(splat(0))
    const [at, otherAt] = [f.keep(address), f.keep(other)]
    f.repeat(vectors, () => {
      const difference = f.keep(subtract(load(at), load(otherAt)))
      addAsDoubles(f, sum, f.keep(multiply(difference, difference)))
      f.advance(at, 16)
      f.advance(otherAt, 16)
    })
    return sumOf(sum)
  })
}

/** (address, panels, bytes of a panel, vectors of a panel, factor) */
export function defineScaling(module: Module): Defined<null> {
  return module.define(['i32', 'i32', 'i32', 'i32', 'f32'], (f, address, panels, panelBytes, vectors, factor) => {
    const scale = f.keep(everyLane(factor))
    eachOf(f, address, panels, panelBytes, vectors, (at) => f.store(at, 0, multiply(load(at), scale)))
  })
}

/** moving = momentum x moving + (1 - momentum) x batch, for `vectors` vectors; what was there before is kept. */
export function defineFollowing(module: Module, statistics: readonly { moving: number; before: number; batch: number; vectors: number; momentum: number }[]): Defined<null> {
  return module.define([], (f) => {
    for (const { moving, before, batch, vectors, momentum } of statistics) {
      const offset = f.keep(integer(0))
      f.repeat(vectors, () => {
        const value = f.keep(load(plus(offset, integer(moving))))
        f.store(plus(offset, integer(before)), 0, value)
        f.store(plus(offset, integer(moving)), 0, add(multiply(splat(momentum), value), multiply(splat(1 - momentum), load(plus(offset, integer(batch))))))
        f.advance(offset, 16)
      })
    }
  })
}

/** target += source */
export function defineAddition(module: Module, target: PanelMatrix, source: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => eachVector(f, rows, [target, source], (sum, other) => sum.store(add(sum.load(), other.load()))))
}

/** target = first + second */
export function defineSum(module: Module, target: PanelMatrix, first: PanelMatrix, second: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => eachVector(f, rows, [target, first, second], (sum, a, b) => sum.store(add(a.load(), b.load()))))
}

/** target = source */
export function defineCopy(module: Module, target: PanelMatrix, source: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f, rows) => eachVector(f, rows, [target, source], (to, from) => to.store(from.load())))
}

export function addAsDoubles(f: FunctionBody, total: Local<'v128'>, value: Local<'v128'>): void {
  f.set(total, addDoubleLanes(total, addDoubleLanes(doublesOfLow(value), doublesOfLow(shuffle(value, value, [2, 3, 0, 1])))))
}

/** Of two doubles. */
export function sumOf(total: Vector): Double {
  return addDoubles(doubleLane(total, 0), doubleLane(total, 1))
}

function eachOf(f: FunctionBody, address: Integer, panels: Integer, panelBytes: Integer, vectors: Integer, visit: (at: Local<'i32'>) => void): void {
  const panel = f.keep(address)
  f.repeat(panels, () => {
    const at = f.keep(panel)
    f.repeat(vectors, () => {
      visit(at)
      f.advance(at, 16)
    })
    f.set(panel, plus(panel, panelBytes))
  })
}
