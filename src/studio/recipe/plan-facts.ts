/** The facts about the data that a network depends on. */
import type { RecipePreview, Task } from '#contract/recipe.ts'

export interface PlanFacts {
  /** Numbers a row gives the network. */
  inputs: number
  task: Task
  classes: number
  trainingRows: number
  validationRows: number
}

export function factsOf({ inputs, task, classes, rows }: RecipePreview): PlanFacts {
  return { inputs: inputs.length, task, classes: classes.length, trainingRows: rows.training, validationRows: rows.validation }
}
