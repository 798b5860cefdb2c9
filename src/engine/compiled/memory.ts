/** Where everything of one compiled program lies in its memory. Addresses are in bytes. */
import { sizeOf } from '#engine/network/operations.ts'
import type { Program, ValueId } from '#engine/network/operations.ts'
import { rowsAtOnce } from '#engine/network/rows-at-once.ts'
import { bytesFor, matrixAt, roundUp } from './panels.ts'
import type { PanelMatrix } from './panels.ts'
import type { ParameterPlaces } from './parameter-places.ts'
import { placeParameters } from './parameter-places.ts'
import { bytesOfScalars } from './scalars.ts'

export interface Memory {
  /** Rows of a batch there is room for: a multiple of 8. */
  capacity: number
  places: ParameterPlaces
  /** Regions with the layout of `places`. */
  weights: number
  gradients: number
  before: number
  slots: Map<string, number>
  /** Running average of the weights, and what it was before the last update; null: none. */
  average: { address: number; before: number } | null
  moving: number
  movingBefore: number
  /** Statistics of the batch, laid out as `moving`. */
  batchStatistics: number
  rowWeights: number
  targets: PanelMatrix
  /** A value's matrix has a row for each row of the batch and each position (of an image), and a column for each channel. */
  value(id: ValueId): PanelMatrix
  /** A matrix like the value's, for its gradient or what else goes with it. */
  like(id: ValueId): PanelMatrix
  allocate(bytes: number): number
  /** Tables that must be in memory before anything runs; words are written as they are. */
  constants: { address: number; words: Int32Array }[]
  /** Room for a table, and the table with it. */
  table(words: readonly number[]): number
  /** Bytes so far. */
  bytes(): number
}

export interface MemoryNeeds {
  batchRows: number
  slots: readonly string[]
  average: boolean
}

/** Rows that are answered at once, where the batch is smaller. */
const fewestRows = 64

export function planMemory(program: Program, { batchRows, slots, average }: MemoryNeeds): Memory {
  let top = bytesOfScalars
  const allocate = (bytes: number): number => {
    const address = top
    top = roundUp(top + bytes, 64)
    return address
  }
  const constants: Memory['constants'] = []
  // Few rows of a very wide network, as `checkMemory` counts on.
  const answered = Math.min(fewestRows, rowsAtOnce(program.values.reduce((sum, { shape }) => sum + sizeOf(shape), 0)))
  const capacity = roundUp(Math.max(batchRows, answered), 8)
  const places = placeParameters(program)
  const values = new Map<ValueId, PanelMatrix>()
  const matrixFor = (id: ValueId): PanelMatrix => {
    const { columns, positions } = formOf(program, id)
    return matrixAt(allocate(bytesFor(capacity * positions, columns)), capacity * positions, columns)
  }
  const region = (): number => allocate(places.trainableBytes)
  return {
    capacity,
    places,
    weights: region(),
    gradients: region(),
    before: region(),
    slots: new Map(slots.map((name) => [name, region()])),
    average: average ? { address: region(), before: region() } : null,
    moving: allocate(places.movingBytes),
    movingBefore: allocate(places.movingBytes),
    batchStatistics: allocate(places.movingBytes),
    rowWeights: allocate(capacity * 4),
    targets: matrixAt(allocate(bytesFor(capacity, program.outputs)), capacity, program.outputs),
    value(id) {
      const matrix = values.get(id) ?? matrixFor(id)
      values.set(id, matrix)
      return matrix
    },
    like: matrixFor,
    allocate,
    constants,
    table(words) {
      const address = allocate(words.length * 4)
      constants.push({ address, words: Int32Array.from(words) })
      return address
    },
    bytes: () => top,
  }
}

/** A value's numbers of one row: channels side by side, at each position. */
export function formOf({ values }: Program, id: ValueId): { positions: number; columns: number } {
  const shape = values[id]?.shape ?? []
  return { columns: shape.at(-1) ?? 1, positions: shape.slice(0, -1).reduce((product, length) => product * length, 1) }
}
