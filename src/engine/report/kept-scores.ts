/** What of a network's outputs is kept with its run: of very many rows an even part. Knows outputs and targets, no files. */
import type { Task } from '#contract/recipe.ts'
import { decideClasses } from '#engine/metrics/decide.ts'
import type { Rows } from '#engine/training/engine.ts'

/** One part of the rows. */
export interface KeptScores {
  /** Rows of the part, kept or not. */
  total: number
  /** Table row (from 0) of each kept row. */
  rows: Int32Array
  /** After the output activation: one a row, or one a class. */
  outputs: Float32Array
  /** Positions of classes, or numbers as the network learns them: (value - mean) / scale. */
  targets: Float32Array
}

const mostRows = 200_000
/** 16 MB of float32, however many classes there are. */
const mostOutputs = 4_000_000

/** At most 200,000 rows and 4 million outputs, evenly spaced. `rowNumbers` are the table rows of `rows`. */
export function keepScores(task: Task, outputs: Float32Array, { count, targets }: Pick<Rows, 'count' | 'targets'>, rowNumbers: Int32Array): KeptScores {
  const each = count === 0 ? 1 : outputs.length / count
  const kept = Math.min(count, mostRows, Math.max(1, Math.floor(mostOutputs / each)))
  const truth = task === 'regression' ? targets : decideClasses(task, targets, count)
  const own: KeptScores = { total: count, rows: new Int32Array(kept), outputs: new Float32Array(kept * each), targets: new Float32Array(kept) }
  for (let at = 0; at < kept; at++) {
    const row = Math.floor((at * count) / kept)
    own.rows[at] = rowNumbers[row] ?? 0
    own.targets[at] = truth[row] ?? NaN
    own.outputs.set(outputs.subarray(row * each, (row + 1) * each), at * each)
  }
  return own
}
