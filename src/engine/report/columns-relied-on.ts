/** Which columns a trained network relies on: its answers to rows it did not learn from, where there are some, with one column after the other shuffled. */
import type { Importance } from '#contract/importance.ts'
import type { Task } from '#contract/recipe.ts'
import { measure } from '#engine/metrics/measure.ts'
import { inputCount, type FittedColumn } from '#engine/recipe/fitted-recipe.ts'
import type { Prepared } from '#engine/recipe/prepare.ts'
import { seededPermutation } from '#engine/recipe/seeded-permutation.ts'
import type { Rows } from '#engine/training/engine.ts'
import { permutationImportance, type InputGroup } from './permutation-importance.ts'

const importanceRepeats = 10
/** More rows would make the figures no truer than the luck of the shuffles is. */
const mostRows = 20_000
/** Of one answer among two, from which counts of right answers say little. */
const rareShare = 0.8
/** Draws of the seed that nothing else uses. */
const stream = 7_000

export interface ReliedOnFacts {
  prepared: Pick<Prepared, 'task' | 'fitted' | 'training' | 'validation'>
  /** The network's outputs, after the output activation. */
  predict(inputs: Float32Array, count: number): Float32Array
  cutOff: number
  seed: number
}

/** Test rows are never asked: they stay unseen. `onColumn` is told how many columns are done, of how many. */
export function columnsReliedOn({ prepared, predict, cutOff, seed }: ReliedOnFacts, onColumn: (done: number, of: number) => void): Importance {
  const { task, fitted, training, validation } = prepared
  const part = validation === null ? 'training' : 'validation'
  const all = validation ?? training
  const width = fitted.inputs.length
  const rows = someOf(all, width, seed)
  const { count } = rows
  const measured = measureFor(task, rows)
  const score = (inputs: Float32Array): number => {
    const value = measure(task, predict(inputs, count), rows, { names: [measured], cutOff, scale: fitted.target.scale })[measured] ?? NaN
    return measured === 'mae' ? -value : value
  }
  const groups = groupsOf(fitted.columns)
  const permutations = Array.from({ length: importanceRepeats }, (_, repeat) => seededPermutation(count, seed, stream + repeat))
  const { score: whole, columns } = permutationImportance({ inputs: rows.inputs, rows: count, width, groups, permutations, score }, (done) => onColumn(done, groups.length))
  return { measure: measured, part, rows: count, total: all.count, score: Math.abs(whole), repeats: importanceRepeats, columns: columns.toSorted((a, b) => b.mean - a.mean) }
}

/** Inputs of a column stand beside each other: categories, parts of a date, the mark of a gap. */
function groupsOf(columns: readonly FittedColumn[]): InputGroup[] {
  let from = 0
  return columns.map((column) => {
    const group = { column: column.column, from, count: inputCount(column) }
    from += group.count
    return group
  })
}

function measureFor(task: Task, { count, targets }: Pick<Rows, 'count' | 'targets'>): Importance['measure'] {
  if (task === 'regression') return 'mae'
  if (task === 'multiclass') return 'accuracy'
  const positives = targets.reduce((sum, target) => sum + target, 0)
  const commonest = Math.max(positives, count - positives) / count
  // With one answer alone there is nothing to put before the other.
  return commonest >= rareShare && commonest < 1 ? 'auc' : 'accuracy'
}

function someOf(rows: Rows, width: number, seed: number): Pick<Rows, 'count' | 'inputs' | 'targets'> {
  if (rows.count <= mostRows) return rows
  const outputs = rows.targets.length / rows.count
  const taken = seededPermutation(rows.count, seed, stream - 1).subarray(0, mostRows)
  return { count: mostRows, inputs: gathered(rows.inputs, width, taken), targets: gathered(rows.targets, outputs, taken) }
}

function gathered(values: Float32Array, width: number, rows: Int32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(rows.length * width)
  rows.forEach((row, at) => result.set(values.subarray(row * width, (row + 1) * width), at * width))
  return result
}
