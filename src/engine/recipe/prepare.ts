/** The only way from columns to numbers: reads the target, splits the rows, fits on the training rows, encodes each part. */
import { StudioError } from '#contract/errors.ts'
import type { Recipe } from '#contract/recipe.ts'
import type { Table } from '#engine/table/table.ts'
import type { Rows } from '#engine/training/engine.ts'
import { encodeRows, withinFloat32 } from './encode.ts'
import type { FitOutcome } from './fit-recipe.ts'
import { fitRecipe } from './fit-recipe.ts'

export interface Prepared extends FitOutcome {
  training: Rows
  /** null: no rows were kept for it. */
  validation: Rows | null
  test: Rows | null
}

/**
 * Rows of numbers for training, validation and test. Regression targets are (value - mean) / scale of the training rows.
 *
 * @throws StudioError 'recipe.noTarget', 'column.unknown', 'recipe.targetEmpty', 'recipe.oneClass', 'recipe.tooManyClasses',
 * 'recipe.targetNotNumeric', 'recipe.step', 'recipe.noFeatures', 'recipe.tooFewRows', 'memory.exceeded'
 */
export function prepare(table: Table, recipe: Recipe): Prepared {
  const outcome = fitRecipe(table, recipe)
  const { training, validation, test } = outcome.rowNumbers
  const numbers = (training.length + validation.length + test.length) * (outcome.fitted.inputs.length + outcome.outputs)
  if (numbers > largestNumbers) throw new StudioError('memory.exceeded', { count: outcome.fitted.inputs.length, limit: String(largestNumbers * 4) })
  return {
    ...outcome,
    training: rowsOf(outcome, training),
    validation: validation.length > 0 ? rowsOf(outcome, validation) : null,
    test: test.length > 0 ? rowsOf(outcome, test) : null,
  }
}

/** The inputs of some rows of the table that the recipe was fitted to. */
export function encodePart(outcome: FitOutcome, rows: Int32Array): Float32Array<ArrayBuffer> {
  const byName = new Map(outcome.table.columns.map((column) => [column.name, column]))
  const columns = outcome.fitted.columns.map((fitted) => {
    const column = byName.get(fitted.column)
    if (column === undefined) throw new Error(`column ${fitted.column} has left the table`)
    return { fitted, column }
  })
  return encodeRows(columns, rows)
}

/** 4 GiB of float32, for all parts together. */
const largestNumbers = 2 ** 30

function rowsOf(outcome: FitOutcome, rows: Int32Array): Rows {
  return { count: rows.length, inputs: encodePart(outcome, rows), targets: targetsOf(outcome, rows), weights: null }
}

function targetsOf({ target, fitted, outputs }: FitOutcome, rows: Int32Array): Float32Array<ArrayBuffer> {
  const targets = new Float32Array(rows.length * outputs)
  const { mean, scale } = fitted.target
  rows.forEach((row, at) => {
    const code = target.codes?.[row] ?? 0
    if (target.task === 'multiclass') targets[at * outputs + code] = 1
    else targets[at] = target.task === 'binary' ? code : withinFloat32(((target.values?.[row] ?? 0) - mean) / scale)
  })
  return targets
}

