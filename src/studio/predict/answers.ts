/** From a network's outputs to answers in the words of the data. */
import type { Answer } from '#contract/prediction.ts'
import { largestAt, saysPositive } from '#engine/metrics/decide.ts'
import { toTargetUnit } from '#engine/recipe/apply.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'

/** Numbers the network gives for one row. */
export function outputsPerRow({ task, target }: FittedRecipe): number {
  return task === 'multiclass' ? target.classes.length : 1
}

/** The answer of row `row` (from 0). `cutOff` counts for two classes only. */
export function answerOf(fitted: FittedRecipe, outputs: Float32Array, row: number, cutOff: number): Answer {
  const { task, target } = fitted
  if (task === 'regression') return { kind: 'number', value: rounded(toTargetUnit(fitted, outputs[row] ?? NaN)) }
  const probabilities = probabilitiesOf(fitted, outputs, row)
  const said = task === 'binary' ? (saysPositive(probabilities[1] ?? NaN, cutOff) ? 1 : 0) : largestAt(outputs, row * target.classes.length, target.classes.length)
  return {
    kind: 'class',
    answer: target.classes[said] ?? '',
    probabilities: target.classes.map((answer, index) => ({ answer, probability: probabilities[index] ?? NaN })),
    cutOff: task === 'binary' ? cutOff : null,
  }
}

function probabilitiesOf({ task, target }: FittedRecipe, outputs: Float32Array, row: number): number[] {
  if (task === 'binary') {
    const positive = outputs[row] ?? NaN
    return [1 - positive, positive]
  }
  const classes = target.classes.length
  return Array.from(outputs.subarray(row * classes, (row + 1) * classes))
}

/** A float32 has seven digits; the rest would only look precise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(7))
}
