/** The same numbers, row-major, under another shape. */
import { addFloats, integer, loadFloat, loadInteger, plus } from '../assembler/expressions.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'
import { bytesOfRow, elementOffset } from './elements.ts'

export interface Shaped {
  matrix: PanelMatrix
  positions: number
}

/** Words of the table: where each number of a row is read, and where it goes. */
export function reshapeTable(source: Shaped, target: Shaped): number[] {
  return Array.from({ length: source.positions * source.matrix.columns }, (_, at) => [source, target].map(({ matrix }) => elementOffset(matrix, Math.floor(at / matrix.columns), at % matrix.columns))).flat()
}

/** A function of the rows of the batch. `adds`: to what is there. */
export function defineReshape(module: Module, source: Shaped, target: Shaped, table: number, adds = false): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    const [sourceRow, targetRow] = [f.keep(integer(source.matrix.address)), f.keep(integer(target.matrix.address))]
    const at = f.local('i32')
    f.repeat(rows, () => {
      f.set(at, integer(table))
      f.repeat(source.positions * source.matrix.columns, () => {
        const to = f.keep(plus(targetRow, loadInteger(at, 4)))
        const value = loadFloat(plus(sourceRow, loadInteger(at)))
        f.storeFloat(to, 0, adds ? addFloats(loadFloat(to), value) : value)
        f.advance(at, 8)
      })
      f.advance(sourceRow, bytesOfRow(source.matrix, source.positions))
      f.advance(targetRow, bytesOfRow(target.matrix, target.positions))
    })
  })
}
