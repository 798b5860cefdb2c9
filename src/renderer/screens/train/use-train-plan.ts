/** The training of the plan with what is known of it, and how it is changed here. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import type { Text } from '#contract/language.ts'
import type { Training } from '#contract/training.ts'
import { notesByField, useProblems } from '#renderer/app/use-problems.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useLanguage } from '#renderer/app/use-language.ts'

type CatalogueList = 'losses' | 'metrics' | 'optimizers' | 'layers'

export function useTrainPlan() {
  const project = useProject()
  const dataset = useDataset()
  const { recipe, check } = storeToRefs(usePreview())
  const { catalogue } = storeToRefs(useCatalogue())
  const problems = useProblems()
  const language = useLanguage()
  const plan = computed(() => project.plan)
  const hasFile = computed(() => dataset.view !== null || dataset.progress !== null)

  /** By setting of the form. */
  const notes = computed(() => notesByField(problems.notes.value.filter(({ problem }) => problem.place === 'training')))

  function edit(setting: Text, training: Training): void {
    project.edit({ key: 'train.undo.set', params: { setting } }, (now) => ({ ...now, training }))
  }

  function fix(setting: string): void {
    const note = notes.value[setting]
    if (note !== undefined) problems.fix(note)
  }

  /** The catalogue's word for a type, else the type itself. */
  function wordOf(list: CatalogueList, type: string): string {
    return catalogue.value?.[list].find((entry) => entry.type === type)?.label[language.value] ?? type
  }

  return { plan, hasFile, check, recipe, catalogue, language, notes, edit, fix, wordOf }
}
