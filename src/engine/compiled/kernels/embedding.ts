/** Codes that become rows of a table, beside inputs that pass unchanged; and the tables' gradients. */
import { addFloats, choose, integer, integerOf, isBelow, loadFloat, plus, times } from '../assembler/expressions.ts'
import type { Integer } from '../assembler/expressions.ts'
import type { FunctionBody } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import { bytesOfRow, elementOffset } from './elements.ts'

export interface EmbeddingPlace {
  x: PanelMatrix
  y: PanelMatrix
  /** Inputs that pass, in front. */
  passed: readonly number[]
  /** Input with the code, and its table with a row for each code. */
  tables: readonly { at: number; table: PanelMatrix }[]
}

/** A function of the rows of the batch. A code beyond the table is read as the last one. */
export function defineEmbedding(module: Module, { x, y, passed, tables }: EmbeddingPlace): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const [xAt, yAt] = [f.keep(integer(x.address)), f.keep(integer(y.address))]
    f.repeat(rows, () => {
      for (const [column, input] of passed.entries()) f.storeFloat(yAt, elementOffset(y, 0, column), loadFloat(xAt, elementOffset(x, 0, input)))
      let column = passed.length
      for (const { at, table } of tables) {
        const row = f.keep(rowOf(f, loadFloat(xAt, elementOffset(x, 0, at)), table))
        for (let number = 0; number < table.columns; number++) f.storeFloat(yAt, elementOffset(y, 0, column++), loadFloat(row, elementOffset(table, 0, number)))
      }
      f.advance(xAt, bytesOfRow(x, 1))
      f.advance(yAt, bytesOfRow(y, 1))
    })
  })
}

/** A function likewise. `tables` hold the gradients, `y` is the gradient of the output; what was there before is cleared. */
export function defineEmbeddingGradient(module: Module, { x, y, passed, tables }: EmbeddingPlace, bytesOf: (table: PanelMatrix) => number): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    for (const { table } of tables) f.clear(integer(table.address), integer(bytesOf(table)))
    const [xAt, yAt] = [f.keep(integer(x.address)), f.keep(integer(y.address))]
    f.repeat(rows, () => {
      let column = passed.length
      for (const { at, table } of tables) {
        const row = f.keep(rowOf(f, loadFloat(xAt, elementOffset(x, 0, at)), table))
        for (let number = 0; number < table.columns; number++) {
          const offset = elementOffset(table, 0, number)
          f.storeFloat(row, offset, addFloats(loadFloat(row, offset), loadFloat(yAt, elementOffset(y, 0, column++))))
        }
      }
      f.advance(xAt, bytesOfRow(x, 1))
      f.advance(yAt, bytesOfRow(y, 1))
    })
  })
}

/** Address of a code's row in the first panel of the table. */
function rowOf(f: FunctionBody, code: ReturnType<typeof loadFloat>, { address, rows, width }: PanelMatrix): Integer {
  const given = f.keep(integerOf(code))
  return plus(integer(address), times(choose(isBelow(given, integer(rows)), given, integer(rows - 1)), integer(width * 4)))
}
