/** Which stage is shown, mirrored in the address, and whether the inspector is open where it is a drawer. */
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { StageName } from '#contract/project.ts'
import { openFragment } from '#contract/web.ts'

export type { StageName } from '#contract/project.ts'
export const stageNames = StageName.options

export const trainViews = ['learning', 'layers', 'rate', 'log', 'runs'] as const
export type TrainView = (typeof trainViews)[number]

/** What `#/open?...` asks for. */
export type OpenRequest = { kind: 'upload'; uploadId: string; fileName: string } | { kind: 'path'; path: string }

export const useStage = defineStore('stage', () => {
  /** The address that the window opened at named a stage: a reload, or a bookmark. */
  const named = stageOf(location.hash) !== null
  const stage = ref<StageName>(stageOf(location.hash) ?? 'data')
  /** Which view of Train is shown. */
  const trainView = ref<TrainView>('learning')
  /** Only where the window is too narrow for it to stand beside the stage. */
  const inspectorOpen = ref(false)
  /** Beside the stage it may be put away. */
  const inspectorHidden = ref(false)
  /** An address that names a file; whoever takes it sets it to null. */
  const openRequest = ref<OpenRequest | null>(openRequestOf(location.hash))

  // A file that was taken leaves the address: loading the window again must not open it again.
  watch(
    [stage, openRequest],
    ([name, request]) => {
      if (request !== null || stageOf(location.hash) === name) return
      if (openRequestOf(location.hash) === null) location.hash = `#/${name}`
      else history.replaceState(history.state, '', `#/${name}`)
    },
    { immediate: true },
  )
  window.addEventListener('hashchange', () => {
    openRequest.value = openRequestOf(location.hash) ?? openRequest.value
    stage.value = stageOf(location.hash) ?? stage.value
  })

  function show(name: StageName): void {
    stage.value = name
    inspectorOpen.value = false
  }

  return { named, stage, trainView, inspectorOpen, inspectorHidden, openRequest, show }
})

function stageOf(hash: string): StageName | null {
  return stageNames.find((name) => hash === `#/${name}`) ?? null
}

function openRequestOf(hash: string): OpenRequest | null {
  if (!hash.startsWith(`${openFragment}?`)) return null
  const query = new URLSearchParams(hash.slice(openFragment.length + 1))
  const [uploadId, path] = [query.get('upload'), query.get('path')]
  if (uploadId) return { kind: 'upload', uploadId, fileName: query.get('name') ?? uploadId }
  return path ? { kind: 'path', path } : null
}
