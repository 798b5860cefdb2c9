/** The projects, the open one, and its plan. `edit` is the only way to change the plan; it saves itself. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { Plan, planVersion } from '#contract/plan.ts'
import type { ProjectEntry, ProjectView } from '#contract/project.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { type Deed, type EditLabel, emptyHistory, withAmendment, withDeed, withEdit, withRedo, withUndo } from '#renderer/plan/plan-history.ts'
import { useSettings } from './settings.ts'

/** Milliseconds after the last change. */
const savePause = 400
const retryPause = 3000

export const useProject = defineStore('project', () => {
  const { client } = useConnection()
  const settings = useSettings()

  const entries = shallowRef<ProjectEntry[]>([])
  const current = shallowRef<{ id: string; name: string; hasDataset: boolean } | null>(null)
  const plan = shallowRef<Readonly<Plan>>(Plan.parse({ version: planVersion }))
  const history = shallowRef(emptyHistory)
  const saved = ref<'saved' | 'saving' | 'failed'>('saved')
  const saveFailure = shallowRef<Failure | null>(null)
  /** What undo or redo did last; the frame says it. `count` tells two equal ones apart. */
  const lastStep = shallowRef<{ kind: 'undid' | 'redid'; label: EditLabel; count: number } | null>(null)

  const undoLabel = computed(() => history.value.done.at(-1)?.label ?? null)
  const redoLabel = computed(() => history.value.undone.at(-1)?.label ?? null)

  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
  let unsaved = false
  /** Plans of projects that were left before they could be saved. */
  const left = new Map<string, Readonly<Plan>>()
  let leftTimer: ReturnType<typeof setTimeout> | undefined

  async function loadEntries(): Promise<void> {
    entries.value = await client.project.list({})
  }

  function adopt(view: ProjectView): ProjectView {
    leave()
    current.value = { id: view.id, name: view.name, hasDataset: view.hasDataset }
    plan.value = view.plan
    history.value = emptyHistory
    lastStep.value = null
    settings.projectId = view.id
    const kept = left.get(view.id)
    left.delete(view.id)
    if (kept !== undefined) set(kept)
    return view
  }

  /** What could not be saved of the open project stays in the window when another takes its place. */
  function leave(): void {
    if (unsaved && current.value !== null) keepForLater(current.value.id, plan.value)
    clearTimeout(timer)
    unsaved = false
    saved.value = 'saved'
    saveFailure.value = null
  }

  function keepForLater(projectId: string, unwritten: Readonly<Plan>): void {
    left.set(projectId, unwritten)
    clearTimeout(leftTimer)
    leftTimer = setTimeout(() => void saveLeft(), retryPause)
  }

  /** Tried until it succeeds, or the project is opened again or removed. */
  async function saveLeft(): Promise<void> {
    for (const [projectId, unwritten] of left) {
      try {
        await client.project.savePlan({ projectId, plan: unwritten })
        if (left.get(projectId) === unwritten) left.delete(projectId)
      } catch {
        // Tried again below.
      }
    }
    if (left.size > 0) leftTimer = setTimeout(() => void saveLeft(), retryPause)
  }

  async function create(name: string): Promise<ProjectView> {
    await flush()
    return adopt(await client.project.create({ name }))
  }

  async function open(projectId: string): Promise<ProjectView> {
    await flush()
    return adopt(await client.project.open({ projectId }))
  }

  /**
   * What another window made of the project, where this one has nothing unsaved: else the next edit here would write the
   * older plan over the newer one. null where nothing is to be taken over.
   */
  async function refresh(): Promise<ProjectView | null> {
    const project = current.value
    if (project === null || unsaved || saved.value !== 'saved') return null
    const before = plan.value
    try {
      const view = await client.project.open({ projectId: project.id })
      // An edit here that was made meanwhile may be saved by now, and is newer still.
      if (current.value?.id !== project.id || plan.value !== before) return null
      current.value = { id: view.id, name: view.name, hasDataset: view.hasDataset }
      // Parsed both times: the order of settings is no difference.
      if (JSON.stringify(Plan.parse(plan.value)) !== JSON.stringify(view.plan)) {
        plan.value = view.plan
        history.value = emptyHistory
      }
      return view
    } catch {
      // The studio is away, or the project was removed: the next call of the person says so.
      return null
    }
  }

  /** Back to the list of projects. */
  async function close(): Promise<void> {
    await flush()
    leave()
    current.value = null
    settings.projectId = null
    history.value = emptyHistory
    plan.value = Plan.parse({ version: planVersion })
    await loadEntries()
  }

  async function rename(name: string): Promise<void> {
    const project = current.value
    if (project === null || name.trim() === '' || name === project.name) return
    const view = await client.project.rename({ projectId: project.id, name: name.trim() })
    current.value = { ...project, name: view.name }
  }

  async function remove(projectId: string): Promise<void> {
    await client.project.remove({ projectId })
    left.delete(projectId)
    if (current.value?.id === projectId) {
      // There is nothing left to save it to.
      clearTimeout(timer)
      unsaved = false
      saved.value = 'saved'
      saveFailure.value = null
      await close()
    } else await loadEntries()
  }

  function edit(label: EditLabel, change: (plan: Plan) => Plan): void {
    const before = plan.value
    const after = change(before)
    if (after === before || JSON.stringify(after) === JSON.stringify(before)) return
    history.value = withEdit(history.value, label, before, after, performance.now())
    set(after)
  }

  /** A change that is no step of its own: the file was read, a suggestion arrived with the target. */
  function amend(change: (plan: Plan) => Plan): void {
    const before = plan.value
    const after = change(before)
    if (JSON.stringify(after) === JSON.stringify(before)) return
    history.value = withAmendment(history.value, before, after)
    set(after)
  }

  /** Something beside the plan that was done just now, and can be undone like an edit. */
  function record(label: EditLabel, deed: Deed): void {
    history.value = withDeed(history.value, label, plan.value, deed, performance.now())
  }

  /** Undoes what `record` was told of, wherever in the history it is. */
  function takeBack(deed: Deed): void {
    if (history.value.done.at(-1)?.deed === deed) return undo()
    history.value = { ...history.value, done: history.value.done.filter((step) => step.deed !== deed) }
    void deed.undo()
  }

  /** The plans before the last file belong to another table. */
  function forgetHistory(): void {
    history.value = emptyHistory
  }

  function undo(): void {
    step(withUndo(history.value), 'undid')
  }
  function redo(): void {
    step(withRedo(history.value), 'redid')
  }
  function step(taken: ReturnType<typeof withUndo>, kind: 'undid' | 'redid'): void {
    if (taken === null) return
    history.value = taken.history
    if (taken.step.deed === undefined) set(kind === 'undid' ? taken.step.before : taken.step.after)
    else void (kind === 'undid' ? taken.step.deed.undo() : taken.step.deed.redo())
    lastStep.value = { kind, label: taken.step.label, count: (lastStep.value?.count ?? 0) + 1 }
  }

  function set(next: Plan): void {
    plan.value = next
    unsaved = true
    saved.value = 'saving'
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), savePause)
  }

  /** Writes what is unsaved now; never throws, a failure is tried again. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    const project = current.value
    if (!unsaved || project === null) return await saving
    unsaved = false
    const written = plan.value
    saving = saving.then(async () => {
      try {
        await client.project.savePlan({ projectId: project.id, plan: written })
        saveFailure.value = null
        if (!unsaved) saved.value = 'saved'
      } catch (error) {
        saved.value = 'failed'
        saveFailure.value = failureOf(error)
        if (current.value?.id !== project.id) return keepForLater(project.id, written)
        unsaved = true
        timer = setTimeout(() => void flush(), retryPause)
      }
    })
    await saving
  }

  return { entries, current, plan, saved, saveFailure, lastStep, undoLabel, redoLabel, loadEntries, create, open, refresh, close, rename, remove, edit, amend, record, takeBack, forgetHistory, undo, redo, flush }
})
