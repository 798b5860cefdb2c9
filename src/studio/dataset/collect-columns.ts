/** A pass over a file that fills columns: rows are found here, and read here and by the threads beside, block by block. */
import type { ColumnType, DateOrder, ReadingChoices } from '#contract/dataset.ts'
import type { DictionaryBudget } from './byte-dictionary.ts'
import type { ByteSource } from './byte-source.ts'
import type { CellGrid, CellMemory } from './cell-memory.ts'
import { formOfType, plainConventions, type ColumnForm, type Conventions } from './column-collector.ts'
import type { ColumnStore } from './column-reader.ts'
import type { ColumnThreads } from './column-threads.ts'
import { GridFiller } from './grid-filler.ts'
import type { SharedPool } from './shared-pool.ts'
import { limits } from './limits.ts'
import { mergeParts, type MergedColumn, type ReadRows } from './merge-parts.ts'
import { MissingMarkers } from './missing-markers.ts'
import { joinHeaderRows, nameColumns, type ColumnNames } from './name-columns.ts'
import { readRows, type FileLayout, type PassAccount, type PassOptions } from './read-rows.ts'
import { cellText } from './cell-text.ts'
import { TableReader } from './table-reader.ts'
import { keyOfUnit } from './units-of-measure.ts'

export interface CollectedColumn extends MergedColumn {
  name: string
  chosen: ColumnType | null
  /** The order of dates the person chose. */
  dateOrder: DateOrder | null
  /** The unit that the column is known to have, by its key. */
  unit: string | null
}

/** How a column is to be read. */
export interface ColumnPlan {
  form: ColumnForm
  conventions: Conventions
  /** Of the steps that numbers are kept as; null: as doubles. */
  scale: number | null
  /** In 16 bits, as long as all fit: of steps, and of codes. */
  isShort: boolean
}

export interface CollectedTable {
  columns: CollectedColumn[]
  names: ColumnNames
  markers: MissingMarkers
  account: PassAccount
  headerCells: number
  /** The first text beyond the last column. */
  extraText: string
}

/** What is expected of the file: how each column is to be read, and room for so many rows. */
export interface Expectation {
  plans: ColumnPlan[]
  rows: number
}

export interface CollectOptions extends PassOptions {
  /** null: no threads beside. */
  threads: ColumnThreads | null
  memory: CellMemory
  pool: SharedPool
}

/** Thrown where the table has more rows than were expected. */
export class MoreRows extends Error {}

/** `expected` null: the cells are only looked at. */
export async function collectColumns(source: ByteSource, layout: FileLayout, reading: ReadingChoices, expected: Expectation | null, options: CollectOptions): Promise<CollectedTable> {
  const chosen = new Map(reading.types?.map((choice) => [choice.column, choice]))
  const columnsOf = ({ names }: ColumnNames): Pick<CollectedColumn, 'name' | 'chosen' | 'dateOrder' | 'unit'>[] =>
    names.map((name) => {
      const { type = null, dateOrder = null, unit } = chosen.get(name) ?? {}
      return { name, chosen: type, dateOrder, unit: unit === undefined ? null : keyOfUnit(unit) }
    })
  const storesOf = (names: ColumnNames): (ColumnStore | null)[] =>
    columnsOf(names).map(({ chosen: type, dateOrder, unit }, index) => {
      if (expected === null) return { form: 'tally' }
      const { form, conventions, scale, isShort } = expected.plans[index] ?? { form: 'numbers', conventions: plainConventions, scale: null, isShort: false }
      return makeStore({ form: type ? formOfType(type) : form, conventions: { ...conventions, dateOrder: dateOrder ?? conventions.dateOrder, unit: unit ?? conventions.unit }, scale, isShort }, expected.rows, options.pool)
    })
  const { parts, stores, read, ...table } = await readParts(source, layout, reading.missingMarkers, expected?.rows ?? Infinity, storesOf, options)
  const budget: DictionaryBudget = { bytes: limits.allDictionaryBytes }
  const columns = columnsOf(table.names).map((column, index) => {
    const store: ColumnStore = stores[index] ?? { form: 'tally' }
    return { ...column, ...mergeParts(parts.flatMap((part) => part.columns[index] ?? []), store, read, budget) }
  })
  return { ...table, columns }
}

