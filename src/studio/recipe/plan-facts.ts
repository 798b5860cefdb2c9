/** The facts about the data that a network depends on, from a recipe's preview, its preparation, or what a run kept of it. */
import type { RecipePreview } from '#contract/recipe.ts'
import type { PlanFacts } from '#engine/network/facts.ts'
import { codesOf } from '#engine/recipe/fitted-recipe.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import type { Prepared } from '#engine/recipe/prepare.ts'

export function factsOf({ inputs, codes, task, classes, rows, targetFromZero }: RecipePreview): PlanFacts {
  return { inputs: inputs.length, codes, targetFromZero, task, classes: classes.length, trainingRows: rows.training, validationRows: rows.validation }
}

export function factsOfPrepared({ fitted, training, validation }: Pick<Prepared, 'fitted' | 'training' | 'validation'>): PlanFacts {
  return { ...factsOfFitted(fitted), trainingRows: training.count, validationRows: validation?.count ?? 0 }
}

/** Of a model that learns no more: it has no training rows. */
export function factsOfFitted({ inputs, columns, task, target }: FittedRecipe): PlanFacts {
  return { inputs: inputs.length, codes: codesOf(columns), task, classes: target.classes.length, trainingRows: 0, validationRows: 0 }
}
