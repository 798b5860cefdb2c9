/**
 * Memory that the threads of one reading share: slots for the bytes of a block and the places of its cells, and for each thread
 * room for what the kernels find. Pages that are never written cost nothing.
 */
import { Module } from '#engine/compiled/assembler/module.ts'
import { noStep, type Numbers } from '#engine/table/numbers.ts'
import { defineAddText, defineFindTexts, factors, textTableBytes } from './kernels/find-texts.ts'
import { defineFindRows } from './kernels/find-rows.ts'
import { dateTables, defineReadDates } from './kernels/read-dates.ts'
import { defineReadNumbers, numberTables } from './kernels/read-numbers.ts'
import { TextTable } from './text-table.ts'

/** Where the cells of some rows lie. An absent cell, of a row that is too short, ends before it starts. */
export interface CellGrid {
  bytes: Uint8Array
  columns: number
  rows: number
  /** Cell `c` of row `r` at `r x columns + c`. */
  starts: Uint32Array
  ends: Uint32Array
  /** The line on which each row begins. */
  lines: Uint32Array
  /** Number of the first row in the table. */
  firstRow: number
}

/** A grid in shared memory; `slot` tells another thread where. */
export interface SlotGrid extends CellGrid {
  slot: number
}

/** What parts cells, and what may enclose them, in a file that the kernel may read. */
export interface CellMarks {
  delimiter: number
  quote: number
  /** Whether rows with cells in quotes are plain ones. */
  hasQuotes: boolean
}

/** Where plain rows lie in shared memory. */
export interface PlainRows {
  from: number
  to: number
  /** On which the first begins. */
  line: number
  marks: CellMarks
}

/** What starts the same memory in another thread. */
export interface SharedCells {
  memory: WebAssembly.Memory
  module: WebAssembly.Module
  slotBytes: number
  slots: number
  /** Of each slot, not 0 while another thread than the first has it. */
  inUse: Int32Array
  threads: number
}

/** Before a block, for what is left of the block before it; and loads may begin a few bytes early and end late. */
export const headroom = 64 * 1024
const behind = 32
/** Grids that wait in a thread: enough that it does not run dry. */
export const mostWaiting = 3
const numbersAt = 0
const datesAt = 1056
const textsAt = 11_008
const tableBytes = 12 * 1024
/** Tables of texts that a thread has; columns beyond them do without. */
const textTables = 16
const page = 65_536

export class CellMemory {
  readonly shared: SharedCells
  /** All of the memory. */
  readonly bytes: Uint8Array
  readonly #work: { values: Float64Array; steps: Int32Array; shorts: Int16Array; leftRows: Uint32Array; counts: Uint32Array }
  readonly #findRows: Kernel
  readonly #findQuotedRows: Kernel
  readonly #readNumbers: Kernel
  readonly #readSteps: Kernel
  readonly #readShorts: Kernel
  readonly #readDates: Kernel
  readonly #readShortDates: Kernel
  readonly #addText: Kernel
  readonly #findTexts: Kernel
  readonly #findShortTexts: Kernel
  readonly #tablesAt: number
  readonly #cellsAt: number
  #tables = 0

