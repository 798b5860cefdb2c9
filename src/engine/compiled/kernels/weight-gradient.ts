/**
 * C = A^T G and the sums of the columns of G: the gradients of a dense layer's kernel and bias, from its input A and the gradient G
 * of its output. Every element is summed over the rows in their order, whatever the tile.
 */
import { add, and, firstLanes, integer, lane, load, loadEveryLane, plus, splat, times } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import { accumulate } from './arithmetic.ts'
import type { Arithmetic } from './arithmetic.ts'

export interface WeightGradient {
  a: PanelMatrix
  g: PanelMatrix
  /** One row for each column of A. */
  c: PanelMatrix
  /** Bytes from the start of each panel of C to the gradient of the bias; null: none. */
  biasOffset: number | null
  /** Adds to what is there. */
  adds?: boolean
}

/** A function of (rows, offset into G in bytes: where the rows of a part of the batch begin, first panel of G, panels). */
export function defineWeightGradient(module: Module, arithmetic: Arithmetic, gradient: WeightGradient): Defined<null> {
  return gradient.g.width === 1 ? defineColumnGradient(module, arithmetic, gradient) : defineTiledGradient(module, arithmetic, gradient)
}

/** Register tile: four columns of A (eight where G is narrow) by one panel of G. The first tile sums the columns of G, too. */
function defineTiledGradient(module: Module, arithmetic: Arithmetic, { a, g, c, biasOffset, adds = false }: WeightGradient): Defined<null> {
  const vectors = g.width / 4
  const height = Math.min(vectors === 1 ? 8 : 4, a.width)
  const rowBytes = g.width * 4
  return module.define(['i32', 'i32', 'i32', 'i32'], (f, rows, gOffset, firstPanel, panels) => {
    const sums = Array.from({ length: height }, () => f.vectors(vectors))
    const biasSums = f.vectors(vectors)
    const row = f.vectors(vectors)
    const scalar = f.local('v128')
    const gPanel = f.keep(plus(plus(gOffset, integer(g.address)), times(firstPanel, integer(g.panelBytes))))
    const cPanel = f.keep(plus(integer(c.address), times(firstPanel, integer(c.panelBytes))))
    const [aPanel, aAt, gAt, cAt] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]

    /** Gradients of columns `first` .. `first + count - 1` of the panel of A. */
    const tile = (first: number, count: number, withBias: boolean): void => {
      const own = sums.slice(0, count)
      for (const [column, sum] of own.entries()) sum.forEach((vector, v) => f.set(vector, adds ? load(cAt, (first + column) * rowBytes + v * 16) : splat(0)))
      if (withBias && biasOffset !== null) biasSums.forEach((vector, v) => f.set(vector, adds ? load(cPanel, biasOffset + v * 16) : splat(0)))
      f.set(aAt, aPanel)
      f.set(gAt, gPanel)
      f.repeat(rows, () => {
        row.forEach((vector, v) => f.set(vector, load(gAt, v * 16)))
        if (withBias) row.forEach((vector, v) => sumInto(f, biasSums[v], vector))
        for (const [column, sum] of own.entries()) {
          f.set(scalar, loadEveryLane(aAt, (first + column) * 4))
          row.forEach((vector, v) => {
            const target = sum[v]
            if (target !== undefined) accumulate(f, arithmetic, target, scalar, vector)
          })
        }
        f.advance(aAt, a.width * 4)
        f.advance(gAt, rowBytes)
      })
      for (const [column, sum] of own.entries()) sum.forEach((vector, v) => f.store(cAt, (first + column) * rowBytes + v * 16, vector))
      if (withBias && biasOffset !== null) biasSums.forEach((vector, v) => f.store(cPanel, biasOffset + v * 16, vector))
    }
    /** All tiles of a panel of A with `count` columns in use. */
    const panel = (count: number, withBias: boolean): void => {
      for (let first = 0; first < count; first += height) tile(first, Math.min(height, count - first), withBias && first === 0)
    }
    f.repeat(panels, () => {
      f.set(aPanel, integer(a.address))
      f.set(cAt, cPanel)
      const next = (): void => {
        f.advance(aPanel, a.panelBytes)
        f.advance(cAt, a.width * rowBytes)
      }
      const whole = Math.floor(a.columns / a.width)
      const rest = a.columns % a.width
      if (biasOffset !== null) {
        panel(whole > 0 ? a.width : rest, true)
        next()
      }
      f.repeat(biasOffset === null ? whole : Math.max(0, whole - 1), () => {
        panel(a.width, false)
        next()
      })
      if (rest > 0 && (whole > 0 || biasOffset === null)) panel(rest, false)
      f.advance(gPanel, g.panelBytes)
      f.advance(cPanel, c.panelBytes)
    })
  })
}

/** G has one column: four panels of A at a time, each row multiplied with its gradient. */
function defineColumnGradient(module: Module, arithmetic: Arithmetic, { a, g, c, biasOffset, adds = false }: WeightGradient): Defined<null> {
  return module.define(['i32', 'i32', 'i32', 'i32'], (f, rows, gOffset) => {
    const [gAt, aPanel, cAt] = [f.local('i32'), f.keep(integer(a.address)), f.keep(integer(c.address))]
    /** Gradients of so many columns, from where the pointers stand. */
    const tile = (columns: number): void => {
      const tiles = Array.from({ length: Math.ceil(columns / a.width) }, (_, at) => ({ at: f.keep(plus(aPanel, integer(at * a.panelBytes))), sums: f.vectors(Math.max(1, a.width / 4)) }))
      for (const [at, { sums }] of tiles.entries()) sums.forEach((sum, v) => f.set(sum, adds ? load(cAt, (at * a.width + v * 4) * 4) : splat(0)))
      f.set(gAt, plus(gOffset, integer(g.address)))
      f.repeat(rows, () => {
        const scalar = f.keep(loadEveryLane(gAt))
        for (const { at, sums } of tiles) {
          sums.forEach((sum, v) => accumulate(f, arithmetic, sum, a.width === 1 ? loadEveryLane(at) : load(at, v * 16), scalar))
          f.advance(at, a.width * 4)
        }
        f.advance(gAt, 4)
      })
      for (const [at, { sums }] of tiles.entries()) {
        sums.forEach((sum, v) => {
          // What lies beyond the columns of A may hold anything: its gradient is none.
          const [column, inUse] = [at * a.width + v * 4, Math.min(4, columns - at * a.width - v * 4)]
          if (inUse > 0) f.store(cAt, column * 4, inUse === 4 ? sum : and(sum, firstLanes(inUse)))
        })
      }
    }
    const together = 4 * a.width
    f.repeat(Math.floor(a.columns / together), () => {
      tile(together)
      f.advance(aPanel, 4 * a.panelBytes)
      f.advance(cAt, together * 4)
    })
    if (a.columns % together > 0) tile(a.columns % together)
    if (biasOffset === null) return
    const bias = f.keep(adds ? loadEveryLane(integer(c.address), biasOffset) : splat(0))
    f.set(gAt, plus(gOffset, integer(g.address)))
    f.repeat(rows, () => {
      f.set(bias, add(bias, loadEveryLane(gAt)))
      f.advance(gAt, 4)
    })
    f.storeFloat(integer(c.address), biasOffset, lane(bias, 0))
  })
}

function sumInto(f: FunctionBody, sum: Local<'v128'> | undefined, vector: Local<'v128'>): void {
  if (sum !== undefined) f.set(sum, add(sum, vector))
}
