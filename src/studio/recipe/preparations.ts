/** What a recipe, or its steps alone, makes of a dataset, computed in a thread and remembered for as long as neither changes. */
import type { Recipe, RecipePreview, RecipeStep, StepEffects } from '#contract/recipe.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { TableThread } from '../threads/table-thread.ts'
import type { PrepareAnswer, PrepareQuestion } from './prepare-messages.ts'
import createPrepareWorker from './prepare.worker.ts?nodeWorker'

export class Preparations {
  readonly #thread = new TableThread<PrepareQuestion, PrepareAnswer>(() => createPrepareWorker({}))

  /** Throws the recipe's failures (`recipe.noTarget`, `recipe.oneClass`, ...). Not validated before: the contract did. */
  async of(dataset: OpenDataset, recipe: Recipe, signal?: AbortSignal): Promise<RecipePreview> {
    const answer = await this.#thread.ask(dataset, { kind: 'recipe', recipe }, signal)
    if (answer.kind !== 'recipe') throw new Error('an answer to another question')
    return answer.preview
  }

  async stepsOf(dataset: OpenDataset, steps: RecipeStep[], signal?: AbortSignal): Promise<StepEffects> {
    const answer = await this.#thread.ask(dataset, { kind: 'steps', steps }, signal)
    if (answer.kind !== 'steps') throw new Error('an answer to another question')
    return answer.effects
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