  /** `thread`: from 0, whose room this is. */
  constructor(shared: SharedCells, thread: number) {
    this.shared = shared
    const { buffer } = shared.memory
    this.bytes = new Uint8Array(buffer)
    const at = tableBytes + thread * workBytes(shared.slotBytes)
    this.#tablesAt = at + 16 + shared.slotBytes * 12
    this.#cellsAt = this.#tablesAt + textTables * textTableBytes
    this.#work = {
      counts: new Uint32Array(buffer, at, 4),
      values: new Float64Array(buffer, at + 16, shared.slotBytes),
      steps: new Int32Array(buffer, at + 16, shared.slotBytes),
      shorts: new Int16Array(buffer, at + 16, shared.slotBytes),
      leftRows: new Uint32Array(buffer, at + 16 + shared.slotBytes * 8, shared.slotBytes),
    }
    const { exports } = new WebAssembly.Instance(shared.module, { engine: { memory: shared.memory } })
    this.#findRows = kernelOf(exports['findRows'])
    this.#findQuotedRows = kernelOf(exports['findQuotedRows'])
    this.#readNumbers = kernelOf(exports['readNumbers'])
    this.#readSteps = kernelOf(exports['readSteps'])
    this.#readShorts = kernelOf(exports['readShorts'])
    this.#readDates = kernelOf(exports['readDates'])
    this.#readShortDates = kernelOf(exports['readShortDates'])
    this.#addText = kernelOf(exports['addText'])
    this.#findTexts = kernelOf(exports['findTexts'])
    this.#findShortTexts = kernelOf(exports['findShortTexts'])
  }

  /** A grid whose cells lie where only this thread writes: what another processor has written last takes long to come. `slot`: of its bytes. */
  ownGrid(slot: number, columns: number): SlotGrid {
    return this.#gridAt(this.#cellsAt, slot, columns)
  }

  /** A grid that another thread shared. */
  grid(slot: number, columns: number): SlotGrid {
    return this.#gridAt(this.#slotAt(slot) + this.shared.slotBytes, slot, columns)
  }

  /** Lets other threads have the cells of an own grid, by its slot. */
  share(grid: SlotGrid): void {
    const shared = this.grid(grid.slot, grid.columns)
    const cells = grid.rows * grid.columns
    shared.starts.set(grid.starts.subarray(0, cells))
    shared.ends.set(grid.ends.subarray(0, cells))
    shared.lines.set(grid.lines.subarray(0, grid.rows))
  }

  /** Where a block of up to `slotBytes - headroom` bytes goes. */
  blockOf(slot: number): Uint8Array {
    const at = this.#slotAt(slot)
    return this.bytes.subarray(at + headroom, at + this.shared.slotBytes - behind)
  }

  /** Adds plain rows of `bytes[from..to]` to the grid. Returns the position behind the last of them. */
  findRows(grid: CellGrid, from: number, to: number, { delimiter, quote, hasQuotes }: CellMarks, line: number): number {
    const cells = grid.rows * grid.columns
    const most = rowsThatFit(grid) - grid.rows
    if (most < 1) return from
    const { counts } = this.#work
    const kernel = hasQuotes ? this.#findQuotedRows : this.#findRows
    const found = kernel(from, to, grid.columns, delimiter, quote, grid.starts.byteOffset + cells * 4, grid.ends.byteOffset + cells * 4, grid.lines.byteOffset + grid.rows * 4, line, most, counts.byteOffset)
    grid.rows += found
    return counts[0] as number
  }

  /** The plain numbers of a column into `numbers`, from the grid's first row on (null: nowhere); the rows of other cells, valid until the next call. */
  readNumbers(grid: CellGrid, column: number, mark: number, numbers: Numbers | null): FoundNumbers {
    const { values, leftRows, counts } = this.#work
    const kernel = numbers === null || numbers instanceof Float64Array ? this.#readNumbers : numbers.steps instanceof Int16Array ? this.#readShorts : this.#readSteps
    const decimals = numbers === null || numbers instanceof Float64Array ? 0 : Math.round(Math.log10(numbers.scale))
    const left = kernel(...cellsOf(grid, column), mark, values.byteOffset, leftRows.byteOffset, counts.byteOffset, decimals)
    if (numbers !== null) this.#keep(grid, numbers)
    return { leftRows: leftRows.subarray(0, left), empty: counts[0] as number, plainIntegers: counts[1] as number, pointed: counts[2] as number, grouped: counts[3] as number }
  }

  /** The plain dates of a column as days since 1970-01-01 into `days`, likewise. */
  readDates(grid: CellGrid, column: number, days: Numbers | null): { leftRows: Uint32Array; empty: number } {
    const { steps, leftRows, counts } = this.#work
    const kernel = days !== null && !(days instanceof Float64Array) && days.steps instanceof Int16Array ? this.#readShortDates : this.#readDates
    const left = kernel(...cellsOf(grid, column), steps.byteOffset, leftRows.byteOffset, counts.byteOffset)
    if (days instanceof Float64Array) for (let row = 0; row < grid.rows; row++) days[grid.firstRow + row] = steps[row] === noStep ? NaN : (steps[row] as number)
    else if (days !== null) this.#keep(grid, days)
    return { leftRows: leftRows.subarray(0, left), empty: counts[0] as number }
  }

  /** An empty table for a column's texts; null where there is none left. */
  textTable(): TextTable | null {
    if (this.#tables === textTables) return null
    const places = new Int32Array(this.bytes.buffer, this.#tablesAt + this.#tables * textTableBytes, textTableBytes / 4).fill(0)
    this.#tables++
    const { steps, shorts, leftRows } = this.#work
    const find = (isShort: boolean, grid: CellGrid, column: number, table: number): number => {
      const kernel = isShort ? this.#findShortTexts : this.#findTexts
      return kernel(...cellsOf(grid, column), table, steps.byteOffset, leftRows.byteOffset)
    }
    return new TextTable({ add: this.#addText, find, integers: steps, shorts, leftRows }, places)
  }

  /** Nobody has a table any more. */
  freeTextTables(): void {
    this.#tables = 0
  }

  #slotAt(slot: number): number {
    const { slotBytes, threads } = this.shared
    return tableBytes + threads * workBytes(slotBytes) + slot * (slotBytes + bytesOfCells(slotBytes))
  }

  #gridAt(at: number, slot: number, columns: number): SlotGrid {
    const { memory: { buffer }, slotBytes } = this.shared
    const cells = slotBytes + 4
    const array = (which: number): Uint32Array => new Uint32Array(buffer, at + which * cells * 4, cells)
    return { slot, bytes: this.bytes, columns, rows: 0, firstRow: 0, starts: array(0), ends: array(1), lines: array(2) }
  }

  /** What a kernel found, to where the column is kept. */
  #keep({ rows, firstRow }: CellGrid, numbers: Numbers): void {
    const { values, steps, shorts } = this.#work
    if (numbers instanceof Float64Array) numbers.set(values.subarray(0, rows), firstRow)
    else if (numbers.steps instanceof Int16Array) numbers.steps.set(shorts.subarray(0, rows), firstRow)
    else numbers.steps.set(steps.subarray(0, rows), firstRow)
  }
}

