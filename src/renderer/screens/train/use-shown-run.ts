/** The run that the Train stage shows, the one before it, and what is known only with the plan it ran. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import { changedParts } from '#renderer/plan/plan-difference.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'

export function useShownRun() {
  const project = useProject()
  const preview = usePreview()
  const runs = useRuns()
  const { shown, earlier, rate } = storeToRefs(runs)
  const ranPlan = computed(() => runs.detail?.plan ?? null)

  /** What the preview says of the data; null where the shown run saw them otherwise. */
  const recipe = computed(() => {
    const changed = ranPlan.value === null ? [] : changedParts(project.plan, ranPlan.value)
    return changed.includes('dataset') || changed.includes('recipe') ? null : preview.recipe
  })
  const rows = computed(() => runs.detail?.report?.rows.training ?? recipe.value?.rows.training ?? null)

  /** The most common answer: what always guessing says, and how often it is right. */
  const guessing = computed(() => {
    const classes = recipe.value?.classes ?? []
    const count = classes.reduce((sum, answer) => sum + answer.count, 0)
    const most = classes.toSorted((one, other) => other.count - one.count)[0]
    return most === undefined || count === 0 ? null : { answer: most.value, share: most.count / count }
  })

  return { run: shown, earlier, rate, ranPlan, rows, guessing }
}
