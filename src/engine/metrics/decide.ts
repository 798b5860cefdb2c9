/** From network outputs to answers: the one rule by which an output counts as a class. Knows no rows of a table. */
import type { Task } from '#contract/recipe.ts'

export const defaultCutOff = 0.5

/** Whether a probability of the positive class counts as that class. Strictly above, as Keras's BinaryAccuracy decides. */
export function saysPositive(probability: number, cutOff: number = defaultCutOff): boolean {
  return probability > cutOff
}

/** The position of the largest of `outputs` numbers from `at`; the first of equals. */
export function largestAt(values: Float32Array, at: number, outputs: number): number {
  let best = 0
  for (let index = 1; index < outputs; index++) if ((values[at + index] ?? NaN) > (values[at + best] ?? NaN)) best = index
  return best
}

/** The class index of each row: for two classes from one probability a row, else from one a class. Also reads 0/1 targets. */
export function decideClasses(task: Exclude<Task, 'regression'>, values: Float32Array, count: number, cutOff: number = defaultCutOff): Int32Array<ArrayBuffer> {
  const said = new Int32Array(count)
  if (task === 'binary') for (let row = 0; row < count; row++) said[row] = saysPositive(values[row] ?? NaN, cutOff) ? 1 : 0
  else {
    const outputs = count === 0 ? 0 : values.length / count
    for (let row = 0; row < count; row++) said[row] = largestAt(values, row * outputs, outputs)
  }
  return said
}
