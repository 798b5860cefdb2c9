/** The network of the plan with what is known of it, and how it is changed here. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import type { Text } from '#contract/language.ts'
import type { Network } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useLanguage } from '#renderer/app/use-language.ts'

export function useNetworkPlan() {
  const project = useProject()
  const dataset = useDataset()
  const { recipe, recipeFailure, check, checkFailure } = storeToRefs(usePreview())
  const { catalogue } = storeToRefs(useCatalogue())
  const plan = computed(() => project.plan)
  const network = computed(() => project.plan.network)
  const hasFile = computed(() => dataset.view !== null || dataset.progress !== null)
  /** `label` is a key below `network.undo`. */
  function edit(label: string, next: Network, params: Record<string, string | Text> = {}): void {
    project.edit({ key: `network.undo.${label}`, params }, (now) => ({ ...now, network: next }))
  }

  return { plan, network, hasFile, check, checkFailure, recipe, recipeFailure, catalogue, language: useLanguage(), edit }
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
