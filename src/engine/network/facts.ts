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
  /** Regression: targets are what they are in the table, and never below 0; absent: not known to be. */
  targetFromZero?: boolean
  /** Inputs that are codes of a category, which an embedding makes numbers of; absent: none. */
  codes?: Codes
  /** Whether this runtime has fused arithmetic; absent: it is asked. */
  fuses?: boolean
}

/** `at`: which of the inputs. `size`: values it is known to have, codes 0 to size - 1; code `size` stands for every other. In the order of the inputs. */
export type Codes = readonly { at: number; size: number }[]

/** Numbers the output layer makes. */
export function outputsOf({ task, classes }: PlanFacts): number {
  return task === 'multiclass' ? classes : 1
}
