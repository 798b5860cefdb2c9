/**
 * One column, or a thread's part of it, while the file is read: cells go through `ColumnCollector`, which says what they are, and
 * their values to where the table keeps them. Plain numbers and texts that are known take kernels, which
 * leave what cell after cell through the collector would.
 */
import { noStep, stepsOf, type Numbers } from '#engine/table/numbers.ts'
import { beyondDictionary, ByteDictionary, type DictionaryBudget, type DictionaryTexts } from './byte-dictionary.ts'
import type { CellGrid, CellMemory, FoundNumbers } from './cell-memory.ts'
import { ColumnCollector, plainConventions, type ColumnForm, type Conventions } from './column-collector.ts'
import { listed, type ColumnTally } from './column-tally.ts'
import { limits } from './limits.ts'
import { areShort, putInteger, type Integers } from './short-integers.ts'
import { addRepeats } from './merge-tallies.ts'
import { MissingMarkers } from './missing-markers.ts'
import type { TextTable } from './text-table.ts'

/** Where the values of all rows go; code -1 is missing. `beside`: of short integers, see there. `tally`: nowhere, the cells are only looked at. */
export type ColumnStore = { form: 'numbers' | 'days'; values: Numbers; beside: Int32Array | null; conventions: Conventions } | { form: 'codes'; codes: Int16Array | Int32Array; beside: Int32Array | null } | { form: 'tally' }

/** What a part of a column showed; plain data, so that it can cross threads. */
export interface ColumnPart {
  tally: ColumnTally
  /** Numbers that are no whole steps of the store's scale, where it has one: they are lost. */
  lost: number
  /** Integers that are kept beside the store's short ones. */
  beside: number
  /** null for forms but `codes`. */
  texts: PartTexts | null
}

/** Distinct texts of cells, white space and all, in order of first appearance. */
export interface PartTexts extends DictionaryTexts {
  /** 0 for those that mean "missing". */
  isValue: Uint8Array
  firstRows: Uint32Array
  /** Cells whose text found no place. */
  beyond: number
}

type NumberStore = Extract<ColumnStore, { form: 'numbers' | 'days' }>

const decimalPoint = 0x2e

export class ColumnReader {
  private readonly store: ColumnStore
  private readonly markers: MissingMarkers
  private readonly collector: ColumnCollector
  private readonly dictionary: ByteDictionary
  /** Of each text in the dictionary. */
  private isValue = new Uint8Array(16)
  /** Whether its cells need only be counted: the lines of such are listed. */
  private isKnown = new Uint8Array(16)
  /** How often it was counted alone. */
  private times = new Uint32Array(16)
  private firstRows = new Uint32Array(16)
  /** Texts with a first row. */
  private learned = 0
  private beyond = 0
  private lost = 0
  private beside = 0
  private readonly mayUseKernel: boolean
  /** Of the known texts; undefined before there is one. */
  private table: TextTable | null | undefined
  private readonly mayBeDates: boolean

  constructor(store: ColumnStore, markers: MissingMarkers, budget: DictionaryBudget) {
    this.store = store
    this.markers = markers
    this.collector = new ColumnCollector(markers, forcedForm(store), conventionsOf(store))
    this.dictionary = new ByteDictionary(budget)
    this.mayUseKernel = !markers.numeric && markers.isInForce('') && conventionsOf(store).decimalMark === '.'
    this.mayBeDates = !markers.numeric && markers.isInForce('') && !markers.inForce.some((marker) => marker.length === 10)
  }

  /** All rows of a grid; `kernels`: where its bytes are in shared memory. Rows come in ascending order. */
  takeGrid(grid: CellGrid, column: number, kernels: CellMemory | null): void {
    const { store } = this
    switch (store.form) {
      case 'numbers':
        if (kernels !== null && this.mayUseKernel) return this.takeNumbers(grid, column, kernels, store)
        return this.takeValues(grid, column, store)
      case 'days':
        if (kernels !== null && this.mayBeDates && areWhole(store.values)) return this.takeDates(grid, column, kernels, store)
        return this.takeValues(grid, column, store)
      case 'codes':
        return this.takeTexts(grid, column, { kept: store.codes, beside: store.beside }, kernels)
      case 'tally':
        return this.takeTally(grid, column, kernels)
      default:
        store satisfies never
    }
  }

