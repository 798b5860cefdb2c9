/** What a recipe makes of a dataset, computed in a thread and remembered for as long as neither changes. */
import type { Recipe, RecipePreview } from '#contract/recipe.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { Thread } from '../threads/thread.ts'
import createPrepareWorker from './prepare.worker.ts?nodeWorker'
import type { PrepareAnswer, PrepareQuestion } from './prepare.worker.ts'

const remembered = 30

export class Preparations {
  readonly #thread = new Thread<PrepareQuestion, PrepareAnswer>(() => createPrepareWorker({}))
  readonly #previews = new Map<string, RecipePreview>()

  /** Throws the recipe's failures (`recipe.noTarget`, `recipe.oneClass`, ...). Not validated before: the contract did. */
  async of({ view, table }: OpenDataset, recipe: Recipe, signal?: AbortSignal): Promise<RecipePreview> {
    const tableKey = JSON.stringify([view.sha256, view.reading, view.columns.map(({ type }) => type)])
    const key = tableKey + JSON.stringify(recipe)
    const known = this.#previews.get(key)
    if (known !== undefined) return known
    let preview = await this.#thread.ask({ tableKey, table: null, recipe }, signal)
    if (preview === 'tableMissing') preview = await this.#thread.ask({ tableKey, table, recipe }, signal)
    if (preview === 'tableMissing') throw new Error('the thread forgot the table it was just given')
    this.#previews.set(key, preview)
    const [oldest] = this.#previews.keys()
    if (this.#previews.size > remembered && oldest !== undefined) this.#previews.delete(oldest)
    return preview
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
