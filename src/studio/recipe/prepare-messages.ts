/** What the thread that fits recipes is asked, and what it answers. */
import type { Recipe, RecipePreview, RecipeStep, StepEffects } from '#contract/recipe.ts'

export type PrepareQuestion = { kind: 'recipe'; recipe: Recipe } | { kind: 'steps'; steps: RecipeStep[] }
export type PrepareAnswer = { kind: 'recipe'; preview: RecipePreview } | { kind: 'steps'; effects: StepEffects }
