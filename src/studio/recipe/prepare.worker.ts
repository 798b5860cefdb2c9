/** Worker thread that fits a recipe for its preview. */
import type { Recipe } from '#contract/recipe.ts'
import { fitRecipe } from '#engine/recipe/fit-recipe.ts'
import { previewOf } from '#engine/recipe/preview.ts'
import { answerAboutTable } from '../threads/table-thread.ts'

answerAboutTable((table, recipe: Recipe) => previewOf(fitRecipe(table, recipe)))
