/**
 * C = A B + bias, the forward pass of a dense layer and the gradient of its input. Every element is summed in the order of the
 * inner dimension from the bias on, whatever the tile: batch size, place in the batch and unrolling never change its bits.
 */
import { add, integer, load, loadEveryLane, loadFloat, everyLane, partsOf, plus, shuffle, splat } from '../assembler/expressions.ts'
import type { Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { panelsOf } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'
import { accumulate } from './arithmetic.ts'
import type { Arithmetic } from './arithmetic.ts'

export interface Product {
  a: PanelMatrix
  /** Rows are the inner dimension. */
  b: PanelMatrix
  /** Bytes from the start of each panel of B to its bias; null: none. */
  biasOffset: number | null
  c: PanelMatrix
  /** What is stored at `pointer + offset` of C, given the sum. */
  finish(f: FunctionBody, sum: Vector, pointer: Integer, offset: number): Vector
}

/**
 * A function of (rows, offset into A, offset into C), offsets in bytes: where the rows of a part of the batch begin. Up to seven rows of
 * padding after them are computed too.
 */
export function defineProduct(module: Module, arithmetic: Arithmetic, product: Product): Defined<null> {
  return product.c.width === 1 ? defineColumnProduct(module, arithmetic, product) : defineTiledProduct(module, arithmetic, product)
}

/** Register tile: four rows (eight of narrow matrices) by one panel of B. */
function defineTiledProduct(module: Module, arithmetic: Arithmetic, { a, b, biasOffset, c, finish }: Product): Defined<null> {
  const vectors = b.width / 4
  const height = vectors === 1 ? 8 : 4
  const rowBytes = b.width * 4
  return module.define(['i32', 'i32', 'i32'], (f, rows, aOffset, cOffset) => {
    const tiles = f.keep(partsOf(rows, Math.log2(height)))
    const sums = Array.from({ length: height }, () => f.vectors(vectors))
    const row = f.vectors(vectors)
    const scalar = f.local('v128')
    const bPanel = f.keep(integer(b.address))
    const cPanel = f.keep(plus(cOffset, integer(c.address)))
    const [aTile, cTile, aAt, bAt] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')]

    /** The outer product of one column of the tile of A and one row of B, `step` steps from where the pointers stand. */
    const outerProduct = (step: number): void => {
      row.forEach((vector, v) => f.set(vector, load(bAt, step * rowBytes + v * 16)))
      for (const [r, sum] of sums.entries()) {
        f.set(scalar, loadEveryLane(aAt, r * a.width * 4 + step * 4))
        row.forEach((vector, v) => accumulateInto(f, arithmetic, sum[v], scalar, vector))
      }
    }
    f.repeat(panelsOf(c), () => {
      f.set(aTile, plus(aOffset, integer(a.address)))
      f.set(cTile, cPanel)
      f.repeat(tiles, () => {
        for (const sum of sums) sum.forEach((vector, v) => f.set(vector, biasOffset === null ? splat(0) : load(bPanel, biasOffset + v * 16)))
        f.set(aAt, aTile)
        f.set(bAt, bPanel)
        alongInner(f, arithmetic, a, { aAt, bAt, rowBytes }, outerProduct)
        for (const [r, sum] of sums.entries()) {
          sum.forEach((vector, v) => f.store(cTile, r * rowBytes + v * 16, finish(f, vector, cTile, r * rowBytes + v * 16)))
        }
        f.advance(aTile, height * a.width * 4)
        f.advance(cTile, height * rowBytes)
      })
      f.advance(bPanel, b.panelBytes)
      f.advance(cPanel, c.panelBytes)
    })
  })
}

/** Walks through the panels of A and, inside each, through its columns, `unroll` at a time. */
function alongInner(f: FunctionBody, { unroll }: Arithmetic, a: PanelMatrix, { aAt, bAt, rowBytes }: { aAt: Local<'i32'>; bAt: Local<'i32'>; rowBytes: number }, step: (offset: number) => void): void {
  const together = Math.min(unroll, a.width)
  const columns = (count: number): void => {
    f.repeat(Math.floor(count / together), () => {
      for (let offset = 0; offset < together; offset++) step(offset)
      f.advance(aAt, together * 4)
      f.advance(bAt, together * rowBytes)
    })
    for (let offset = 0; offset < count % together; offset++) step(offset)
    f.advance(aAt, (count % together) * 4)
    f.advance(bAt, (count % together) * rowBytes)
  }
  f.repeat(Math.floor(a.columns / a.width), () => {
    columns(a.width)
    f.advance(aAt, a.panelBytes - a.width * 4)
  })
  columns(a.columns % a.width)
}

/**
 * C has one column: four rows of A at a time, each multiplied with B lane by lane and summed over its lanes at the end. B holds zeros
 * beyond its rows up to a whole panel of A.
 */
function defineColumnProduct(module: Module, arithmetic: Arithmetic, { a, b, biasOffset, c, finish }: Product): Defined<null> {
  const vectors = Math.max(1, a.width / 4)
  return module.define(['i32', 'i32', 'i32'], (f, rows, aOffset, cOffset) => {
    const aTile = f.keep(plus(aOffset, integer(a.address)))
    const cTile = f.keep(plus(cOffset, integer(c.address)))
    const [aAt, bAt] = [f.local('i32'), f.local('i32')]
    const column = f.vectors(vectors)
    const sums = f.vectors(4)
    const bias = f.keep(biasOffset === null ? splat(0) : everyLane(loadFloat(integer(b.address), biasOffset)))
    f.repeat(partsOf(rows, 2), () => {
      if (a.width === 1) {
        f.store(cTile, 0, finish(f, singleColumn(f, arithmetic, { aTile, b, bias }), cTile, 0))
      } else {
        for (const sum of sums) f.set(sum, splat(0))
        f.set(aAt, aTile)
        f.set(bAt, integer(b.address))
        f.repeat(panelsOf(a), () => {
          column.forEach((vector, v) => f.set(vector, load(bAt, v * 16)))
          sums.forEach((sum, r) => column.forEach((vector, v) => accumulate(f, arithmetic, sum, load(aAt, r * a.width * 4 + v * 16), vector)))
          f.advance(aAt, a.panelBytes)
          f.advance(bAt, a.width * 4)
        })
        const total = f.keep(add(bias, sumsOfLanes(f, sums)))
        f.store(cTile, 0, finish(f, total, cTile, 0))
      }
      f.advance(aTile, 4 * a.width * 4)
      f.advance(cTile, 16)
    })
  })
}

function singleColumn(f: FunctionBody, arithmetic: Arithmetic, { aTile, b, bias }: { aTile: Integer; b: PanelMatrix; bias: Vector }): Vector {
  const sum = f.keep(bias)
  accumulate(f, arithmetic, sum, load(aTile), loadEveryLane(integer(b.address)))
  return sum
}

/** Lane r of the result is the sum of the lanes of the r-th vector. */
function sumsOfLanes(f: FunctionBody, [first, second, third, fourth]: readonly Vector[]): Vector {
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('four sums are needed')
  const pairs = (a: Vector, b: Vector): Vector => f.keep(add(shuffle(a, b, [0, 4, 2, 6]), shuffle(a, b, [1, 5, 3, 7])))
  const [front, back] = [pairs(first, second), pairs(third, fourth)]
  return add(shuffle(front, back, [0, 1, 4, 5]), shuffle(front, back, [2, 3, 6, 7]))
}

function accumulateInto(f: FunctionBody, arithmetic: Arithmetic, sum: Local<'v128'> | undefined, a: Vector, b: Vector): void {
  if (sum !== undefined) accumulate(f, arithmetic, sum, a, b)
}
