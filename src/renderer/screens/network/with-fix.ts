/** A plan with one of its problems mended as its check proposes. Knows no screen. */
import type { PlanProblem } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { withTrainingSetting } from '#renderer/screens/train/training-settings.ts'
import { withoutLayer, withSetting } from './edit-layers.ts'

/** The same plan where the problem has no fix, or none that fits the plan as it is now. */
export function withFix(plan: Plan, { fix, place, layerId }: PlanProblem): Plan {
  if (fix === undefined) return plan
  switch (place) {
    case 'layer': {
      if (layerId === undefined) return plan
      return { ...plan, network: fix.kind === 'removeLayer' ? withoutLayer(plan.network, layerId) : withSetting(plan.network, layerId, fix.setting, fix.value) }
    }
    case 'output':
      return fix.kind === 'set' ? { ...plan, network: { ...plan.network, output: { ...plan.network.output, [fix.setting]: fix.value } } } : plan
    case 'training':
      return fix.kind === 'set' ? { ...plan, training: withTrainingSetting(plan.training, fix.setting, fix.value) } : plan
    case 'recipe':
      return plan
    default:
      return place satisfies never
  }
}
