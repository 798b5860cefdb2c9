/** A plan with nothing left to decide: what `runs/<id>/plan.json` holds, and what a run is repeated from. */
import type { PlanCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import { engineNames } from '#contract/training.ts'
import { canFuse } from '#engine/compiled/fastest-arithmetic.ts'

export function resolvePlan(plan: Plan, { task, positive }: RecipePreview, { output, engine }: Omit<PlanCheck, 'estimatedSeconds'>): Plan {
  const { recipe, network, training } = plan
  return {
    ...plan,
    recipe: { ...recipe, task, positive },
    network: { ...network, output: { ...network.output, activation: output.activation } },
    training: {
      ...training,
      loss: training.loss === 'auto' ? { type: output.loss } : training.loss,
      arithmetic: training.arithmetic === 'fast' && canFuse() ? 'fast' : 'exact',
      engine: engineNames.find((name) => name === engine.name) ?? training.engine,
    },
  }
}
