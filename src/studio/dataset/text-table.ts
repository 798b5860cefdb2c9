/** The texts that a column has often, with what is kept for each, in memory where a kernel looks them up. Knows nothing of what they mean. */
import type { CellGrid } from './cell-memory.ts'
import { codeAt, longestText, mostTexts, placeInts, timesAt } from './kernels/find-texts.ts'

/** The kernels, and room for what they find. */
export interface TextKernels {
  add(this: void, table: number, start: number, end: number, kept: number, code: number): void
  find(this: void, isShort: boolean, grid: CellGrid, column: number, table: number): number
  integers: Int32Array
  shorts: Int16Array
  leftRows: Uint32Array
}

export class TextTable {
  private readonly kernels: TextKernels
  private readonly places: Int32Array
  private count = 0

  /** `places`: zeros. */
  constructor(kernels: TextKernels, places: Int32Array) {
    this.kernels = kernels
    this.places = places
  }

  get size(): number {
    return this.count
  }

  /** A text that is not in it, from where the table is; nothing where it has no place. `kept`: what goes among the codes. */
  add(start: number, end: number, kept: number, code: number): void {
    if (end - start > longestText || this.count === mostTexts) return
    this.kernels.add(this.places.byteOffset, start, end, kept, code)
    this.count++
  }

  /** What is kept for the texts of a column into `codes`, from the grid's first row on; the rows of other texts, valid until the next call. */
  find(grid: CellGrid, column: number, codes: Int16Array | Int32Array): Uint32Array {
    const { kernels, places } = this
    const left = kernels.find(codes instanceof Int16Array, grid, column, places.byteOffset)
    codes.set((codes instanceof Int16Array ? kernels.shorts : kernels.integers).subarray(0, grid.rows), grid.firstRow)
    return kernels.leftRows.subarray(0, left)
  }

  /** How often each text was found. */
  addTimes(to: Uint32Array): void {
    const { places } = this
    for (let place = 0; place < places.length; place += placeInts) {
      const times = places[place + timesAt] as number
      if (times === 0) continue
      const code = places[place + codeAt] as number
      to[code] = (to[code] as number) + times
    }
  }
}
