/** Renaming and deleting runs from the rail and from the list of all runs, each as a step that undo takes back. Of the window. */
import { nextTick, ref, shallowRef } from 'vue'
import type { RunSummary } from '#contract/run.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import type { Deed } from '#renderer/plan/plan-history.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'

export type RunPlace = 'rail' | 'list'

/** Whose name is being written, and where. */
const renaming = ref<{ runId: string; place: RunPlace } | null>(null)
/** The run that was deleted last, while it can be brought back. */
const deleted = shallowRef<{ projectId: string; run: RunSummary; deed: Deed } | null>(null)

export function useRunList() {
  const project = useProject()
  const runs = useRuns()
  const stage = useStage()

  function startRenaming(runId: string, place: RunPlace): void {
    renaming.value = { runId, place }
  }

  /** `name` null: it keeps the one it has. */
  async function endRenaming(run: RunSummary, name: string | null): Promise<void> {
    const place = renaming.value?.place
    renaming.value = null
    const [before, after] = [run.name, name?.trim() ?? run.name]
    await nextTick()
    if (place !== undefined) buttonOf(run.id, place)?.focus()
    if (after === before || !(await runs.rename(run.id, after))) return
    project.record({ key: 'app.runs.undo.rename', params: { number: formatCount(run.number) } }, { undo: async () => void (await runs.rename(run.id, before)), redo: async () => void (await runs.rename(run.id, after)) })
  }

  /** Of a finished run. The focus goes to the one that takes its place. */
  async function remove(run: RunSummary, place: RunPlace): Promise<void> {
    const at = runs.list.findIndex(({ id }) => id === run.id)
    const deed: Deed = { undo: () => bringBack(run), redo: () => hide(run, deed) }
    await hide(run, deed)
    if (deleted.value?.deed !== deed) return
    project.record({ key: 'app.runs.undo.delete', params: { number: formatCount(run.number) } }, deed)
    await nextTick()
    const neighbour = runs.list[at] ?? runs.list.at(-1)
    if (neighbour !== undefined) buttonOf(neighbour.id, place)?.focus()
  }

  async function hide(run: RunSummary, deed: Deed): Promise<void> {
    const projectId = project.current?.id
    if (projectId !== undefined && (await runs.remove(run.id))) deleted.value = { projectId, run, deed }
  }

  async function bringBack({ id }: RunSummary): Promise<void> {
    if ((await runs.restore(id)) && deleted.value?.run.id === id) deleted.value = null
  }

  /** With the label and the toast that undo has anywhere. */
  function undoRemoval(): void {
    const { deed } = deleted.value ?? {}
    deleted.value = null
    if (deed !== undefined) project.takeBack(deed)
  }

  function showAll(): void {
    stage.trainView = 'runs'
    stage.show('train')
  }

  return { renaming, deleted, startRenaming, endRenaming, remove, undoRemoval, showAll }
}

function buttonOf(runId: string, place: RunPlace): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-run="${place} ${runId}"]`)
}
