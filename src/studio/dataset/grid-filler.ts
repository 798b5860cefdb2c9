/** Records to grids of cells: plain rows by the kernel, all others one by one, each grid full when its block ends. Knows nothing of what cells mean. */
import { headroom, rowsThatFit, type CellGrid, type CellMemory, type CellMarks, type PlainRows, type SlotGrid } from './cell-memory.ts'
import type { Dialect } from './guess-dialect.ts'
import { cellForms, unescapeCell, type ScannedRecord } from './cell-text.ts'

export interface GridListener {
  /** A grid to be read before this returns, because its memory is used again at once. */
  fullHere(grid: CellGrid): void
  /** A grid to be read here or by another thread. `plain`: where its rows are found again. */
  full(grid: SlotGrid, plain: PlainRows | null): void
  isFree(slot: number): boolean
}

/** Stands in no UTF-8. */
const noByte = 0xff

export class GridFiller {
  private readonly memory: CellMemory
  private readonly listener: GridListener
  private readonly columns: number
  private marks: CellMarks
  private readonly mayBePlain: boolean
  private grid: SlotGrid
  /** Where all rows of the grid were found at once. */
  private plain: PlainRows | null = null
  private rows = 0

  constructor(memory: CellMemory, { delimiter, columns, quote, escape, comment }: Dialect, listener: GridListener) {
    this.memory = memory
    this.listener = listener
    this.columns = columns
    this.marks = { delimiter: delimiter.charCodeAt(0), quote: quote === '' ? noByte : quote.charCodeAt(0), hasQuotes: false }
    this.mayBePlain = delimiter.length === 1 && delimiter < '\x80' && escape === 'doubled' && comment === '' && columns > 0
    this.grid = this.emptySlot()
  }

  /** A copy of a block in a free slot; the block itself where it is too long for one. */
  place(block: Uint8Array): { bytes: Uint8Array; room: number } {
    this.grid = this.emptySlot()
    const target = this.memory.blockOf(this.grid.slot)
    if (block.length > target.length) return { bytes: block, room: 0 }
    target.set(block)
    return { bytes: target.subarray(0, block.length), room: headroom - 16 }
  }

  /** Rows from `bytes[at]` on that the kernel can take. */
  addPlain(bytes: Uint8Array, at: number, line: number): { count: number; next: number; start(row: number): number } {
    if (bytes.buffer !== this.memory.bytes.buffer || !this.mayBePlain) return { count: 0, next: at, start: () => at }
    this.makeRoom()
    const { grid, columns } = this
    const before = grid.rows
    const from = bytes.byteOffset + at
    const to = bytes.byteOffset + bytes.length
    let next = this.memory.findRows(grid, from, to, this.marks, line)
    if (grid.rows === before && !this.marks.hasQuotes) next = this.tryQuotes(from, to, line)
    if (grid.rows > before) this.plain = before === 0 ? { from, to: next, line, marks: this.marks } : null
    const start = (row: number): number => {
      const cell = (grid.starts[(before + row) * columns] as number) - bytes.byteOffset
      // In quotes it begins behind the first.
      return row === 0 ? at : bytes[cell - 1] === this.marks.quote ? cell - 1 : cell
    }
    return { count: grid.rows - before, next: next - bytes.byteOffset, start }
  }

  /** Where rows turn out to have quotes, those that follow will, too. */
  private tryQuotes(from: number, to: number, line: number): number {
    const marks = { ...this.marks, hasQuotes: true }
    const { rows } = this.grid
    const next = this.memory.findRows(this.grid, from, to, marks, line)
    if (this.grid.rows > rows) this.marks = marks
    return next
  }

  add(record: ScannedRecord): void {
    if (record.bytes.buffer !== this.memory.bytes.buffer) return this.addApart(record)
    this.makeRoom()
    const { grid } = this
    if (rowsThatFit(grid) === 0) return this.addApart(record)
    this.plain = null
    this.write(record, grid, record.bytes.byteOffset)
  }

  /** All records of the block were added. */
  blockRead(): void {
    if (this.grid.rows === 0) return
    this.listener.full(this.grid, this.plain)
    this.restart()
  }

  /** Of a record that is too long for a slot, or lies elsewhere. */
  private addApart(record: ScannedRecord): void {
    const { columns } = this
    if (this.grid.rows > 0) this.finishHere()
    // What is written over must not be the scanner's: quotes may still be doubled in records that come again.
    const grid: CellGrid = { bytes: record.bytes, columns, rows: 0, firstRow: this.rows, starts: new Uint32Array(columns), ends: new Uint32Array(columns), lines: new Uint32Array(1) }
    this.write(record, grid, 0)
    this.listener.fullHere(grid)
    this.rows++
    this.grid.firstRow = this.rows
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
    if (this.grid.rows > 0 && this.grid.rows >= rowsThatFit(this.grid)) this.finishHere()
  }

  private finishHere(): void {
    this.listener.fullHere(this.grid)
    this.restart()
  }

  private restart(): void {
    this.rows += this.grid.rows
    this.grid = { ...this.grid, rows: 0, firstRow: this.rows }
    this.plain = null
  }

  private emptySlot(): SlotGrid {
    for (let slot = 0; slot < this.memory.shared.slots; slot++) {
      if (this.listener.isFree(slot)) return { ...this.memory.ownGrid(slot, this.columns), firstRow: this.rows }
    }
    throw new Error('the threads have all slots but one at most')
  }
}
