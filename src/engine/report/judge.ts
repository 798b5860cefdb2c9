/** How good a model is on rows it has never seen: the report's answer. Knows outputs and truths, not networks. */
import type { Task } from '#contract/recipe.ts'
import type { Report } from '#contract/run.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { Rows } from '#engine/training/engine.ts'
import type { GiveAway } from '#engine/recipe/give-away.ts'
import type { NumberGiveAway } from '#engine/recipe/give-away-number.ts'
import { judgeClasses } from './judge-classes.ts'
import { judgeNumbers } from './judge-numbers.ts'

export interface JudgeFacts {
  fitted: FittedRecipe
  /** Baselines are what the training rows teach: their commonest class, their mean. */
  training: Pick<Rows, 'count' | 'targets'>
  /** null: no rows were kept aside. */
  test: Pick<Rows, 'count' | 'targets'> | null
  /** Table row (from 0) of each test row. */
  testRowNumbers: Int32Array
  /** The network's outputs on the test rows, after the output activation. */
  outputs: Float32Array
  /** The same of a linear model; null where there is none. */
  linearOutputs: Float32Array | null
  /** A column that answers nearly all test rows alone, where one was looked for and found. */
  giveAway?: GiveAway | null
  /** The same for numbers. */
  numberGiveAway?: NumberGiveAway | null
  /** Of the resamples. */
  seed: number
}

/** null where no rows were kept aside: validation figures never stand in for a test. */
export function judge(facts: JudgeFacts): Report['answer'] {
  const { test } = facts
  if (test === null || test.count === 0) return null
  const task: Task = facts.fitted.task
  return task === 'regression' ? judgeNumbers({ ...facts, test }) : judgeClasses({ ...facts, test }, task)
}
