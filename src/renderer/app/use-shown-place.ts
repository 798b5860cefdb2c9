/** Keeps with the open project which stage and which run are shown, so that opening it again leads back there. Of the window. */
import { ref, watch } from 'vue'
import type { ShownPlace } from '#contract/project.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'

/** Whose place is kept; null while one project is left for another: what shows then belongs to neither. */
const keptFor = ref<string | null>(null)

export function keepShownPlaceOf(projectId: string): void {
  keptFor.value = projectId
}
export function leaveShownPlace(): void {
  keptFor.value = null
}

/** Once a window. */
export function useShownPlace(): void {
  const { client } = useConnection()
  const project = useProject()
  const runs = useRuns()
  const stage = useStage()
  let next: { projectId: string; shown: ShownPlace } | null = null
  let writing = false

  watch(
    () => [keptFor.value, stage.stage, runs.selectedId] as const,
    ([projectId, name, runId], [before]) => {
      // Just opened: it is what was kept.
      if (projectId === null || projectId !== before || projectId !== project.current?.id) return
      next = { projectId, shown: { stage: name, runId } }
      void write()
    },
    // At once: a project that is left a moment later leaves nothing of itself behind.
    { flush: 'sync' },
  )

  /** One after the other, the last wins. */
  async function write(): Promise<void> {
    if (writing) return
    writing = true
    while (next !== null) {
      const now = next
      next = null
      try {
        await client.project.keepShown(now)
      } catch {
        // Where the disk refuses, the plan says so; where one looked is not worth a strip of its own.
      }
    }
    writing = false
  }
}
