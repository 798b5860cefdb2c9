/** The way on where nothing can be learned with the recipe as it is: one click, as an edit that undo takes back. */
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDataset } from '#renderer/stores/dataset.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSteps } from '#renderer/stores/steps.ts'
import { useOpening } from './use-opening.ts'
import { useTarget } from './use-target.ts'

/** null: nothing is wrong, or only the person knows what else there is to predict. */
export function useRecipeStep(): ComputedRef<{ text: string; act: () => void } | null> {
  const { t } = useI18n()
  const dataset = useDataset()
  const preview = usePreview()
  const project = useProject()
  const steps = useSteps()
  const { chooseFile } = useOpening()
  const { setTarget } = useTarget()

  function useAll(): void {
    project.edit({ key: 'data.undo.useAll' }, (plan) => ({ ...plan, recipe: { ...plan.recipe, columns: plan.recipe.columns.map((choice) => (choice.use === false ? { ...choice, use: true } : choice)) } }))
  }

  return computed(() => {
    const failure = preview.recipeFailure
    if (failure === null) return null
    const { recipe } = project.plan
    const { count = 0 } = failure.details
    const broken = failure.code === 'recipe.step' ? recipe.steps[count - 1] : undefined
    if (broken !== undefined) return { text: t('prepare.steps.switchOffStep', { position: count }), act: () => steps.switchStep(broken) }
    const nothingLeft = failure.code === 'recipe.noFeatures'
    if (nothingLeft && recipe.columns.some(({ use }) => use === false)) return { text: t('data.target.useAll'), act: useAll }
    if (nothingLeft || failure.code === 'recipe.tooFewRows') return { text: t('data.reading.another'), act: () => void chooseFile() }
    const suggested = dataset.view?.suggestedTarget?.column
    return suggested === undefined || suggested === recipe.target ? null : { text: t('data.target.use', { column: suggested }), act: () => void setTarget(suggested) }
  })
}
