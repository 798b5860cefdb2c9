/** The loop over the cells of a column that its kernels share: what one is not made for it leaves to the caller. */
import { integer, isOther, loadInteger, minus, partsOf, plus, shiftRight, times } from '#engine/compiled/assembler/expressions.ts'
import type { Integer } from '#engine/compiled/assembler/expressions.ts'
import type { FunctionBody, Leave, Local } from '#engine/compiled/assembler/function-body.ts'

/** Addresses, where nothing else is said. */
interface Places {
  /** Of the column's first cell: its start, and its end. */
  starts: Integer
  ends: Integer
  /** Bytes from one row's to the next. */
  stride: Integer
  /** At least 1. */
  rows: Integer
  /** Where what is kept for the cells goes, and the rows that are left. */
  values: Integer
  leftRows: Integer
}

export interface CellLoop {
  /** Of the cell. An absent one ends before it starts. */
  start: Local<'i32'>
  end: Local<'i32'>
  /** Where what is kept for it goes. */
  out: Local<'i32'>
  /** Writes the loop, and gives how many rows are left. `take` keeps a cell, or leaves it; `keepLeft`: what stands for one that is left. */
  run(take: (leave: Leave, done: Leave) => void, keepLeft: () => void): Integer
}

/** `bytes`: of what is kept for a cell, as a power of two. */
export function cellLoop(f: FunctionBody, { starts, ends, stride, rows, values, leftRows }: Places, bytes: number): CellLoop {
  const [startAt, out, leftAt, toEnd, last] = [f.keep(starts), f.keep(values), f.keep(leftRows), f.keep(minus(ends, starts)), f.keep(plus(starts, times(stride, rows)))]
  const [start, end] = [f.local('i32'), f.local('i32')]
  return {
    start,
    end,
    out,
    run(take, keepLeft) {
      f.repeatWhile(() => {
        f.block((done) => {
          f.block((leave) => {
            f.set(start, loadInteger(startAt))
            f.set(end, loadInteger(plus(startAt, toEnd)))
            take(leave, done)
            done()
          })
          keepLeft()
          f.storeInteger(leftAt, 0, shiftRight(minus(out, values), integer(bytes)))
          f.advance(leftAt, 4)
        })
        f.advance(out, 2 ** bytes)
        f.set(startAt, plus(startAt, stride))
        return isOther(startAt, last)
      })
      return partsOf(minus(leftAt, leftRows), 2)
    },
  }
}
