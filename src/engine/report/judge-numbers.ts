/** How far predicted numbers miss on the test rows, beside guessing the mean and a linear model; in the target's unit. */
import type { RegressionAnswer } from '#contract/run.ts'
import { measure } from '#engine/metrics/measure.ts'
import type { Rows } from '#engine/training/engine.ts'
import { bootstrapMeans } from './bootstrap.ts'
import type { JudgeFacts } from './judge.ts'

export function judgeNumbers(facts: JudgeFacts & { test: Pick<Rows, 'count' | 'targets'> }): RegressionAnswer {
  const { fitted, test, outputs, linearOutputs } = facts
  const { column, mean, scale, unit } = fitted.target
  const misses = (predicted: (row: number) => number): Float64Array =>
    Float64Array.from({ length: test.count }, (_, row) => Math.abs(predicted(row) - (test.targets[row] ?? NaN)) * scale)
  const own = misses((row) => outputs[row] ?? NaN)
  // The network learns (value - mean of the training rows) / scale, so guessing their mean is saying 0.
  const guessing = misses(() => 0)
  const linear = linearOutputs === null ? null : misses((row) => linearOutputs[row] ?? NaN)

  // Seven digits are what float32 holds: 18 must not come back as 18.0000004.
  const inUnit = (number: number | undefined): number => Number(((number ?? NaN) * scale + mean).toPrecision(7))
  const less = (other: Float64Array, than: Float64Array = own): Float64Array => other.map((miss, row) => miss - (than[row] ?? NaN))
  const [meanAbsoluteError, overGuessing, overLinear, linearOverGuessing] = bootstrapMeans([own, less(guessing), ...(linear === null ? [] : [less(linear), less(guessing, linear)])], facts.seed)
  if (meanAbsoluteError === undefined || overGuessing === undefined) throw new Error('a mean has no range')

  return {
    kind: 'regression',
    rows: test.count,
    target: column,
    ...(unit === undefined ? {} : { unit }),
    meanAbsoluteError,
    guessing: { answer: mean, meanAbsoluteError: meanOf(guessing) },
    linear: linear === null ? null : { meanAbsoluteError: meanOf(linear), ...(linearOverGuessing === undefined ? {} : { overGuessing: linearOverGuessing }) },
    overGuessing,
    overLinear: overLinear ?? null,
    r2: measure('regression', outputs, test, { names: ['r2'] }).r2 ?? null,
    giveAway: facts.numberGiveAway ?? null,
    points: spreadOver(test.count, keptPoints).map((row) => ({
      row: (facts.testRowNumbers[row] ?? 0) + 1,
      actual: inUnit(test.targets[row]),
      predicted: inUnit(outputs[row]),
    })),
  }
}

const keptPoints = 2000

/** At most `most` positions of 0 .. count - 1, evenly spaced, so that a part stands for the whole. */
function spreadOver(count: number, most: number): number[] {
  const kept = Math.min(count, most)
  return Array.from({ length: kept }, (_, index) => Math.floor((index * count) / kept))
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
