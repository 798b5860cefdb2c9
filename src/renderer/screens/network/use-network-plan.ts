/** The network of the plan with what is known of it, and how it is changed here. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import type { Network, PlanProblem } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import type { EditLabel } from '#renderer/stores/plan-history.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { withFix } from './with-fix.ts'
import { useLanguage } from './use-language.ts'

export function useNetworkPlan() {
  const project = useProject()
  const { recipe, check } = storeToRefs(usePreview())
  const { catalogue } = storeToRefs(useCatalogue())
  const plan = computed(() => project.plan)
  const network = computed(() => project.plan.network)

  function edit(label: EditLabel, next: Network): void {
    project.edit(label, (now) => ({ ...now, network: next }))
  }

  function fix(label: EditLabel, problem: PlanProblem): void {
    project.edit(label, (now) => withFix(now, problem))
  }

  return { plan, network, check, recipe, catalogue, language: useLanguage(), edit, fix }
}

/** The networks that templates stand for follow the data, so the studio makes them. */
export function useTemplates() {
  const { client } = useConnection()
  const project = useProject()

  async function networkOf(template: string, plan: Plan): Promise<Network> {
    const projectId = project.current?.id
    if (projectId === undefined) throw new Error('no project is open')
    return await client.network.template({ projectId, template, plan })
  }

  return { networkOf }
}
