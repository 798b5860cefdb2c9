/**
 * The layout of every matrix: vertical panels of `width` columns, one after another; inside a panel the rows, one after another.
 *
 *            width
 *          +-------+-------+---
 *   row 0  | 0 .. 7| panel | ...      memory: all rows of panel 0, then all rows of panel 1, ...
 *   row 1  | 8 ..15|   1   |
 *    ...   +-------+-------+---
 *
 * One row of one panel is the vectors of a register tile, so that matrix products read all their operands in consecutive order
 * and nothing is ever packed. Columns of padding may hold any finite number in values; in parameters and gradients they are 0.
 */

export interface PanelMatrix {
  /** In bytes. */
  address: number
  /** Rows there is room for: of a batch's values a multiple of 8. */
  rows: number
  columns: number
  width: 1 | 4 | 8
  /** From one panel to the next. */
  panelBytes: number
}

/** Vectors of four floats hold a column of its own without padding, up to four columns in one vector, more in pairs. */
export function widthFor(columns: number): 1 | 4 | 8 {
  if (columns === 1) return 1
  return columns <= 4 ? 4 : 8
}

export function matrixAt(address: number, rows: number, columns: number, panelBytes?: number): PanelMatrix {
  const width = widthFor(columns)
  return { address, rows, columns, width, panelBytes: panelBytes ?? panelBytesFor(rows, width) }
}

export function panelsOf({ columns, width }: Pick<PanelMatrix, 'columns' | 'width'>): number {
  return Math.ceil(columns / width)
}

/** Bytes of a matrix, padding included, in whole cache lines. */
export function bytesFor(rows: number, columns: number): number {
  const width = widthFor(columns)
  return roundUp(Math.ceil(columns / width) * panelBytesFor(rows, width), 64)
}

/** A step that is a power of two long would bring every panel to the same few lines of the cache: a line more keeps them apart. */
function panelBytesFor(rows: number, width: number): number {
  const bytes = rows * width * 4
  return bytes >= 1024 && bytes % 1024 === 0 ? bytes + 64 : bytes
}

export function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to
}

/** Copies row-major numbers into the first `count` rows of a matrix. */
export function fillRows(floats: Float32Array, { address, columns, width, panelBytes }: PanelMatrix, source: Float32Array, count: number): void {
  for (let row = 0; row < count; row++) {
    let from = row * columns
    const end = from + columns
    for (let panel = address / 4 + row * width; from < end; panel += panelBytes / 4) {
      const last = Math.min(end, from + width)
      for (let to = panel; from < last; from++, to++) floats[to] = source[from] ?? 0
    }
  }
}

/** The first `count` rows, row-major. */
export function readRows(floats: Float32Array, { address, columns, width, panelBytes }: PanelMatrix, count: number, target: Float32Array, offset = 0): void {
  for (let row = 0; row < count; row++) {
    let to = offset + row * columns
    const end = to + columns
    for (let panel = address / 4 + row * width; to < end; panel += panelBytes / 4) {
      const last = Math.min(end, to + width)
      for (let from = panel; to < last; from++, to++) target[to] = floats[from] ?? 0
    }
  }
}
