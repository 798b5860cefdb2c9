/** Rows picked from rows. */
import type { Rows } from './engine.ts'

interface Widths {
  inputs: number
  outputs: number
}

/** Copies of the rows with these numbers, in this order. */
export function gatherRows(rows: Rows, which: Int32Array, { inputs, outputs }: Widths): Rows {
  return {
    count: which.length,
    inputs: gather(rows.inputs, which, inputs),
    targets: gather(rows.targets, which, outputs),
    weights: rows.weights === null ? null : gather(rows.weights, which, 1),
  }
}

/** A view of rows `from` to `to` (excluded). */
export function rowsBetween(rows: Rows, from: number, to: number, { inputs, outputs }: Widths): Rows {
  return {
    count: to - from,
    inputs: rows.inputs.subarray(from * inputs, to * inputs),
    targets: rows.targets.subarray(from * outputs, to * outputs),
    weights: rows.weights?.subarray(from, to) ?? null,
  }
}

function gather(source: Float32Array, which: Int32Array, width: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(which.length * width)
  let to = 0
  for (const row of which) {
    const from = row * width
    for (let at = 0; at < width; at++) out[to++] = source[from + at] ?? 0
  }
  return out
}
