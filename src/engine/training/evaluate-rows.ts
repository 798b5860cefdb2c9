/** Loss and metrics of a model on rows, in parts short enough to let messages through in between. */
import type { Measures } from '#contract/run.ts'
import type { Program } from '#engine/network/program.ts'
import type { Rows, TrainableModel } from './engine.ts'
import { gatherRows, rowsBetween } from './gather.ts'

const part = 1024

/** More training rows than this are measured on so many of them, spread evenly: every epoch would take half as long again. */
const sample = 20_000

export async function evaluateRows(model: TrainableModel, program: Program, rows: Rows, measure: (outputs: Float32Array, rows: Rows) => Measures, breathe: () => Promise<void> | undefined): Promise<{ loss: number; measures: Measures; outputs: Float32Array<ArrayBuffer> }> {
  const outputs = new Float32Array(rows.count * program.outputs)
  let sum = 0
  for (let from = 0; from < rows.count; from += part) {
    const some = rowsBetween(rows, from, Math.min(rows.count, from + part), program)
    const evaluation = model.evaluate(some)
    outputs.set(evaluation.outputs, from * program.outputs)
    sum += evaluation.loss * some.count
    await breathe()
  }
  const loss = sum / rows.count
  return { loss, measures: Number.isFinite(loss) ? measure(outputs, rows) : {}, outputs }
}

/** All rows, or an even sample of very many. */
export function sampleOf(rows: Rows, program: Program): Rows {
  if (rows.count <= sample) return rows
  return gatherRows(rows, Int32Array.from({ length: sample }, (_, at) => Math.floor((at * rows.count) / sample)), program)
}
