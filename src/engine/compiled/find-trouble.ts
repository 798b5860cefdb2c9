/** Where numbers stopped being numbers in the step that has just failed. Changes nothing. */
import { operationsFor } from '#engine/network/operations-for.ts'
import type { Program } from '#engine/network/operations.ts'
import type { Trouble } from '#engine/training/engine.ts'
import type { Memory } from './memory.ts'
import { formOf } from './memory.ts'
import { readRows } from './panels.ts'
import { jointRelu } from './plan.ts'
import { isFiniteArray } from './regions.ts'

const mostRows = 5

/** The first layer with a weight, else the first with an output, else the first with a gradient that is no number. `rows`: of the batch. */
export function findTrouble(program: Program, memory: Memory, floats: Float32Array, rows: number): Trouble | null {
  const { layers, trainableBytes } = memory.places
  if (trainableBytes === 0) return null
  const firstIn = (region: number) => layers.find(({ address, bytes }) => !isFiniteArray(floats.subarray((region + address) / 4, (region + address + bytes) / 4)))
  const inWeights = firstIn(memory.weights)
  if (inWeights !== undefined) return { layerId: inWeights.id, batchRows: [] }
  for (const operation of operationsFor(program, program.loss.value)) {
    if (jointRelu(program, operation) !== null) continue
    const bad = badRows(program, memory, floats, operation.output, rows)
    if (bad.length > 0) return { layerId: operation.layerId, batchRows: bad.slice(0, mostRows) }
  }
  const inGradients = firstIn(memory.gradients)
  return inGradients === undefined ? null : { layerId: inGradients.id, batchRows: [] }
}

function badRows(program: Program, memory: Memory, floats: Float32Array, value: number, rows: number): number[] {
  const { positions, columns } = formOf(program, value)
  const size = positions * columns
  const numbers = new Float32Array(rows * size)
  readRows(floats, memory.value(value), rows * positions, numbers)
  return Array.from({ length: rows }, (_, row) => row).filter((row) => !isFiniteArray(numbers.subarray(row * size, (row + 1) * size)))
}
