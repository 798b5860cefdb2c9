/** Records to grids of cells: plain rows by the kernel, all others one by one, each grid full when its block ends. Knows nothing of what cells mean. */
import { headroom, rowsThatFit, type CellGrid, type CellMemory, type SlotGrid } from './cell-memory.ts'
import type { Dialect } from './guess-dialect.ts'
import { cellForms, unescapeCell, type ScannedRecord } from './cell-text.ts'

export interface GridListener {
  /** A grid to be read. `isHere`: before this returns, because its memory is used again at once. */
  full(grid: CellGrid | SlotGrid, isHere: boolean): void
  isFree(slot: number): boolean
}

/** Stands in no UTF-8. */
const noByte = 0xff

export class GridFiller {
  private readonly memory: CellMemory
  private readonly listener: GridListener
  private readonly columns: number
  private readonly marks: { delimiter: number; quote: number }
  private readonly mayBePlain: boolean
  private readonly slots: SlotGrid[]
  private grid: SlotGrid
  private rows = 0

  constructor(memory: CellMemory, { delimiter, columns, quote, escape, comment }: Dialect, listener: GridListener) {
    this.memory = memory
    this.listener = listener
    this.columns = columns
    this.marks = { delimiter: delimiter.charCodeAt(0), quote: quote === '' ? noByte : quote.charCodeAt(0) }
    this.mayBePlain = delimiter.length === 1 && delimiter < '\x80' && escape === 'doubled' && comment === '' && columns > 0
    this.slots = Array.from({ length: memory.shared.slots }, (_, slot) => memory.grid(slot, columns))
    this.grid = this.emptySlot()
  }

  /** A copy of a block in a free slot; the block itself where it is too long for one. */
  place(block: Uint8Array): { bytes: Uint8Array; room: number } {
    this.grid = this.emptySlot()
    const target = this.memory.blockOf(this.grid)
    if (block.length > target.length) return { bytes: block, room: 0 }
    target.set(block)
    return { bytes: target.subarray(0, block.length), room: headroom - 16 }
  }

  /** Rows from `bytes[at]` on that the kernel can take. */
  addPlain(bytes: Uint8Array, at: number, line: number): { count: number; next: number; start(row: number): number } {
    const { grid, columns } = this
    const none = { count: 0, next: at, start: () => at }
    if (bytes.buffer !== this.memory.bytes.buffer || !this.mayBePlain) return none
    this.makeRoom()
    const before = grid.rows
    const next = this.memory.findRows(grid, bytes.byteOffset + at, bytes.byteOffset + bytes.length, this.marks, line)
    return { count: grid.rows - before, next: next - bytes.byteOffset, start: (row) => (grid.starts[(before + row) * columns] as number) - bytes.byteOffset }
  }

  add(record: ScannedRecord): void {
    if (record.bytes.buffer !== this.memory.bytes.buffer) return this.addApart(record)
    this.makeRoom()
    const { grid } = this
    if (rowsThatFit(grid) === 0) return this.addApart(record)
    this.write(record, grid, record.bytes.byteOffset)
  }

  /** All records of the block were added. */
  blockRead(): void {
    if (this.grid.rows > 0) this.finish(this.grid, false)
  }

  /** Of a record that is too long for a slot, or lies elsewhere. */
  private addApart(record: ScannedRecord): void {
    const { columns } = this
    if (this.grid.rows > 0) this.finish(this.grid, true)
    // What is written over must not be the scanner's: quotes may still be doubled in records that come again.
    const grid: CellGrid = { bytes: record.bytes, columns, rows: 0, firstRow: this.rows, starts: new Uint32Array(columns), ends: new Uint32Array(columns), lines: new Uint32Array(1) }
    this.write(record, grid, 0)
    this.finish(grid, true)
  }

  private write(record: ScannedRecord, grid: CellGrid, base: number): void {
    const first = grid.rows * grid.columns
    for (let cell = 0; cell < grid.columns; cell++) {
      const isAbsent = cell >= record.cells
      const start = record.starts[cell] ?? 0
      let end = record.ends[cell] ?? 0
      const form = record.forms[cell] ?? cellForms.bare
      if (!isAbsent && form > cellForms.quoted) end = start + unescapeCell(record.bytes, start, end, form, record.bytes.subarray(start))
      grid.starts[first + cell] = isAbsent ? 1 : base + start
      grid.ends[first + cell] = isAbsent ? 0 : base + end
    }
    grid.lines[grid.rows] = record.line
    grid.rows++
  }

  /** A grid without room for another row is read here; its slot goes on being filled. */
  private makeRoom(): void {
    if (this.grid.rows > 0 && this.grid.rows >= rowsThatFit(this.grid)) this.finish(this.grid, true)
  }

  private finish(grid: CellGrid | SlotGrid, isHere: boolean): void {
    this.listener.full(grid, isHere)
    this.rows += grid.rows
    if (grid === this.grid) this.grid = { ...this.grid, rows: 0, firstRow: this.rows }
  }

  private emptySlot(): SlotGrid {
    const free = this.slots.find(({ slot }) => this.listener.isFree(slot))
    if (free === undefined) throw new Error('the threads have all slots but one at most')
    return { ...free, rows: 0, firstRow: this.rows }
  }
}
