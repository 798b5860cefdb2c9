/** Rows of row-major numbers, picked by their numbers, into panels. */
import { integer, load, loadFloat, loadInteger, plus, times } from '../assembler/expressions.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { PanelMatrix } from '../panels.ts'

/** A vector that begins at the last number of the source reads so far beyond it. */
export const slackBytes = 64

/** (rows, address of the source, address of the row numbers). Padding gets what comes next in the source. */
export function defineGather(module: Module, target: PanelMatrix): Defined<null> {
  const { columns, width, panelBytes } = target
  return module.define(['i32', 'i32', 'i32'], (f, rows, source, numbers) => {
    const [numberAt, to] = [f.local('i32'), f.local('i32')]
    const [column, panel] = [f.keep(source), f.keep(integer(target.address))]
    f.repeat(Math.ceil(columns / width), () => {
      f.set(numberAt, numbers)
      f.set(to, panel)
      f.repeat(rows, () => {
        const from = f.keep(plus(column, times(loadInteger(numberAt), integer(columns * 4))))
        if (width === 1) f.storeFloat(to, 0, loadFloat(from))
        for (let v = 0; v < width; v += 4) if (width > 1) f.store(to, v * 4, load(from, v * 4))
        f.advance(to, width * 4)
        f.advance(numberAt, 4)
      })
      f.advance(column, width * 4)
      f.advance(panel, panelBytes)
    })
  })
}
