/** What the last step left in memory, for people to look at: how numbers are spread, and units that say nothing. Changes nothing. */
import type { Program, ValueId } from '#engine/network/operations.ts'
import type { LayerLook } from '#contract/run.ts'
import { histogramOf } from '#engine/training/histogram.ts'
import type { Memory } from './memory.ts'
import { formOf } from './memory.ts'
import { readRows } from './panels.ts'
import type { PanelMatrix } from './panels.ts'
import { jointRelu } from './plan.ts'

/** Enough to see a shape by. */
const mostNumbers = 4096

/** `rows`: of the last training batch. */
export function lookInside(program: Program, memory: Memory, floats: Float32Array, rows: number): LayerLook[] {
  const layers = [...new Set(program.operations.map(({ layerId }) => layerId))]
  return layers.map((id) => {
    const last = program.operations.findLast(({ layerId }) => layerId === id)
    const kernel = program.operations.find((operation) => operation.layerId === id && 'kernel' in operation)
    const output = last === undefined || rows === 0 || isFlat(program, last.output) ? null : numbersOf(program, memory, floats, last.output, rows)
    const place = kernel !== undefined && 'kernel' in kernel ? memory.places.matrices[kernel.kernel] : undefined
    return {
      id,
      outputs: output === null ? null : histogramOf(output.numbers),
      weights: place === undefined ? null : histogramOf(sampleOf(floats, { ...place, address: place.address + memory.weights }, place.rows).numbers),
      silentShare: last?.kind === 'activation' && last.activation === 'relu' && output !== null ? silentShareOf(output.numbers, output.columns) : null,
    }
  })
}

/** The output before its activation is read by the loss; what is not computed in a step can't be looked at. */
function isFlat(program: Program, value: ValueId): boolean {
  const isComputed = value === program.loss.value || program.operations.some(({ input }) => input === value)
  return !isComputed || program.operations.some((operation) => operation.output === value && jointRelu(program, operation) !== null)
}

function numbersOf(program: Program, memory: Memory, floats: Float32Array, value: ValueId, rows: number): { numbers: Float32Array; columns: number } {
  return sampleOf(floats, memory.value(value), rows * formOf(program, value).positions)
}

/** The first rows, as many as it takes. */
function sampleOf(floats: Float32Array, matrix: PanelMatrix, rows: number): { numbers: Float32Array; columns: number } {
  const count = Math.min(rows, Math.max(32, Math.floor(mostNumbers / matrix.columns)))
  const numbers = new Float32Array(count * matrix.columns)
  readRows(floats, matrix, count, numbers)
  return { numbers, columns: matrix.columns }
}

/** Share of the units that are 0 in all rows. */
function silentShareOf(numbers: Float32Array, columns: number): number {
  const speaks = new Uint8Array(columns)
  for (let at = 0; at < numbers.length; at++) if (numbers[at] !== 0) speaks[at % columns] = 1
  return 1 - speaks.reduce((sum, one) => sum + one, 0) / columns
}
