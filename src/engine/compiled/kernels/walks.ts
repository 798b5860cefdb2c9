/** The ways kernels walk over panel matrices: vector by vector, row by row inside a panel, and panel by panel along a row. */
import { add, firstLanes, integer, lane, load, loadEveryLane, partsOf, plus, shuffle, times } from '../assembler/expressions.ts'
import type { Integer, Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import { panelsOf } from '../panels.ts'
import type { PanelMatrix } from '../panels.ts'

/** One vector of one matrix: four neighbouring columns of a row or, in a matrix of one column, four neighbouring rows. */
export interface Cell {
  load(): Vector
  store(value: Vector): void
}

/** Visits every vector of `rows` rows of matrices of one shape. Padding is visited, too. */
export function eachVector<const Matrices extends readonly PanelMatrix[]>(f: FunctionBody, rows: Integer, matrices: Matrices, visit: (...cells: { [At in keyof Matrices]: Cell }) => void): void {
  const { width } = shapeOf(matrices)
  const count = f.keep(vectorsOfRows(rows, width))
  eachPanel(f, matrices, (pointer, offsets) => {
    const at = f.keep(pointer)
    f.repeat(count, () => {
      visit(...cellsOf(matrices, (which) => plainCell(f, at, offsets[which] ?? 0)))
      f.advance(at, 16)
    })
  })
}

/** Vectors of so many rows of one panel. */
function vectorsOfRows(rows: Integer, width: PanelMatrix['width']): Integer {
  return width === 1 ? partsOf(rows, 2) : times(rows, integer(width / 4))
}

/** What is done in each panel. In a matrix of one column every vector holds the one number of a row four times. */
export interface PanelVisit<Cells extends readonly Cell[]> {
  /** Each walks over all rows; `v` is the vector within the panel. */
  passes: readonly ((v: number, ...cells: Cells) => void)[]
  /** Before pass `pass` and, with `passes.length`, at the end. */
  before(pass: number): void
}

/** Visits, panel by panel, all rows, as often as there are passes. `offset`: bytes from the start of a row vector (a scale) to the panel. */
export function eachRowOfPanels<const Matrices extends readonly PanelMatrix[]>(f: FunctionBody, rows: Integer, matrices: Matrices, panel: (offset: Integer) => PanelVisit<{ [At in keyof Matrices]: Cell }>): void {
  const { width } = shapeOf(matrices)
  const vectors = Math.max(1, width / 4)
  const offset = f.local('i32')
  f.set(offset, integer(0))
  const visit = panel(offset)
  eachPanel(f, matrices, (pointer, offsets) => {
    const at = f.local('i32')
    for (const [number, pass] of visit.passes.entries()) {
      visit.before(number)
      f.set(at, pointer)
      f.repeat(rows, () => {
        for (let v = 0; v < vectors; v++) pass(v, ...cellsOf(matrices, (which) => (width === 1 ? singleCell(f, at, offsets[which] ?? 0) : plainCell(f, at, (offsets[which] ?? 0) + v * 16))))
        f.advance(at, width * 4)
      })
    }
    visit.before(visit.passes.length)
    f.advance(offset, width * 4)
  })
}

/** Along one row at a time. `mask` is null where all lanes are in use. */
export interface RowWalk<Cells extends readonly Cell[]> {
  /** Visits every vector of the row. `parameterOffset`: bytes from the start of a row vector (a bias, a scale) to these columns. */
  along(visit: (cells: Cells, mask: Vector | null, parameterOffset: Integer) => void): void
}

export function eachRow<const Matrices extends readonly PanelMatrix[]>(f: FunctionBody, rows: Integer, matrices: Matrices, visit: (walk: RowWalk<{ [At in keyof Matrices]: Cell }>) => void): void {
  const { width, columns, panelBytes } = shapeOf(matrices)
  const { address, offsets } = together(matrices)
  const rowAt = f.keep(integer(address))
  const [at, parameterOffset] = [f.local('i32'), f.local('i32')]
  const walk: RowWalk<{ [At in keyof Matrices]: Cell }> = {
    along(visitVector) {
      f.set(at, rowAt)
      f.set(parameterOffset, integer(0))
      const panel = (inUse: number): void => {
        for (let v = 0; v < Math.max(1, width / 4); v++) {
          const lanes = Math.min(4, inUse - v * 4)
          if (lanes <= 0) continue
          const cells = cellsOf(matrices, (which) => (width === 1 ? singleCell(f, at, offsets[which] ?? 0) : plainCell(f, at, (offsets[which] ?? 0) + v * 16)))
          visitVector(cells, lanes === 4 ? null : firstLanes(lanes), plus(parameterOffset, integer(v * 16)))
        }
      }
      f.repeat(Math.floor(columns / width), () => {
        panel(width)
        f.advance(at, panelBytes)
        f.advance(parameterOffset, width * 4)
      })
      if (columns % width > 0) panel(columns % width)
    },
  }
  f.repeat(rows, () => {
    visit(walk)
    f.advance(rowAt, width * 4)
  })
}

/** Combines the four lanes; every lane of the result holds the answer. */
export function acrossLanes(f: FunctionBody, value: Vector, combine: (a: Vector, b: Vector) => Vector): Local<'v128'> {
  const all = f.keep(value)
  f.set(all, combine(all, shuffle(all, all, [2, 3, 0, 1])))
  f.set(all, combine(all, shuffle(all, all, [1, 0, 3, 2])))
  return all
}

export const sumOfLanes = (f: FunctionBody, value: Vector): Local<'v128'> => acrossLanes(f, value, add)

/** Of the four floats of a row vector at `address`; in a matrix of one column the one float in all lanes. */
export function loadParameter(address: number, { width }: Pick<PanelMatrix, 'width'>, offset: Integer, v = 0): Vector {
  const at = plus(offset, integer(address))
  return width === 1 ? loadEveryLane(at) : load(at, v * 16)
}

export function storeParameter(f: FunctionBody, address: number, { width }: Pick<PanelMatrix, 'width'>, offset: Integer, v: number, value: Vector): void {
  const at = plus(offset, integer(address))
  if (width === 1) f.storeFloat(at, 0, lane(value, 0))
  else f.store(at, v * 16, value)
}

/** `body` gets a pointer to the panel in the first matrix in memory, and the distances to the others. */
function eachPanel(f: FunctionBody, matrices: readonly PanelMatrix[], body: (pointer: Local<'i32'>, offsets: readonly number[]) => void): void {
  const shape = shapeOf(matrices)
  const { address, offsets } = together(matrices)
  const pointer = f.keep(integer(address))
  f.repeat(panelsOf(shape), () => {
    body(pointer, offsets)
    f.advance(pointer, shape.panelBytes)
  })
}

function together(matrices: readonly PanelMatrix[]): { address: number; offsets: number[] } {
  const address = Math.min(...matrices.map((matrix) => matrix.address))
  return { address, offsets: matrices.map((matrix) => matrix.address - address) }
}

function shapeOf(matrices: readonly PanelMatrix[]): PanelMatrix {
  const [first, ...others] = matrices
  if (first === undefined || others.some(({ columns, panelBytes }) => columns !== first.columns || panelBytes !== first.panelBytes)) throw new Error('matrices of different shapes cannot be walked over together')
  return first
}

function cellsOf<const Matrices extends readonly PanelMatrix[]>(matrices: Matrices, cell: (which: number) => Cell): { [At in keyof Matrices]: Cell } {
  return matrices.map((_, which) => cell(which)) as { [At in keyof Matrices]: Cell }
}

function plainCell(f: FunctionBody, at: Integer, offset: number): Cell {
  return { load: () => load(at, offset), store: (value) => f.store(at, offset, value) }
}

function singleCell(f: FunctionBody, at: Integer, offset: number): Cell {
  return { load: () => loadEveryLane(at, offset), store: (value) => f.storeFloat(at, offset, lane(value, 0)) }
}
