/** A plan with one of its problems mended as its check proposes. Knows no screen. */
import type { PlanProblem, SettingValue } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { Recipe } from '#contract/recipe.ts'
import { withLayerAt, withoutLayer, withSetting } from './edit-layers.ts'
import { withTrainingSetting } from './training-settings.ts'

/** The same plan where the problem has no fix, or none that fits the plan as it is now. */
export function withFix(plan: Plan, { fix, place, layerId }: Pick<PlanProblem, 'fix' | 'place' | 'layerId'>): Plan {
  switch (fix?.kind) {
    case undefined:
      return plan
    case 'removeLayer':
      return layerId === undefined ? plan : { ...plan, network: withoutLayer(plan.network, layerId) }
    case 'insertLayer':
      return { ...plan, network: withLayerAt(plan.network, fix.at, fix.type, fix.settings) }
    case 'setAll':
      return Object.entries(fix.settings).reduce((changed, [setting, value]) => withValue(changed, place, layerId, setting, value), plan)
    case 'set':
      return withValue(plan, place, layerId, fix.setting, fix.value)
    default:
      return fix satisfies never
  }
}

/** Whether the plan already is as the fix would make it; a layer of its kind counts, wherever it stands. */
export function hasFix(plan: Plan, problem: Pick<PlanProblem, 'fix' | 'place' | 'layerId'>): boolean {
  const { fix } = problem
  if (fix?.kind === 'insertLayer') return plan.network.layers.some(({ type, enabled }) => type === fix.type && enabled !== false)
  if (fix === undefined || (problem.layerId !== undefined && !plan.network.layers.some(({ id }) => id === problem.layerId))) return false
  return JSON.stringify(withFix(plan, problem)) === JSON.stringify(plan)
}

function withValue(plan: Plan, place: PlanProblem['place'], layerId: string | undefined, setting: string, value: SettingValue): Plan {
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