/** Reads the columns of `plans` once more. */
export async function recollect(source: ByteSource, layout: FileLayout, collected: CollectedTable, plans: Map<number, ColumnPlan>, options: CollectOptions): Promise<Map<number, MergedColumn>> {
  const { rows } = collected.account
  const storesOf = ({ names }: ColumnNames): (ColumnStore | null)[] => names.map((_, index) => makeStore(plans.get(index) ?? null, rows, options.pool))
  const { parts, stores, read } = await readParts(source, layout, collected.markers.inForce, rows, storesOf, options)
  const budget: DictionaryBudget = { bytes: limits.allDictionaryBytes }
  return new Map([...plans.keys()].map((index) => [index, mergeParts(parts.flatMap((part) => part.columns[index] ?? []), stores[index] ?? { form: 'tally' }, read, budget)]))
}

type ReadParts = Omit<CollectedTable, 'columns'> & { parts: ReturnType<TableReader['report']>[]; stores: readonly (ColumnStore | null)[]; read: ReadRows[] }

async function readParts(
  source: ByteSource,
  layout: FileLayout,
  missingMarkers: readonly string[] | undefined,
  mostRows: number,
  storesOf: (names: ColumnNames) => (ColumnStore | null)[],
  options: CollectOptions,
): Promise<ReadParts> {
  const { threads, memory } = options
  const markers = new MissingMarkers(missingMarkers)
  const width = layout.dialect.columns
  const dictionaryBytes = Math.floor(limits.allDictionaryBytes / (1 + (threads?.count ?? 0)))
  const read: ReadRows[] = []
  const header: string[][] = []
  let names = nameColumns(null, width)
  let headerCells = 0
  let extraText = ''
  let stores: readonly (ColumnStore | null)[] | null = null
  let own: TableReader | null = null
  const begin = (): TableReader => {
    const all = storesOf(names)
    stores = all
    threads?.begin(memory.shared, all, markers.inForce, dictionaryBytes)
    return new TableReader(all, markers.inForce, { bytes: dictionaryBytes }, memory)
  }
  const take = (grid: CellGrid, give: () => number): void => {
    if (grid.firstRow + grid.rows > mostRows) throw new MoreRows()
    own ??= begin()
    const part = give()
    read.push({ part, firstRow: grid.firstRow, rows: grid.rows })
    if (part === 0) own.take(grid)
  }
  const filler = new GridFiller(memory, layout.dialect, {
    fullHere: (grid) => take(grid, () => 0),
    full: (grid, plain) => take(grid, () => threads?.give(memory, grid, plain) ?? 0),
    isFree: (slot) => Atomics.load(memory.shared.inUse, slot) === 0,
  })
  const account = await readRows(
    source,
    layout,
    {
      header(record) {
        headerCells = Math.max(headerCells, record.cells)
        header.push(Array.from({ length: record.cells }, (_, cell) => cellText(record, cell)))
        names = nameColumns(joinHeaderRows(header, width), width)
      },
      extra(record, cell) {
        extraText = cellText(record, cell).slice(0, 200)
      },
      row: (record) => filler.add(record),
      place: (bytes) => filler.place(bytes),
      plainRows: (bytes, at, line) => filler.addPlain(bytes, at, line),
      blockRead: () => filler.blockRead(),
    },
    options,
  )
  own ??= begin()
  // The others are asked first: they report while this one does.
  const others = threads?.report()
  const parts = [own.report(), ...((await others) ?? [])]
  for (const { markerCounts } of parts) for (const [index, entry] of markers.entries.entries()) entry.count += markerCounts[index] ?? 0
  return { names, markers, account, headerCells, extraText, parts, stores: stores ?? [], read }
}

function makeStore(plan: ColumnPlan | null, rows: number, pool: SharedPool): ColumnStore | null {
  if (plan === null) return null
  const { form, conventions, scale, isShort } = plan
  if (scale === null && form !== 'codes') return { form, values: pool.floats(rows), beside: null, conventions }
  const kept = isShort ? pool.shorts(rows) : pool.integers(rows)
  const beside = isShort ? pool.integers(rows) : null
  return form === 'codes' || scale === null ? { form: 'codes', codes: kept, beside } : { form, values: { steps: kept, scale }, beside, conventions }
}
