/** The whole first answer about a run: fits the linear model, looks for a column that gives the answer away, and judges. */
import { StudioError } from '#contract/errors.ts'
import type { Report } from '#contract/run.ts'
import { codesOf } from '#engine/recipe/fitted-recipe.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import type { Prepared } from '#engine/recipe/prepare.ts'
import type { Table } from '#engine/table/table.ts'
import { findGiveAway } from '#engine/recipe/give-away.ts'
import { findNumberGiveAway } from '#engine/recipe/give-away-number.ts'
import { judge } from './judge.ts'
import { fitLinearModel, predictLinear } from './linear-model.ts'

/**
 * `outputs` are the network's answers to `prepared.test`, after the output activation; `seed` is that of the resamples.
 * null where no rows were kept aside.
 */
export function answerOfRun(table: Table, prepared: Prepared, outputs: Float32Array, seed: number): Report['answer'] {
  const { test, training } = prepared
  if (test === null) return null
  return judge({
    fitted: prepared.fitted,
    training,
    test,
    testRowNumbers: prepared.rowNumbers.test,
    outputs,
    linearOutputs: linearOutputs(table, prepared),
    giveAway: findGiveAway(prepared.table, prepared, prepared.rowNumbers.training, prepared.rowNumbers.test),
    numberGiveAway: findNumberGiveAway(prepared.table, prepared, prepared.rowNumbers.training, prepared.rowNumbers.test),
    seed,
  })
}

function linearOutputs(table: Table, prepared: Prepared): Float32Array | null {
  const rows = withoutCodes(table, prepared)
  if (rows === null || rows.test === null) return null
  return predictLinear(fitLinearModel(rows.task, rows.training), rows.test.inputs, rows.test.count)
}

/** The same rows with an input for every category: the number of a code says nothing to a linear model. null where they are too many. */
function withoutCodes(table: Table, prepared: Prepared): Prepared | null {
  const { recipe, fitted } = prepared
  if (codesOf(fitted.columns).length === 0) return prepared
  try {
    return prepare(table, { ...recipe, categoryEncoding: 'oneHot', columns: recipe.columns.map((choice) => ({ ...choice, categoryEncoding: 'oneHot' as const })) })
  } catch (error) {
    if (error instanceof StudioError && error.code === 'memory.exceeded') return null
    throw error
  }
}
