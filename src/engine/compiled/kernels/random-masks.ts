/**
 * Dropout masks drawn in place, the same as `training/random-masks.ts` draws them: word i of Philox decides the i-th number of the batch,
 * row by row. Masks and noise lie row-major, because words are counted so; a vector of a panel reads its four from there.
 */
import {
  add, addIntegers, and, everyLaneOfInteger, exclusiveOr, integer, isAtLeastUnsigned, lanesOfIntegers, load, loadInteger, multiply, partsOf, shuffle, splat, splatInteger, times, wideProductsHigh,
  wideProductsLow,
} from '../assembler/expressions.ts'
import type { Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { panelsOf } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'
import { streams } from '#engine/random/philox.ts'

/** Where the key and the counter of the step lie. */
export interface RandomPlace {
  seed: number
  step: number
}

/** Bytes of a mask for `rows` x `columns` numbers: whole groups of 16 words, and room for a vector that reads beyond its end. */
export function bytesOfMask(rows: number, columns: number): number {
  return Math.ceil((rows * columns) / 16) * 64 + 64
}

/** A function of the number of rows that writes 0 or 1 / (1 - rate) for each number to `address`. */
export function defineDropoutMask(module: Module, { seed, step }: RandomPlace, { address, columns, rate, index }: { address: number; columns: number; rate: number; index: number }): Defined<null> {
  const threshold = Math.round(rate * 0x100000000)
  return module.define(['i32'], (f, rows) => {
    const at = f.keep(integer(address))
    const block = f.keep(lanesOfIntegers([0, 1, 2, 3]))
    const groups = f.keep(partsOf(times(rows, integer(columns)), 4))
    f.repeat(groups, () => {
      const words = philox(f, { block, index, stream: streams.dropout, step: loadInteger(integer(0), step), seed: loadInteger(integer(0), seed) })
      for (const [which, word] of inOrder(f, words).entries()) {
        f.store(at, which * 16, threshold > 0xffffffff ? splat(0) : and(isAtLeastUnsigned(word, splatInteger(threshold)), splat(1 / (1 - rate))))
      }
      f.set(block, addIntegers(block, splatInteger(4)))
      f.advance(at, 64)
    })
  })
}

/** A function of the number of rows: y = x times (or plus) the row-major numbers at `mask`. */
export function defineMasking(module: Module, { x, y, mask, combine }: { x: PanelMatrix; y: PanelMatrix; mask: number; combine: 'times' | 'plus' }): Defined<null> {
  const apply = combine === 'times' ? multiply : add
  const { width, columns } = x
  return module.define(['i32'], (f, rows) => {
    const [xPanel, yPanel, maskPanel] = [f.keep(integer(x.address)), f.keep(integer(y.address)), f.keep(integer(mask))]
    const [xAt, yAt, maskAt] = [f.local('i32'), f.local('i32'), f.local('i32')]
    // A column's mask lies as the column does: four rows at a time.
    const count = width === 1 ? f.keep(partsOf(rows, 2)) : rows
    f.repeat(panelsOf(x), () => {
      f.set(xAt, xPanel)
      f.set(yAt, yPanel)
      f.set(maskAt, maskPanel)
      f.repeat(count, () => {
        for (let v = 0; v < Math.max(1, width / 4); v++) f.store(yAt, v * 16, apply(load(xAt, v * 16), load(maskAt, v * 16)))
        f.advance(xAt, Math.max(4, width) * 4)
        f.advance(yAt, Math.max(4, width) * 4)
        f.advance(maskAt, width === 1 ? 16 : columns * 4)
      })
      f.advance(xPanel, x.panelBytes)
      f.advance(yPanel, y.panelBytes)
      f.advance(maskPanel, width * 4)
    })
  })
}

interface Draw {
  /** Numbers of four blocks. */
  block: Vector
  index: number
  stream: number
  step: Integer
  seed: Integer
}

/** Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011) of four blocks at a time: word w of block b is lane b of vector w. */
function philox(f: FunctionBody, { block, index, stream, step, seed }: Draw): Local<'v128'>[] {
  const c0 = f.keep(block)
  const c1 = f.keep(splatInteger(index))
  const c2 = f.keep(splatInteger(stream))
  const c3 = f.keep(everyLaneOfInteger(step))
  const k0 = f.keep(everyLaneOfInteger(seed))
  const k1 = f.keep(splatInteger(0))
  const [low0, high0, low1, high1] = [f.local('v128'), f.local('v128'), f.local('v128'), f.local('v128')]
  f.repeat(10, () => {
    f.set(low0, wideProductsLow(c0, splatInteger(0xd2511f53)))
    f.set(high0, wideProductsHigh(c0, splatInteger(0xd2511f53)))
    f.set(low1, wideProductsLow(c2, splatInteger(0xcd9e8d57)))
    f.set(high1, wideProductsHigh(c2, splatInteger(0xcd9e8d57)))
    f.set(c0, exclusiveOr(exclusiveOr(shuffle(low1, high1, [1, 3, 5, 7]), c1), k0))
    f.set(c1, shuffle(low1, high1, [0, 2, 4, 6]))
    f.set(c2, exclusiveOr(exclusiveOr(shuffle(low0, high0, [1, 3, 5, 7]), c3), k1))
    f.set(c3, shuffle(low0, high0, [0, 2, 4, 6]))
    f.set(k0, addIntegers(k0, splatInteger(0x9e3779b9)))
    f.set(k1, addIntegers(k1, splatInteger(0xbb67ae85)))
  })
  return [c0, c1, c2, c3]
}

/** Four vectors of four words in the order of the blocks. */
function inOrder(f: FunctionBody, words: readonly Vector[]): Vector[] {
  const [c0, c1, c2, c3] = words
  if (c0 === undefined || c1 === undefined || c2 === undefined || c3 === undefined) throw new Error('four words are needed')
  const [low01, high01] = [f.keep(shuffle(c0, c1, [0, 4, 1, 5])), f.keep(shuffle(c0, c1, [2, 6, 3, 7]))]
  const [low23, high23] = [f.keep(shuffle(c2, c3, [0, 4, 1, 5])), f.keep(shuffle(c2, c3, [2, 6, 3, 7]))]
  return [shuffle(low01, low23, [0, 1, 4, 5]), shuffle(low01, low23, [2, 3, 6, 7]), shuffle(high01, high23, [0, 1, 4, 5]), shuffle(high01, high23, [2, 3, 6, 7])]
}
