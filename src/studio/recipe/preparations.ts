/** What a recipe makes of a dataset, computed in a thread and remembered for as long as neither changes. */
import type { Recipe, RecipePreview } from '#contract/recipe.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { TableThread, tableKeyOf } from '../threads/table-thread.ts'
import createPrepareWorker from './prepare.worker.ts?nodeWorker'

const remembered = 30

export class Preparations {
  readonly #thread = new TableThread<Recipe, RecipePreview>(() => createPrepareWorker({}))
  readonly #previews = new Map<string, RecipePreview>()

  /** Throws the recipe's failures (`recipe.noTarget`, `recipe.oneClass`, ...). Not validated before: the contract did. */
  async of(dataset: OpenDataset, recipe: Recipe, signal?: AbortSignal): Promise<RecipePreview> {
    const key = tableKeyOf(dataset.view) + JSON.stringify(recipe)
    const known = this.#previews.get(key)
    if (known !== undefined) return known
    const preview = await this.#thread.ask(dataset, recipe, signal)
    this.#previews.set(key, preview)
    const [oldest] = this.#previews.keys()
    if (this.#previews.size > remembered && oldest !== undefined) this.#previews.delete(oldest)
    return preview
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
