/** A plan with one of its problems mended as its check proposes. Knows no screen. */
import type { PlanProblem } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { Recipe } from '#contract/recipe.ts'
import { withoutLayer, withSetting } from './edit-layers.ts'
import { withTrainingSetting } from './training-settings.ts'

/** The same plan where the problem has no fix, or none that fits the plan as it is now. */
export function withFix(plan: Plan, { fix, place, layerId }: Pick<PlanProblem, 'fix' | 'place' | 'layerId'>): Plan {
  if (fix === undefined) return plan
  if (fix.kind === 'removeLayer') return layerId === undefined ? plan : { ...plan, network: withoutLayer(plan.network, layerId) }
  const { setting, value } = fix
  switch (place) {
    case 'layer':
      return layerId === undefined ? plan : { ...plan, network: withSetting(plan.network, layerId, setting, value) }
    case 'output':
      return { ...plan, network: { ...plan.network, output: { ...plan.network.output, [setting]: value } } }
    case 'training':
      return { ...plan, training: withTrainingSetting(plan.training, setting, value) }
    case 'recipe': {
      const recipe = Recipe.safeParse({ ...plan.recipe, [setting]: value })
      return recipe.success ? { ...plan, recipe: recipe.data } : plan
    }
    default:
      return place satisfies never
  }
}
