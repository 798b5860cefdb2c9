/** Worker thread that fits a recipe for its preview. Keeps the last table, because texts are slow to send. */
import type { Recipe, RecipePreview } from '#contract/recipe.ts'
import { fitRecipe } from '#engine/recipe/fit-recipe.ts'
import { previewOf } from '#engine/recipe/preview.ts'
import type { Table } from '#engine/table/table.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'

export interface PrepareQuestion {
  /** Same key, same table. */
  tableKey: string
  /** null: the thread may still have it. */
  table: Table | null
  recipe: Recipe
}
export type PrepareAnswer = RecipePreview | 'tableMissing'

let kept: { key: string; table: Table } | null = null

answerInThread(({ tableKey, table, recipe }: PrepareQuestion): PrepareAnswer => {
  if (table !== null) kept = { key: tableKey, table }
  if (kept === null || kept.key !== tableKey) return 'tableMissing'
  return previewOf(fitRecipe(kept.table, recipe), kept.table)
})
