/** What a recipe makes of a dataset, computed in a thread and remembered for as long as neither changes. */
import type { Recipe, RecipePreview } from '#contract/recipe.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { TableThread } from '../threads/table-thread.ts'
import createPrepareWorker from './prepare.worker.ts?nodeWorker'

export class Preparations {
  readonly #thread = new TableThread<Recipe, RecipePreview>(() => createPrepareWorker({}))

  /** Throws the recipe's failures (`recipe.noTarget`, `recipe.oneClass`, ...). Not validated before: the contract did. */
  async of(dataset: OpenDataset, recipe: Recipe, signal?: AbortSignal): Promise<RecipePreview> {
    return await this.#thread.ask(dataset, recipe, signal)
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
