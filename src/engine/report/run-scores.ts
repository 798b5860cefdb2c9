/** From kept outputs to all that is looked at in depth: curves, the cut-off validation rows recommend, reliability, residuals. */
import type { RankedScores, RunScores, ScoredClasses, ScoredNumbers } from '#contract/scores.ts'
import { brierScore } from '#engine/metrics/brier.ts'
import { chooseCutOff } from '#engine/metrics/choose-cut-off.ts'
import { curvePlaces } from '#engine/metrics/curve-places.ts'
import { decideClasses } from '#engine/metrics/decide.ts'
import { averagePrecision } from '#engine/metrics/precision-recall-curve.ts'
import { rankScores } from '#engine/metrics/ranked-scores.ts'
import { reliability } from '#engine/metrics/reliability.ts'
import { residuals } from '#engine/metrics/residuals.ts'
import { areaUnderRoc } from '#engine/metrics/roc-curve.ts'
import { rowsInOrder } from '#engine/metrics/rows-in-order.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { KeptScores } from './kept-scores.ts'

export interface KeptParts {
  validation: KeptScores | null
  test: KeptScores | null
}

/** A cut-off is recommended by the validation rows alone; reliability and residuals are of the test rows alone. */
export function runScores({ task, target }: FittedRecipe, { validation, test }: KeptParts): RunScores {
  if (task === 'regression') {
    const inUnit = (own: KeptScores | null): ScoredNumbers | null => (own === null ? null : scoredNumbers(own, target))
    const tested = inUnit(test)
    return { kind: 'numbers', validation: inUnit(validation), test: tested, residuals: tested === null ? null : residuals(tested.actual, tested.predicted) }
  }
  const watched = validation === null ? null : scoredClasses(task, validation)
  const tested = test === null ? null : scoredClasses(task, test)
  return {
    kind: 'classes',
    classes: target.classes,
    validation: watched,
    test: tested,
    suggested: watched === null || watched.ranked === null ? null : chooseCutOff(watched.ranked),
    reliability: tested === null ? null : reliabilityOf(task, tested),
  }
}

function scoredClasses(task: 'binary' | 'multiclass', { total, rows, outputs, targets }: KeptScores): ScoredClasses {
  return { total, rows: Int32Array.from(rows, (row) => row + 1), actual: Int32Array.from(targets), probabilities: Float32Array.from(outputs), ranked: task === 'binary' ? ranked(outputs, targets) : null }
}

function ranked(outputs: Float32Array, targets: Float32Array): RankedScores {
  const actual = Uint8Array.from(targets)
  const own = rankScores(outputs, actual)
  return { ...own, order: rowsInOrder(outputs, actual), curves: curvePlaces(own), rocArea: areaUnderRoc(own), averagePrecision: averagePrecision(own) }
}

/** Seven digits are what float32 holds: 18 must not come back as 18.0000004. */
function scoredNumbers({ total, rows, outputs, targets }: KeptScores, { mean, scale }: FittedRecipe['target']): ScoredNumbers {
  const inUnit = (values: Float32Array): Float64Array<ArrayBuffer> => Float64Array.from(values, (value) => Number((value * scale + mean).toPrecision(7)))
  return { total, rows: Int32Array.from(rows, (row) => row + 1), actual: inUnit(targets), predicted: inUnit(outputs) }
}

function reliabilityOf(task: 'binary' | 'multiclass', { actual, probabilities }: ScoredClasses): Extract<RunScores, { kind: 'classes' }>['reliability'] {
  const count = actual.length
  const each = count === 0 ? 1 : probabilities.length / count
  const said = decideClasses(task, probabilities, count)
  const right = Uint8Array.from(said, (answer, row) => Number(answer === actual[row]))
  const sureness = Float32Array.from(said, (answer, row) => {
    const probability = probabilities[each === 1 ? row : row * each + answer] ?? NaN
    return each === 1 && answer === 0 ? 1 - probability : probability
  })
  return { equalMass: reliability(sureness, right, 'equalMass'), equalWidth: reliability(sureness, right, 'equalWidth'), brier: brierScore(probabilities, actual) }
}
