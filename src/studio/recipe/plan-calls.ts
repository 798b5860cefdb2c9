/** Handlers of `recipe.*`, `plan.*` and `network.*`: what a plan would do, before it is run. */
import type { Network, PlanCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { RateSearchEvent } from '#contract/rate-search.ts'
import type { Recipe, RecipePreview, RecipeStep, StepEffects } from '#contract/recipe.ts'
import { checkPlan } from '#engine/network/check.ts'
import { suggestTraining } from '#engine/network/suggest.ts'
import { networkOfTemplate } from '#engine/network/templates.ts'
import { findRate } from '../run/find-rate.ts'
import type { Workplace } from '../workplace.ts'
import { factsOf } from './plan-facts.ts'
import { refuseErrors } from './refuse-errors.ts'

type Stop = AbortSignal | undefined

export function planCalls({ projects, datasets, preparations, speeds, trainings, options, tensorflow, createRateWorker }: Workplace) {
  const preview = async (projectId: string, recipe: Recipe, signal: Stop): Promise<RecipePreview> =>
    preparations.of(await datasets.of(await projects.open(projectId), signal), recipe, signal)
  return {
    preview,

    async steps(projectId: string, steps: RecipeStep[], signal: Stop): Promise<StepEffects> {
      return await preparations.stepsOf(await datasets.of(await projects.open(projectId), signal), steps, signal)
    },

    async suggest(projectId: string, plan: Plan, signal: Stop): Promise<Plan> {
      const facts = factsOf(await preview(projectId, plan.recipe, signal))
      return { ...plan, network: networkOfTemplate('suggest', facts), training: suggestTraining(plan, facts) }
    },

    async check(projectId: string, plan: Plan, signal: Stop): Promise<PlanCheck> {
      const facts = factsOf(await preview(projectId, plan.recipe, signal))
      const check = checkPlan(plan, facts)
      trainings.warm()
      await speeds.ready()
      return { ...check, estimatedSeconds: speeds.estimate(plan, check, facts.trainingRows) }
    },

    /** Throws the recipe's failures, `network.invalid` and `training.invalid` with their place. */
    async *findLearningRate(projectId: string, plan: Plan, signal: Stop): AsyncGenerator<RateSearchEvent, void> {
      const dataset = await datasets.of(await projects.open(projectId), signal)
      refuseErrors(checkPlan(plan, factsOf(await preparations.of(dataset, plan.recipe, signal))))
      yield* findRate(createRateWorker, { table: dataset.table, plan, wasm: options.wasm, tensorflow: tensorflow.place() }, signal)
    },

    async template(projectId: string, template: string, plan: Plan, signal: Stop): Promise<Network> {
      return networkOfTemplate(template, factsOf(await preview(projectId, plan.recipe, signal)))
    },
  }
}
