/** All columns of a table, or a thread's part of them: grids of cells in, parts out. */
import type { DictionaryBudget } from './byte-dictionary.ts'
import type { CellGrid, CellMemory } from './cell-memory.ts'
import { ColumnReader, type ColumnPart, type ColumnStore } from './column-reader.ts'
import { MissingMarkers } from './missing-markers.ts'

export interface TablePart {
  /** null where the column was not wanted. */
  columns: (ColumnPart | null)[]
  /** Candidates for "missing" met, in the order of `MissingMarkers.entries`. */
  markerCounts: number[]
}

export class TableReader {
  private readonly memory: CellMemory | null
  private readonly markers: MissingMarkers
  private readonly columns: (ColumnReader | null)[]

  /** `stores`: null for columns that are not wanted. */
  constructor(stores: readonly (ColumnStore | null)[], missingMarkers: readonly string[], budget: DictionaryBudget, memory: CellMemory | null) {
    this.memory = memory
    memory?.freeTextTables()
    this.markers = new MissingMarkers(missingMarkers)
    this.columns = stores.map((store) => store && new ColumnReader(store, this.markers, budget))
  }

  /** Rows come in ascending order. */
  take(grid: CellGrid): void {
    const kernels = grid.bytes === this.memory?.bytes ? this.memory : null
    for (const [index, column] of this.columns.entries()) column?.takeGrid(grid, index, kernels)
  }

  report(): TablePart {
    return { columns: this.columns.map((column) => column && column.report()), markerCounts: this.markers.entries.map(({ count }) => count) }
  }
}
