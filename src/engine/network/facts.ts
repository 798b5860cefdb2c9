/** The facts about prepared data that a network depends on. */
import type { Task } from '#contract/recipe.ts'

export interface PlanFacts {
  /** Numbers a row gives the network. */
  inputs: number
  task: Task
  /** 0 for regression. */
  classes: number
  trainingRows: number
  validationRows: number
}

/** Numbers the output layer makes. */
export function outputsOf({ task, classes }: PlanFacts): number {
  return task === 'multiclass' ? classes : 1
}
