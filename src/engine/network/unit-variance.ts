/** Starting weights sized on the data: layer-sequential unit variance (Mishkin, Matas 2016). */
import type { Operation, Program } from './operations.ts'
import { runForward } from './forward.ts'

/** Rows that are looked at. */
const batchRows = 256

/** Whether any of the program's weights start this way. */
export function startsOnData(program: Program): boolean {
  return program.parameters.some(({ initializer }) => initializer.type === 'lsuv')
}

/**
 * The weights with every kernel that starts by 'lsuv' divided by the standard deviation of what it makes of the first rows, one
 * layer after the other, biases left out. A kernel whose results are all equal stays as it is.
 */
export function withUnitVariance(program: Program, weights: readonly Float32Array[], rows: { count: number; inputs: Float32Array }): Float32Array[] {
  const sized = weights.map((values) => values.slice())
  const count = Math.min(batchRows, rows.count)
  runForward(program, sized, { count, inputs: rows.inputs.subarray(0, count * program.inputs) }, (operation, input) => {
    if (operation.kind !== 'dense' && operation.kind !== 'convolution') return
    const kernel = sized[operation.kernel]
    if (kernel === undefined || program.parameters[operation.kernel]?.initializer.type !== 'lsuv') return
    const deviation = deviationOf(resultsOf(program, operation, kernel, input, count))
    if (deviation > 0) for (let at = 0; at < kernel.length; at++) kernel[at] = (kernel[at] ?? 0) / deviation
  })
  return sized
}

/** What the operation alone makes of its input, without bias. */
function resultsOf({ values }: Program, operation: Extract<Operation, { kind: 'dense' | 'convolution' }>, kernel: Float32Array, input: Float64Array, count: number): Float64Array {
  const shapes = [values[operation.input]?.shape ?? [], values[operation.output]?.shape ?? []].map((shape) => ({ shape }))
  const alone: Pick<Program, 'values' | 'operations' | 'inputs'> = { values: shapes, inputs: input.length / count, operations: [{ ...operation, input: 0, output: 1, kernel: 0, bias: null }] }
  return runForward(alone, [kernel], { count, inputs: input })[1] ?? new Float64Array()
}

function deviationOf(values: Float64Array): number {
  let [mean, variance] = [0, 0]
  for (const value of values) mean += value / values.length
  for (const value of values) variance += ((value - mean) * (value - mean)) / values.length
  return Math.sqrt(variance)
}
