/**
 * Permutation importance, as scikit-learn's `permutation_importance` defines it: by how much a score falls when a column is shuffled.
 * Knows inputs and scores, not networks or tables.
 */
import type { ColumnImportance } from '#contract/importance.ts'

/** Inputs that belong to one column: they are shuffled together. */
export interface InputGroup {
  column: string
  /** Of the first input, from 0. */
  from: number
  count: number
}

export interface ImportanceQuestion {
  /** Row-major, `width` numbers each. */
  inputs: Float32Array
  rows: number
  width: number
  groups: readonly InputGroup[]
  /** `permutations[repeat][row]`: the row that a value is taken from; the same for every column, as scikit-learn draws them. */
  permutations: readonly Int32Array[]
  /** Larger is better. Inputs are only borrowed. */
  score(inputs: Float32Array): number
}

/** In the order of `groups`. `onColumn` is told after each, with how many are done. */
export function permutationImportance({ inputs, rows, width, groups, permutations, score }: ImportanceQuestion, onColumn: (done: number) => void = () => {}): { score: number; columns: ColumnImportance[] } {
  const whole = score(inputs)
  const shuffled = inputs.slice()
  const columns = groups.map(({ column, from, count }, done) => {
    const falls = permutations.map((order) => {
      copyGroup(inputs, shuffled, { rows, width, from, count }, order)
      return whole - score(shuffled)
    })
    copyGroup(inputs, shuffled, { rows, width, from, count }, null)
    onColumn(done + 1)
    const mean = meanOf(falls)
    return { column, mean, deviation: Math.sqrt(meanOf(falls.map((fall) => (fall - mean) ** 2))) }
  })
  return { score: whole, columns }
}

/** `order` null: every row its own. */
function copyGroup(source: Float32Array, target: Float32Array, { rows, width, from, count }: { rows: number; width: number; from: number; count: number }, order: Int32Array | null): void {
  for (let row = 0; row < rows; row++) {
    const at = row * width + from
    const taken = (order === null ? row : (order[row] ?? row)) * width + from
    for (let input = 0; input < count; input++) target[at + input] = source[taken + input] ?? NaN
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
