/** Worker thread that fits a recipe for its preview, and does its steps for what they say of themselves. */
import { fitRecipe } from '#engine/recipe/fit-recipe.ts'
import { previewOf } from '#engine/recipe/preview.ts'
import { stepEffects } from '#engine/recipe/step-effects.ts'
import { answerAboutTable } from '../threads/table-thread.ts'
import type { PrepareAnswer, PrepareQuestion } from './prepare-messages.ts'

answerAboutTable((table, question: PrepareQuestion): PrepareAnswer => {
  switch (question.kind) {
    case 'recipe':
      return { kind: 'recipe', preview: previewOf(fitRecipe(table, question.recipe)) }
    case 'steps':
      return { kind: 'steps', effects: stepEffects(table, question.steps) }
    default:
      return question satisfies never
  }
})
