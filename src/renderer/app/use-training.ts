/** Whether the plan can be trained now, what is missing if not, how long it will take, and the start itself. */
import { computed } from 'vue'
import { useConnection } from '#renderer/stores/connection.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { suggestionArrived } from './use-target.ts'

export type Missing = 'needsStudio' | 'needsFile' | 'needsTarget' | 'needsRecipe' | 'needsNetwork' | 'needsTraining'

export function useTraining() {
  const connection = useConnection()
  const dataset = useDataset()
  const project = useProject()
  const preview = usePreview()
  const runs = useRuns()
  const stage = useStage()

  const missing = computed<Missing | null>(() => {
    if (connection.state !== 'connected') return 'needsStudio'
    if (dataset.view === null) return 'needsFile'
    if (project.plan.recipe.target === null) return 'needsTarget'
    if (preview.recipeFailure !== null) return 'needsRecipe'
    if (preview.checkFailure !== null) return 'needsNetwork'
    const problem = preview.check?.problems.find(({ severity }) => severity === 'error')
    if (problem === undefined) return null
    switch (problem.place) {
      case 'recipe':
        return 'needsRecipe'
      case 'layer':
      case 'output':
        return 'needsNetwork'
      case 'training':
        return 'needsTraining'
      default:
        return problem.place satisfies never
    }
  })
  const ready = computed(() => missing.value === null && runs.live === null && !runs.busy)
  const seconds = computed(() => preview.check?.estimatedSeconds ?? null)

  async function train(): Promise<void> {
    if (!ready.value) return
    await suggestionArrived()
    if (ready.value && ((await runs.start()) !== null || runs.failure !== null)) stage.show('train')
  }

  return { missing, ready, seconds, train }
}
