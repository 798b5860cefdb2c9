/** The runs of the open project: starting, steering and watching them. A run lives in the studio; leaving it ends nothing. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef, watch } from 'vue'
import type { RunDetail, RunSummary } from '#contract/run.ts'
import { type Failure, failureOf } from '#renderer/app/errors.ts'
import { useConnection } from './connection.ts'
import { useProject } from './project.ts'
import { type Course, createRunCourse, emptyCourse } from './run-course.ts'

interface Watched {
  course: ReturnType<typeof createRunCourse>
  /** Steps a second. */
  rate: number | null
  stop: AbortController
  over: boolean
}

export interface ShownRun {
  summary: RunSummary
  series: Course
}

export const useRuns = defineStore('runs', () => {
  const connection = useConnection()
  const { client } = connection
  const project = useProject()

  /** Newest first. */
  const list = shallowRef<RunSummary[]>([])
  const selectedId = ref<string | null>(null)
  /** What was refused last, and the same again. */
  const failure = shallowRef<(Failure & { again: () => void }) | null>(null)
  /** A steering call is under way. */
  const busy = ref(false)
  /** Runs that a stop of the studio interrupted since the project was last open. */
  const interrupted = shallowRef<string[]>([])
  /** A run that ended while it was watched and whose answer nobody has looked at yet. */
  const justFinished = ref<string | null>(null)
  const details = shallowRef(new Map<string, RunDetail>())
  /** Raised at most once a frame when a watched run got longer. */
  const version = shallowRef(0)

  const watched = new Map<string, Watched>()
  let frame = 0

  const selected = computed(() => list.value.find(({ id }) => id === selectedId.value) ?? null)
  const live = computed(() => list.value.find(({ state }) => state.kind !== 'finished') ?? null)
  const shown = computed<ShownRun | null>(() => (selected.value === null ? null : shownOf(selected.value)))
  /** The run before the shown one, for the pale line. */
  const earlierSummary = computed(() => list.value.filter(({ number }) => selected.value !== null && number < selected.value.number)[0] ?? null)
  const earlier = computed<ShownRun | null>(() => (earlierSummary.value === null ? null : shownOf(earlierSummary.value)))
  const rate = computed(() => (version.value >= 0 && selectedId.value !== null ? (watched.get(selectedId.value)?.rate ?? null) : null))
  const detail = computed(() => (selectedId.value === null ? null : (details.value.get(selectedId.value) ?? null)))

  function shownOf(summary: RunSummary): ShownRun {
    return { summary, series: version.value >= 0 ? (watched.get(summary.id)?.course.course() ?? emptyCourse) : emptyCourse }
  }

  /** With the project: its runs. The one that was shown last is shown again, or else the newest. */
  function adopt(runs: RunSummary[], interruptedRuns: string[], shownRun: string | null = null): void {
    leaveAll()
    list.value = runs
    interrupted.value = interruptedRuns
    justFinished.value = null
    failure.value = null
    details.value = new Map()
    selectedId.value = (runs.find(({ id }) => id === shownRun) ?? runs[0])?.id ?? null
  }

  /** Runs that another window started or discarded. */
  function renew(runs: RunSummary[], interruptedRuns: string[]): void {
    list.value = runs
    if (interruptedRuns.length > 0) interrupted.value = interruptedRuns
    if (selected.value === null) selectedId.value = runs[0]?.id ?? null
  }

  function leaveAll(): void {
    for (const { stop } of watched.values()) stop.abort()
    watched.clear()
  }

  // `details` is another map after every adoption: the same project opened again is watched again.
  const adopted = (): unknown => details.value
  watch([selectedId, earlierSummary, adopted], ([id, before]) => {
    if (id !== null) void follow(id)
    if (before !== null) void follow(before.id)
  })
  watch([selectedId, () => selected.value?.state.kind, adopted], ([id]) => {
    if (id !== null) void loadDetail(id)
  })
  // After a lost connection: what was watched goes on, and the list may have changed.
  watch(
    () => connection.connections,
    async (count) => {
      const current = project.current
      if (count <= 1 || current === null) return
      const unfinished = [...watched].filter(([, { over }]) => !over).map(([id]) => id)
      for (const id of unfinished) watched.delete(id)
      list.value = await client.run.list({ projectId: current.id })
      for (const id of unfinished) void follow(id)
      if (selectedId.value !== null) void loadDetail(selectedId.value)
    },
  )

  function place(runId: string): { projectId: string; runId: string } {
    return { projectId: project.current?.id ?? '', runId }
  }

  /** Watches a run from its first step to its end. A second call for the same run does nothing. */
  async function follow(runId: string): Promise<void> {
    if (watched.has(runId)) return
    const mine: Watched = { course: createRunCourse(), rate: null, stop: new AbortController(), over: false }
    watched.set(runId, mine)
    const wasLive = list.value.some(({ id, state }) => id === runId && state.kind !== 'finished')
    try {
      for await (const event of await client.run.follow({ ...place(runId), fromStep: 1 }, { signal: mine.stop.signal })) {
        if (mine.stop.signal.aborted) return
        switch (event.kind) {
          case 'summary':
            take(event.summary)
            break
          case 'steps':
            mine.course.takeSteps(event)
            mine.rate = event.rate
            break
          case 'epochs':
            mine.course.takeEpochs(event.epochs)
            break
          case 'layers':
            mine.course.takeLooks(event.layers)
            break
          default:
            event satisfies never
        }
        raiseVersion()
      }
      mine.over = list.value.some(({ id, state }) => id === runId && state.kind === 'finished')
      if (mine.over && wasLive) justFinished.value = runId
      if (!mine.over) await lookAgain(mine.stop.signal)
    } catch (error) {
      if (mine.stop.signal.aborted) return
      // The studio is away: the watch on the connection follows again. Anything else is worth saying.
      const reason = failureOf(error)
      if (reason.code !== 'studio.stopped') failure.value = { ...reason, again: () => afresh(() => (watched.delete(runId), follow(runId))) }
    }
  }

  function afresh(call: () => Promise<void>): void {
    failure.value = null
    void call()
  }

  /** A run whose events end before it has finished was discarded by another window, most likely. */
  async function lookAgain(signal: AbortSignal): Promise<void> {
    const runs = await client.run.list({ projectId: project.current?.id ?? '' })
    if (signal.aborted) return
    renew(runs, [])
    for (const id of watched.keys()) if (!runs.some((run) => run.id === id)) watched.delete(id)
  }

  function raiseVersion(): void {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      version.value++
    })
  }

  function take(summary: RunSummary): void {
    const known = list.value.some(({ id }) => id === summary.id)
    list.value = known ? list.value.map((run) => (run.id === summary.id ? summary : run)) : [summary, ...list.value]
  }

  async function loadDetail(runId: string): Promise<void> {
    try {
      const loaded = await client.run.detail(place(runId))
      details.value.set(runId, loaded)
      triggerRef(details)
    } catch (error) {
      failure.value = { ...failureOf(error), again: () => afresh(() => loadDetail(runId)) }
    }
  }

  /** Starts the plan as it stands, or as `change` makes it; shows it. */
  async function start(): Promise<RunSummary | null> {
    return await steer(async (projectId) => {
      await project.flush()
      const summary = await client.run.start({ projectId, plan: project.plan })
      take(summary)
      selectedId.value = summary.id
      justFinished.value = null
      return summary
    })
  }

  /** One steering call at a time; a failure is kept for the screen to say. */
  async function steer<T>(call: (projectId: string) => Promise<T>): Promise<T | null> {
    const projectId = project.current?.id
    if (projectId === undefined || busy.value) return null
    busy.value = true
    failure.value = null
    try {
      return await call(projectId)
    } catch (error) {
      failure.value = { ...failureOf(error), again: () => void steer(call) }
      return null
    } finally {
      busy.value = false
    }
  }

  /** False where it failed; `failure` says why. */
  async function steerRun(call: (run: { projectId: string; runId: string }) => Promise<RunSummary>, runId = live.value?.id): Promise<boolean> {
    if (runId === undefined) return false
    const steered = await steer(async () => {
      take(await call(place(runId)))
      return true
    })
    return steered === true
  }

  /** Of an interrupted run: it goes on from its last checkpoint, and is watched anew, because what came after that counts no more. */
  async function goOn(runId: string): Promise<void> {
    await steer(async () => {
      take(await client.run.resume(place(runId)))
      watched.get(runId)?.stop.abort()
      watched.delete(runId)
      selectedId.value = runId
      justFinished.value = null
      void follow(runId)
    })
  }

  async function discard(runId = live.value?.id): Promise<void> {
    if (runId === undefined) return
    await steer(async () => {
      watched.get(runId)?.stop.abort()
      watched.delete(runId)
      try {
        await client.run.discard(place(runId))
      } catch (error) {
        void follow(runId)
        throw error
      }
      list.value = list.value.filter(({ id }) => id !== runId)
      if (selectedId.value === runId) selectedId.value = list.value[0]?.id ?? null
    })
  }

  /** Of a finished run. False where it could not be; `failure` says why. */
  async function remove(runId: string): Promise<boolean> {
    const done = await steer(async () => {
      await client.run.remove(place(runId))
      watched.get(runId)?.stop.abort()
      watched.delete(runId)
      const at = list.value.findIndex(({ id }) => id === runId)
      list.value = list.value.filter(({ id }) => id !== runId)
      if (justFinished.value === runId) justFinished.value = null
      // Its neighbour takes its place: the older one, as in any list.
      if (selectedId.value === runId) selectedId.value = (list.value[at] ?? list.value.at(-1))?.id ?? null
      return true
    })
    return done === true
  }

  async function restore(runId: string): Promise<boolean> {
    const done = await steer(async () => {
      const summary = await client.run.restore(place(runId))
      list.value = [...list.value.filter(({ id }) => id !== runId), summary].toSorted((one, other) => other.number - one.number)
      selectedId.value = runId
      return true
    })
    return done === true
  }

  return {
    list, selectedId, selected, live, shown, earlier, rate, detail, details, failure, busy, interrupted, justFinished, version,
    adopt, renew, follow, loadDetail, start, goOn, discard, remove, restore,
    pause: () => steerRun((run) => client.run.pause(run)),
    resume: () => steerRun((run) => client.run.resume(run)),
    oneEpoch: () => steerRun((run) => client.run.oneEpoch(run)),
    finish: () => steerRun((run) => client.run.finish(run)),
    rename: (runId: string, name: string) => steerRun((run) => client.run.rename({ ...run, name }), runId),
  }
})
