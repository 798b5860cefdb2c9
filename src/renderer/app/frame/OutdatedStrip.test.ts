import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, nextTick, reactive } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Plan } from '#contract/plan.ts'
import type { RunDetail } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { planOf, projectOf, runOf } from '#test/answers/answers.ts'
import OutdatedStrip from './OutdatedStrip.vue'

const train = vi.fn()
const ready = { value: true }
const runs = reactive<{ live: object | null; detail: RunDetail | null }>({ live: null, detail: null })
const studio = vi.hoisted(() => ({ project: { open: vi.fn(), savePlan: vi.fn() } }))
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio }) }))
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => runs }))
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))
vi.mock('#renderer/app/use-training.ts', () => ({ useTraining: () => ({ ready, train }) }))

const ran = planOf({ dataset: { sha256: 'abc' }, recipe: { target: 'y' } })
let app: App | undefined

/** The strip on the Train stage after `change` was made to the plan of run 3. */
async function stripAfter(change: (plan: Plan) => Plan) {
  studio.project.open.mockResolvedValue(projectOf({ plan: ran }))
  studio.project.savePlan.mockResolvedValue({})
  const project = useProject()
  await project.open('p')
  project.edit('change', change)
  const place = document.body.appendChild(document.createElement('div'))
  app = createApp(OutdatedStrip)
  app.use(createI18n({ legacy: false, locale: 'en', messages })).mount(place)
  const button = (words: string) => [...place.querySelectorAll('button')].find(({ textContent }) => textContent === words)
  return { project, button, text: () => place.querySelector('p')?.textContent ?? null }
}
const training = (part: Partial<Plan['training']>) => (plan: Plan): Plan => ({ ...plan, training: { ...plan.training, ...part } })

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  useSettings().languageChoice = 'en'
  useStage().show('train')
  Object.assign(runs, { live: null, detail: { summary: runOf({ number: 3 }), plan: ran, report: null } })
  train.mockReset()
})
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

describe('a run from an earlier plan', () => {
  it('says what changed since, the first three by name', async () => {
    const one = await stripAfter(training({ epochs: 20 }))
    expect(one.text()).toContain('epochs 10 to 20')
    expect(one.text()).toContain('3')
    app?.unmount()
    const four = await stripAfter(training({ epochs: 20, batchSize: 8, seed: 7, classWeights: 'balanced' }))
    expect(four.text()).toMatch(/batch size.*epochs|epochs.*batch size/)
    expect(four.text()).toContain('1 more')
  })

  it('can be trained again with the plan of now', async () => {
    const { button } = await stripAfter(training({ epochs: 20 }))
    button('Train again')?.click()
    expect(train).toHaveBeenCalledTimes(1)
  })

  it('can have its plan back, which can be undone', async () => {
    const { project, button, text } = await stripAfter(training({ epochs: 20 }))
    button('Back to run 3’s plan')?.click()
    await nextTick()
    expect([project.plan, text()]).toEqual([ran, null])
    project.undo()
    expect(project.plan.training.epochs).toBe(20)
  })

  it('can not have it back with a file that is no longer there', async () => {
    const { button, text } = await stripAfter((plan) => ({ ...plan, dataset: { ...plan.dataset, sha256: 'def' } }))
    expect([text() !== null, button('Back to run 3’s plan')]).toEqual([true, undefined])
  })

  it('says nothing where the plan is the same, another run lives, or no run is shown', async () => {
    expect((await stripAfter((plan) => plan)).text()).toBeNull()
    const { text } = await stripAfter(training({ epochs: 20 }))
    runs.live = {}
    await nextTick()
    expect(text()).toBeNull()
    runs.live = null
    useStage().show('network')
    await nextTick()
    expect(text()).toBeNull()
    useStage().show('predict')
    await nextTick()
    expect(text()).not.toBeNull()
  })
})
