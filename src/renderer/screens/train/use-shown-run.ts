/** The run that the Train stage shows, the one before it, and the plan it ran. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import { useRuns } from '#renderer/stores/runs.ts'

export function useShownRun() {
  const { shown, earlier, rate, detail } = storeToRefs(useRuns())
  return { run: shown, earlier, rate, ranPlan: computed(() => detail.value?.plan ?? null) }
}
