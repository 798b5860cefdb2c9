/** Named measures of outputs against the truth, by Keras's names. The loss is not among them: it belongs to the loop. */
import type { Task } from '#contract/recipe.ts'
import type { Measures } from '#contract/run.ts'
import type { Rows } from '#engine/training/engine.ts'
import { confusionOf, countsOf } from './confusion.ts'
import { decideClasses } from './decide.ts'
import { rocArea } from './roc-area.ts'

export interface MeasureOptions {
  /** Regression: `fitted.target.scale`, so that errors come in the target's own unit. */
  scale?: number
  /** Two classes; 0.5 by default. */
  cutOff?: number
  /** Names wanted; absent or empty: `usualMeasures[task]`. Names that do not fit the task are passed over. */
  names?: readonly string[]
}

const usualMeasures = {
  binary: ['accuracy', 'precision', 'recall', 'auc'],
  multiclass: ['accuracy', 'precision', 'recall'],
  regression: ['mse', 'mae', 'rmse', 'r2'],
} as const satisfies Record<Task, readonly string[]>

/**
 * `outputs` are a model's answers to `rows`, after the output activation. Only finite values are returned.
 * Two classes: precision and recall of the positive class. More: their unweighted mean over classes ('macro'), and `auc`
 * as the mean of one class against the rest. As in Keras and scikit-learn a precision of nothing said is 0; a recall or
 * area without rows of a class is left out. Row weights do not count: measures are about rows, not about the loss.
 */
export function measure(task: Task, outputs: Float32Array, rows: Pick<Rows, 'count' | 'targets'>, options: MeasureOptions = {}): Measures {
  if (rows.count === 0) return {}
  const names = options.names === undefined || options.names.length === 0 ? usualMeasures[task] : options.names
  const wanted = new Set<string>(names)
  const measures = task === 'regression' ? regressionMeasures(outputs, rows.targets, rows.count, options.scale ?? 1) : classMeasures(task, outputs, rows, wanted, options.cutOff)
  return Object.fromEntries(Object.entries(measures).filter(([name, value]) => wanted.has(name) && Number.isFinite(value)))
}

function regressionMeasures(outputs: Float32Array, targets: Float32Array, count: number, scale: number): Measures {
  let squares = 0
  let absolute = 0
  let sum = 0
  for (let row = 0; row < count; row++) {
    const error = (outputs[row] ?? NaN) - (targets[row] ?? NaN)
    squares += error * error
    absolute += Math.abs(error)
    sum += targets[row] ?? NaN
  }
  const mean = sum / count
  let spread = 0
  for (let row = 0; row < count; row++) spread += ((targets[row] ?? NaN) - mean) * ((targets[row] ?? NaN) - mean)
  const mse = (squares / count) * scale * scale
  return { mse, mae: (absolute / count) * scale, rmse: Math.sqrt(mse), r2: spread > 0 ? 1 - squares / spread : NaN }
}

function classMeasures(task: 'binary' | 'multiclass', outputs: Float32Array, { count, targets }: Pick<Rows, 'count' | 'targets'>, wanted: ReadonlySet<string>, cutOff: number | undefined): Measures {
  const classes = task === 'binary' ? 2 : targets.length / count
  const actual = decideClasses(task, targets, count)
  const said = decideClasses(task, outputs, count, cutOff)
  const confusion = confusionOf(actual, said, classes)
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  const indices = task === 'binary' ? [1] : Array.from({ length: classes }, (_, index) => index)
  const counts = indices.map((index) => countsOf(confusion, index))
  // As scikit-learn does, a class counts where it is in the truth or among the answers.
  const present = counts.filter((own) => task === 'binary' || own.actual + own.said > 0)
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const areas = wanted.has('auc') ? indices.map((index) => areaOf(index, task === 'binary' ? 1 : classes, outputs, actual)) : []
  return {
    accuracy: right / count,
    precision: mean(present.map((own) => (own.said === 0 ? 0 : own.hit / own.said))),
    recall: mean(present.map((own) => (own.actual === 0 ? (task === 'binary' ? NaN : 0) : own.hit / own.actual))),
    auc: areas.length > 0 ? mean(areas) : NaN,
  }
}

function areaOf(index: number, outputsPerRow: number, outputs: Float32Array, actual: Int32Array): number {
  const column = outputsPerRow === 1 ? 0 : index
  const scores = { positive: new Float32Array(actual.length), negative: new Float32Array(actual.length) }
  const filled = { positive: 0, negative: 0 }
  actual.forEach((truth, row) => {
    const side = truth === index ? 'positive' : 'negative'
    scores[side][filled[side]++] = outputs[row * outputsPerRow + column] ?? NaN
  })
  return rocArea(scores.positive.subarray(0, filled.positive), scores.negative.subarray(0, filled.negative))
}
