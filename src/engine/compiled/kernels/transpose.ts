/** A kernel's transpose, for the gradient of a dense layer's input: G W^T. Made anew in every step, because W changes. */
import { integer, load, shuffle, splat } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import { bytesFor, matrixAt, panelsOf, roundUp } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'

/** The transpose of a kernel of `rows` x `columns`: where it will be, if at `address`. Rows up to a multiple of 8 are padding. */
export function transposedAt(address: number, { rows, columns }: PanelMatrix): PanelMatrix {
  return matrixAt(address, roundUp(columns, 8), rows)
}

export function bytesOfTransposed({ rows, columns }: Pick<PanelMatrix, 'rows' | 'columns'>): number {
  return bytesFor(roundUp(columns, 8), rows)
}

/** A kernel of one column, read as its own transpose: its numbers already lie side by side. */
export function columnAsRow({ address, rows }: PanelMatrix): PanelMatrix {
  return matrixAt(address, 1, rows)
}

/** A function of any number of rows, which does not matter to it. `target`'s padding beyond the source's rows becomes 0. */
export function defineTranspose(module: Module, source: PanelMatrix, target: PanelMatrix): Defined<null> {
  return module.define(['i32'], (f) => {
    const [from, to] = [f.local('i32'), f.local('i32')]
    const [sourcePanel, targetRow] = [f.keep(integer(source.address)), f.keep(integer(target.address))]
    f.repeat(panelsOf(source), () => {
      for (let group = 0; group < source.width; group += 4) {
        f.set(from, sourcePanel)
        f.set(to, targetRow)
        const block = blockOf(f, { from, to, source, target, column: group })
        f.repeat(Math.floor(source.rows / target.width), () => {
          for (let row = 0; row < target.width; row += Math.min(4, target.width)) block(row, Math.min(4, target.width))
          f.advance(from, target.width * source.width * 4)
          f.advance(to, target.panelBytes)
        })
        const rest = source.rows % target.width
        for (let row = 0; row < (rest > 0 ? target.width : 0); row += 4) block(row, Math.max(0, Math.min(4, rest - row)))
      }
      f.advance(sourcePanel, source.panelBytes)
      f.advance(targetRow, source.width * target.width * 4)
    })
  })
}

interface Block {
  from: Local<'i32'>
  to: Local<'i32'>
  source: PanelMatrix
  target: PanelMatrix
  /** First of the four columns, within the panel. */
  column: number
}

/** Four columns of `count` rows (the others are 0) from `row` on, shuffled in registers. */
function blockOf(f: FunctionBody, { from, to, source, target, column }: Block): (row: number, count: number) => void {
  const [first, second, third, fourth] = f.vectors(4)
  const [low0, high0, low1, high1] = f.vectors(4)
  if (first === undefined || second === undefined || third === undefined || fourth === undefined || low0 === undefined || high0 === undefined || low1 === undefined || high1 === undefined) throw new Error('eight vectors are needed')
  return (row, count) => {
    if (target.width === 1) return f.store(to, column * 4, load(from, column * 4))
    for (const [at, vector] of [first, second, third, fourth].entries()) f.set(vector, at < count ? load(from, ((row + at) * source.width + column) * 4) : splat(0))
    f.set(low0, shuffle(first, second, [0, 4, 1, 5]))
    f.set(high0, shuffle(first, second, [2, 6, 3, 7]))
    f.set(low1, shuffle(third, fourth, [0, 4, 1, 5]))
    f.set(high1, shuffle(third, fourth, [2, 6, 3, 7]))
    const columns: [Vector, Vector, number[]][] = [
      [low0, low1, [0, 1, 4, 5]],
      [low0, low1, [2, 3, 6, 7]],
      [high0, high1, [0, 1, 4, 5]],
      [high0, high1, [2, 3, 6, 7]],
    ]
    for (const [at, [low, high, picked]] of columns.entries()) f.store(to, (column + at) * target.width * 4 + row * 4, shuffle(low, high, picked))
  }
}
