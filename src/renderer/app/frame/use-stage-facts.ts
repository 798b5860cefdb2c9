/** The rail's facts from the stores, and whether the shown run is older than the plan. */
import { computed } from 'vue'
import { formatDuration } from '#contract/wording/numbers.ts'
import { useFilledPlan } from '#renderer/app/use-filled-plan.ts'
import { changedParts } from '#renderer/plan/plan-difference.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { stageFacts } from './stage-facts.ts'

export function useStageFacts() {
  const dataset = useDataset()
  const project = useProject()
  const preview = usePreview()
  const runs = useRuns()
  const settings = useSettings()
  const { filled } = useFilledPlan()

  const outdated = computed(() => runs.detail !== null && changedParts(filled(project.plan), filled(runs.detail.plan)).length > 0)
  const seconds = computed(() => runs.detail?.report?.seconds ?? runs.shown?.series.epochs.at(-1)?.seconds ?? null)
  return computed(() =>
    stageFacts({
      view: dataset.view,
      reading: dataset.progress !== null,
      plan: project.plan,
      recipe: preview.recipe,
      recipeFailure: preview.recipeFailure,
      check: preview.check,
      run: runs.selected,
      outdated: outdated.value,
      seconds: seconds.value === null ? null : formatDuration(seconds.value, settings.language),
      language: settings.language,
    }),
  )
}
