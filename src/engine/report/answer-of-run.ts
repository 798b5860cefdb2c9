/** The whole first answer about a run: fits the linear model, looks for a column that gives the answer away, and judges. */
import type { Report } from '#contract/run.ts'
import type { Prepared } from '#engine/recipe/prepare.ts'
import type { Table } from '#engine/table/table.ts'
import { findGiveAway } from '#engine/recipe/give-away.ts'
import { judge } from './judge.ts'
import { fitLinearModel, predictLinear } from './linear-model.ts'

/**
 * `outputs` are the network's answers to `prepared.test`, after the output activation; `seed` is that of the resamples.
 * null where no rows were kept aside.
 */
export function answerOfRun(table: Table, prepared: Prepared, outputs: Float32Array, seed: number): Report['answer'] {
  const { test, training } = prepared
  if (test === null) return null
  const linear = fitLinearModel(prepared.task, training)
  return judge({
    fitted: prepared.fitted,
    training,
    test,
    testRowNumbers: prepared.rowNumbers.test,
    outputs,
    linearOutputs: predictLinear(linear, test.inputs, test.count),
    giveAway: findGiveAway(table, prepared, prepared.rowNumbers.training, prepared.rowNumbers.test),
    seed,
  })
}
