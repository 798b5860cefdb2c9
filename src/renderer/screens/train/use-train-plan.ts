/** The training of the plan with what is known of it, and how it is changed here. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Catalogue } from '#contract/network.ts'
import type { Training } from '#contract/training.ts'
import { describeProblem } from '#contract/wording/problems.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import type { EditLabel } from '#renderer/stores/plan-history.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useLanguage } from './use-language.ts'

type CatalogueList = 'losses' | 'metrics' | 'optimizers' | 'schedules' | 'layers'

export function useTrainPlan() {
  const { t } = useI18n()
  const project = useProject()
  const { recipe, check } = storeToRefs(usePreview())
  const { catalogue } = storeToRefs(useCatalogue())
  const language = useLanguage()
  const plan = computed(() => project.plan)

  /** What is wrong with each setting of the form. */
  const problems = computed<Record<string, string>>(() =>
    Object.fromEntries(
      (check.value?.problems ?? []).flatMap((problem) =>
        problem.place === 'training' && problem.setting !== undefined ? [[problem.setting, describeProblem(problem, language.value)]] : [],
      ),
    ),
  )

  function edit(label: EditLabel, training: Training): void {
    project.edit(label, (now) => ({ ...now, training }))
  }

  /** The catalogue's word for a type, else the type itself. */
  function wordOf(list: CatalogueList, type: string): string {
    return entriesOf(catalogue.value, list).find((entry) => entry.type === type)?.label[language.value] ?? type
  }

  /** A layer by its place and name, as its card says it. */
  function layerNameOf(id: string): string {
    const at = plan.value.network.layers.findIndex((layer) => layer.id === id)
    const layer = plan.value.network.layers[at]
    if (id === 'output') return t('train.layers.output')
    return layer === undefined ? id : `${at + 1} ${wordOf('layers', layer.type)}`
  }

  return { plan, check, recipe, catalogue, language, edit, wordOf, layerNameOf, problems }
}

function entriesOf(catalogue: Catalogue | null, list: CatalogueList) {
  return catalogue?.[list] ?? []
}
