/** Weights of rows that make all classes count alike. */
import type { Training } from '#contract/training.ts'
import type { Program } from '#engine/network/operations.ts'
import type { Rows } from './engine.ts'

/** The rows to train on: with balanced classes where the plan asks for them and the loss tells classes apart. */
export function withClassWeights(rows: Rows, { classWeights }: Pick<Training, 'classWeights'>, { loss, outputs }: Pick<Program, 'loss' | 'outputs'>): Rows {
  return classWeights === 'balanced' && loss.name.endsWith('Crossentropy') ? withBalancedClasses(rows, outputs) : rows
}

/**
 * scikit-learn's `class_weight='balanced'`: rows / (classes x rows of the class), for each row. With one output the classes are
 * 0 and 1. Classes without rows are not counted. Existing weights are multiplied.
 */
export function withBalancedClasses(rows: Rows, outputs: number): Rows {
  const classOf = (row: number): number => {
    if (outputs === 1) return (rows.targets[row] ?? 0) > 0.5 ? 1 : 0
    let best = 0
    for (let at = 1; at < outputs; at++) if ((rows.targets[row * outputs + at] ?? 0) > (rows.targets[row * outputs + best] ?? 0)) best = at
    return best
  }
  const counts = new Float64Array(Math.max(2, outputs))
  for (let row = 0; row < rows.count; row++) counts[classOf(row)] = (counts[classOf(row)] ?? 0) + 1
  const classes = counts.filter((count) => count > 0).length
  const weights = Float32Array.from({ length: rows.count }, (_, row) => ((rows.weights?.[row] ?? 1) * rows.count) / (classes * (counts[classOf(row)] ?? 1)))
  return { ...rows, weights }
}