/** Of the cells that the kernel took: how many are empty, integers that spell like the number, with the mark, and with one that could part thousands. */
export interface FoundNumbers {
  leftRows: Uint32Array
  empty: number
  plainIntegers: number
  pointed: number
  grouped: number
}

/** `blockBytes`: of the largest block that is to have a place. */
export function shareCells(blockBytes: number, threads: number): SharedCells {
  // Few sizes, so that one compilation serves many files.
  const slotBytes = 2 ** Math.ceil(Math.log2(blockBytes + headroom + 32))
  const slots = (threads - 1) * mostWaiting + 1
  const pages = Math.ceil((tableBytes + threads * workBytes(slotBytes) + slots * (slotBytes + bytesOfCells(slotBytes))) / page)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const bytes = new Uint8Array(memory.buffer)
  const [numbers, dates] = [numberTables(numbersAt), dateTables(datesAt)]
  bytes.set(numbers.bytes, numbersAt)
  bytes.set(dates.bytes, datesAt)
  new Int32Array(memory.buffer, textsAt).set(factors)
  if (compiled?.pages !== pages) compiled = { pages, module: compile(pages, numbers, dates) }
  return { memory, module: compiled.module, slotBytes, slots, inUse: new Int32Array(new SharedArrayBuffer(slots * 4)), threads }
}

let compiled: { pages: number; module: WebAssembly.Module } | null = null

function compile(pages: number, numbers: ReturnType<typeof numberTables>, dates: ReturnType<typeof dateTables>): WebAssembly.Module {
  const module = new Module()
  module.export('findRows', defineFindRows(module, 'none'))
  module.export('findQuotedRows', defineFindRows(module, 'around cells'))
  module.export('readNumbers', defineReadNumbers(module, numbers, 'doubles'))
  module.export('readSteps', defineReadNumbers(module, numbers, 'steps'))
  module.export('readShorts', defineReadNumbers(module, numbers, 'shorts'))
  module.export('readDates', defineReadDates(module, dates, 'steps'))
  module.export('readShortDates', defineReadDates(module, dates, 'shorts'))
  const textTable = { keptBytes: numbers.keptBytes, factors: textsAt }
  module.export('addText', defineAddText(module, textTable))
  module.export('findTexts', defineFindTexts(module, textTable, 'integers'))
  module.export('findShortTexts', defineFindTexts(module, textTable, 'shorts'))
  return new WebAssembly.Module(module.encode(pages, true))
}

/** Where a kernel finds the cells of a column: start and end of the first, bytes from one row's to the next, and rows. */
function cellsOf({ starts, ends, columns, rows }: CellGrid, column: number): [number, number, number, number] {
  return [starts.byteOffset + column * 4, ends.byteOffset + column * 4, columns * 4, rows]
}

/** Rows that a grid of so many columns has room for. */
export function rowsThatFit({ starts, columns }: CellGrid): number {
  return Math.floor((starts.length - 4) / columns)
}

type Kernel = (...values: number[]) => number

function kernelOf(exported: WebAssembly.ExportValue | undefined): Kernel {
  if (typeof exported !== 'function') throw new Error('a kernel is missing')
  return (...values) => Number(exported(...values))
}

function workBytes(slotBytes: number): number {
  return 16 + slotBytes * 12 + textTables * textTableBytes + bytesOfCells(slotBytes)
}

/** Starts, ends and lines. */
function bytesOfCells(slotBytes: number): number {
  return (slotBytes + 4) * 12
}
