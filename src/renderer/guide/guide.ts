/** The guided first run: whether it goes on, and where it is. What was decided is remembered in this browser or window. */
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { z } from 'zod'
import { samples } from '#contract/dataset.ts'
import { useOpening } from '#renderer/app/use-opening.ts'
import { isStartRow } from '#renderer/screens/predict/field-notes.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRowPrediction } from '#renderer/stores/row-prediction.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { guidePlace } from './guide-steps.ts'

const storageKey = 'candor.guide'
/** The one of which the first steps speak. */
const namedSample = samples[0].file

const Stored = z.object({
  /** `new`: never asked. `off`: left, declined, or gone through. */
  state: z.enum(['new', 'on', 'off']).catch('new'),
  networkRead: z.boolean().catch(false),
  sentenceRead: z.boolean().catch(false),
})
type Stored = z.infer<typeof Stored>

export const useGuide = defineStore('guide', () => {
  const stored = ref(read())
  const dataset = useDataset()
  const project = useProject()
  const runs = useRuns()
  const stage = useStage()
  const rows = useRowPrediction()
  const opening = useOpening()
  watch(stored, write)

  const isNew = computed(() => stored.value.state === 'new')
  const isOn = computed(() => stored.value.state === 'on')
  const training = computed(() => (runs.live !== null ? 'running' : runs.list.some(({ hasModel }) => hasModel) ? 'done' : 'none'))
  const predicted = computed(() => rows.sheet !== null && !isStartRow(rows.sheet.values, rows.sheet.form.fields))
  const place = computed(() =>
    guidePlace({
      stage: stage.stage,
      hasFile: dataset.view !== null,
      isNamedSample: dataset.view?.fileName === namedSample,
      hasTarget: project.plan.recipe.target !== null,
      training: training.value,
      predicted: predicted.value,
      networkRead: stored.value.networkRead,
      sentenceRead: stored.value.sentenceRead,
    }),
  )

  /** From an empty stage on: what is open is saved and stays in the list of projects. */
  async function start(): Promise<void> {
    stored.value = { state: 'on', networkRead: false, sentenceRead: false }
    if (project.current !== null) await opening.closeProject()
    stage.show('data')
  }

  function next(): void {
    const { reading } = place.value
    if (reading !== undefined) stored.value = { ...stored.value, [reading]: true }
  }

  function leave(): void {
    stored.value = { ...stored.value, state: 'off' }
  }

  return { isNew, isOn, place, start, next, leave }
})

function read(): Stored {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'))
  } catch {
    return Stored.parse({})
  }
}

function write(stored: Stored): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(stored))
  } catch {
    // Storage is full or forbidden: it is remembered until the window closes.
  }
}