  /** The end of the column. */
  report(): ColumnPart {
    const { store, dictionary, beyond } = this
    const { tally } = this.collector
    if (store.form !== 'codes') return { tally, lost: this.lost, beside: this.beside, texts: null }
    const texts = dictionary.texts()
    this.table?.addTimes(this.times)
    this.countRepeats(texts)
    const size = dictionary.size
    return { tally, lost: 0, beside: this.beside, texts: { ...texts, isValue: this.isValue.slice(0, size), firstRows: this.firstRows.slice(0, size), beyond } }
  }

  /** What was counted alone, into the tally: each text is taken for every power of two that its count is made of. */
  private countRepeats({ bytes, ends }: DictionaryTexts): void {
    const most = this.times.reduce((largest, times) => Math.max(largest, times), 0)
    for (let power = 1; power <= most; power *= 2) {
      const markers = new MissingMarkers(this.markers.inForce)
      const collector = new ColumnCollector(markers, forcedForm(this.store))
      for (let code = 0; code < ends.length; code++) {
        if (Math.floor((this.times[code] as number) / power) % 2 === 1) collector.take(bytes, code === 0 ? 0 : (ends[code - 1] as number), ends[code] as number, 0)
      }
      addRepeats(this.collector.tally, collector.tally, power)
      this.markers.addCounts(markers, power)
    }
  }

  /** Cells that are only looked at, up to the first that is neither number nor date: then all are texts. Their lines do not matter. */
  private takeTally(grid: CellGrid, column: number, kernels: CellMemory | null): void {
    const { tally } = this.collector
    if (tally.others.count > 0) return
    const takeLeft = (rows: Iterable<number>): void => {
      for (const row of rows) if (tally.others.count === 0) this.takeCell(grid, column, row)
    }
    if (kernels === null || !this.mayUseKernel) return takeLeft(Array.from({ length: grid.rows }, (_, row) => row))
    const found = kernels.readNumbers(grid, column, decimalPoint, null)
    if (found.leftRows.length + found.empty < grid.rows || !this.mayBeDates) {
      this.countNumbers(grid, found)
      return takeLeft(found.leftRows)
    }
    const { leftRows, empty } = kernels.readDates(grid, column, null)
    this.countDates(grid, leftRows.length, empty)
    takeLeft(leftRows)
  }

  private countNumbers({ rows }: CellGrid, { leftRows, empty, plainIntegers, pointed, grouped }: FoundNumbers): void {
    const { tally } = this.collector
    tally.missing += empty
    this.markers.countAbsent(empty)
    tally.numbers += rows - leftRows.length - empty
    tally.plainIntegers += plainIntegers
    tally.pointGroups += grouped
    tally.notWithMark[','].count += pointed - grouped
  }

  private takeNumbers(grid: CellGrid, column: number, kernels: CellMemory, store: NumberStore): void {
    const found = kernels.readNumbers(grid, column, decimalPoint, store.values)
    const { lines } = this.collector.tally.notWithMark[',']
    // The kernel knows no lines, and of these the first are wanted.
    if (found.pointed > found.grouped && lines.length < limits.listedLines) {
      const rest = this.takeUntil(grid, column, store, () => lines.length === limits.listedLines)
      if (rest.rows > 0) this.takeNumbers(rest, column, kernels, store)
      return
    }
    this.countNumbers(grid, found)
    for (const row of found.leftRows) this.takeValue(grid, column, row, store)
  }

  /** Of dates, too, the first lines are wanted. */
  private takeDates(whole: CellGrid, column: number, kernels: CellMemory, store: NumberStore): void {
    const { tally } = this.collector
    const grid = this.takeUntil(whole, column, store, () => tally.dates.count >= limits.listedLines)
    if (grid.rows === 0) return
    const { leftRows, empty } = kernels.readDates(grid, column, store.values)
    this.countDates(grid, leftRows.length, empty)
    for (const row of leftRows) this.takeValue(grid, column, row, store)
  }

  private countDates({ rows }: CellGrid, left: number, empty: number): void {
    const { tally } = this.collector
    tally.missing += empty
    this.markers.countAbsent(empty)
    tally.dates.count += rows - left - empty
  }

