/** A program's arrays in the compiled memory, in and out: weights and their copies, moving statistics, the optimizer's arrays. */
import type { Program } from '#engine/network/operations.ts'
import { sizeOf } from '#engine/network/operations.ts'
import type { NamedTensor } from '#engine/training/engine.ts'
import type { Memory } from './memory.ts'
import { fillRows, readRows } from './panels.ts'
import type { PanelMatrix } from './panels.ts'

/** Addresses of a region of trainable weights and of one of moving statistics. */
export interface RegionPair {
  weights: number
  moving: number
}

export interface Regions {
  current: RegionPair
  before: RegionPair
  /** Copies, in the program's order. */
  read(from: RegionPair): NamedTensor[]
  /** Throws a plain Error where names or shapes are not the program's. */
  write(to: RegionPair, tensors: readonly NamedTensor[]): void
  /** Trainable numbers alone, one parameter after the other. */
  readFlat(address: number): Float32Array<ArrayBuffer>
  writeFlat(address: number, values: Float32Array): void
  copy(from: RegionPair, to: RegionPair): void
  /** Whether all weights and moving statistics are numbers. */
  isFinite(which: RegionPair): boolean
}

export function createRegions(program: Program, memory: Memory, floats: Float32Array): Regions {
  const { places } = memory
  const { parameters } = program
  const trainable = parameters.flatMap((parameter, id) => (parameter.trainable ? [{ id, size: sizeOf(parameter.shape) }] : []))

  function matrixOf(id: number, { weights, moving }: RegionPair): PanelMatrix {
    const matrix = places.matrices[id]
    if (matrix === undefined) throw new Error(`the program has no parameter ${id}`)
    return { ...matrix, address: matrix.address + (parameters[id]?.trainable === true ? weights : moving) }
  }

  function each(address: number, visit: (matrix: PanelMatrix, from: number, size: number) => void): void {
    let from = 0
    for (const { id, size } of trainable) {
      visit(matrixOf(id, { weights: address, moving: 0 }), from, size)
      from += size
    }
  }

  return {
    current: { weights: memory.weights, moving: memory.moving },
    before: { weights: memory.before, moving: memory.movingBefore },
    read: (from) =>
      parameters.map(({ name, shape, trainable: learns }, id) => {
        const values = new Float32Array(sizeOf(shape))
        const matrix = matrixOf(id, from)
        readRows(floats, matrix, matrix.rows, values)
        return { name, shape: [...shape], values, trainable: learns }
      }),
    write(to, tensors) {
      const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
      for (const [id, { name, shape }] of parameters.entries()) {
        const tensor = byName.get(name)
        if (tensor === undefined || tensor.shape.join() !== shape.join() || tensor.values.length !== sizeOf(shape)) throw new Error(`no weights ${name} of shape ${shape.join(' x ')}`)
        const matrix = matrixOf(id, to)
        fillRows(floats, matrix, tensor.values, matrix.rows)
      }
    },
    readFlat(address) {
      const values = new Float32Array(trainable.reduce((sum, { size }) => sum + size, 0))
      each(address, (matrix, from) => readRows(floats, matrix, matrix.rows, values, from))
      return values
    },
    writeFlat: (address, values) => each(address, (matrix, from, size) => fillRows(floats, matrix, values.subarray(from, from + size), matrix.rows)),
    copy(from, to) {
      floats.copyWithin(to.weights / 4, from.weights / 4, (from.weights + places.trainableBytes) / 4)
      floats.copyWithin(to.moving / 4, from.moving / 4, (from.moving + places.movingBytes) / 4)
    },
    isFinite: ({ weights, moving }) => isFiniteArray(floats.subarray(weights / 4, (weights + places.trainableBytes) / 4)) && isFiniteArray(floats.subarray(moving / 4, (moving + places.movingBytes) / 4)),
  }
}

export function isFiniteArray(values: Float32Array): boolean {
  // Not 0 as soon as one of them is no number.
  let trace = 0
  for (const value of values) trace += value - value
  return trace === 0
}