  /** Takes cells one by one until it is enough. Gives the rows that are left. */
  private takeUntil(grid: CellGrid, column: number, store: NumberStore, isEnough: () => boolean): CellGrid {
    let row = 0
    for (; row < grid.rows && !isEnough(); row++) this.takeValue(grid, column, row, store)
    if (row === 0) return grid
    const cells = row * grid.columns
    return { ...grid, starts: grid.starts.subarray(cells), ends: grid.ends.subarray(cells), lines: grid.lines.subarray(row), rows: grid.rows - row, firstRow: grid.firstRow + row }
  }

  private takeValues(grid: CellGrid, column: number, store: NumberStore): void {
    for (let row = 0; row < grid.rows; row++) this.takeValue(grid, column, row, store)
  }

  private takeValue(grid: CellGrid, column: number, row: number, store: NumberStore): void {
    this.put(store, grid.firstRow + row, this.takeCell(grid, column, row) === store.form ? this.collector.value : NaN)
  }

  private put({ values: into, beside }: NumberStore, row: number, value: number): void {
    if (into instanceof Float64Array) {
      into[row] = value
      return
    }
    const steps = stepsOf(value, into.scale)
    this.beside += putInteger({ kept: into.steps, beside }, row, steps)
    if (steps === noStep && value === value) this.lost++
  }

  private takeTexts(grid: CellGrid, column: number, codes: Integers, kernels: CellMemory | null): void {
    const { table } = this
    if (kernels === null || !table) {
      for (let row = 0; row < grid.rows; row++) this.takeTextAt(grid, column, row, codes, kernels)
    } else {
      for (const row of table.find(grid, column, codes.kept)) this.takeTextAt(grid, column, row, codes, kernels)
    }
  }

  private takeTextAt(grid: CellGrid, column: number, gridRow: number, codes: Integers, kernels: CellMemory | null): void {
    const { dictionary } = this
    const { bytes, columns, starts, ends } = grid
    const row = grid.firstRow + gridRow
    const start = starts[gridRow * columns + column] as number
    const end = ends[gridRow * columns + column] as number
    // Of an absent cell there is no text.
    const code = start <= end ? dictionary.add(bytes, start, end) : beyondDictionary
    if (code >= 0 && this.isKnown[code] === 1) {
      this.times[code] = (this.times[code] as number) + 1
      this.beside += putInteger(codes, row, this.isValue[code] === 1 ? code : -1)
      return
    }
    const before = listed.lines
    const isValue = this.takeCell(grid, column, gridRow) !== null
    this.beside += putInteger(codes, row, isValue ? code : -1)
    if (code === beyondDictionary) this.beyond += Number(isValue)
    else this.learn(code, isValue, row)
    if (code < 0 || listed.lines > before) return
    this.isKnown[code] = 1
    if (kernels === null || (codes.beside !== null && !areShort(code))) return
    this.table ??= kernels.textTable()
    this.table?.add(start, end, isValue ? code : -1, code)
  }

  private learn(code: number, isValue: boolean, row: number): void {
    if (code >= this.times.length) {
      this.isValue = copied(this.isValue, new Uint8Array(code * 2))
      this.isKnown = copied(this.isKnown, new Uint8Array(code * 2))
      this.times = copied(this.times, new Uint32Array(code * 2))
      this.firstRows = copied(this.firstRows, new Uint32Array(code * 2))
    }
    if (code === this.learned) {
      this.firstRows[code] = row
      this.learned++
    }
    this.isValue[code] = Number(isValue)
  }

  private takeCell({ bytes, columns, starts, ends, lines }: CellGrid, column: number, row: number): ColumnForm | null {
    const start = starts[row * columns + column] as number
    const end = ends[row * columns + column] as number
    if (start <= end) {
      this.collector.take(bytes, start, end, lines[row] as number)
    } else {
      // Absent cells are missing whatever the person says about empty ones.
      this.markers.countAbsent(1)
      this.collector.takeMissing()
    }
    return this.collector.found
  }
}

function areWhole(values: Numbers): boolean {
  return values instanceof Float64Array || values.scale === 1
}

function conventionsOf(store: ColumnStore): Conventions {
  return store.form === 'numbers' || store.form === 'days' ? store.conventions : plainConventions
}

function forcedForm(store: ColumnStore): ColumnForm | null {
  return store.form === 'tally' ? null : store.form
}

function copied<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
