import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, h, nextTick, reactive } from 'vue'
import { createI18n } from 'vue-i18n'
import type { RunSummary } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { runOf } from '#test/answers/answers.ts'
import RunList from './RunList.vue'

const runs = reactive<{ list: RunSummary[]; selectedId: string | null }>({ list: [], selectedId: null })
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => runs }))

let app: App | undefined
function listOf(...list: Partial<RunSummary>[]) {
  Object.assign(runs, { list: list.map((part, at) => runOf({ id: `run-${list.length - at}`, number: list.length - at, ...part })), selectedId: `run-${list.length}` })
  app = createApp({ render: () => h(RunList, { narrow: false }) })
  app.use(createI18n({ legacy: false, locale: 'en', messages })).mount(document.body.appendChild(document.createElement('div')))
  const buttons = () => [...document.querySelectorAll('button')]
  return { buttons, said: () => buttons().map((button) => [button.querySelector('.number')?.textContent, button.querySelector('.figure')?.textContent]) }
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

describe('the last runs', () => {
  it('are five, each with its number or name and its one figure', () => {
    const { said } = listOf({ state: { kind: 'training' }, figure: null }, { name: 'small', figure: { kind: 'meanAbsoluteError', value: 2.345 } }, {}, { figure: null }, { figure: null, state: { kind: 'finished', reason: 'diverged' } }, {}, {})
    const { live, noFigure } = messages.en.app.runs
    expect(said()).toEqual([['7', live], ['small', expect.stringContaining('2.35')], ['5', expect.stringContaining('96')], ['4', noFigure], ['3', messages.en.app.fact.stopped]])
  })

  it('are none before the first', () => {
    listOf()
    expect(document.querySelector('section')).toBeNull()
  })

  it('show what is clicked, where results are shown without leaving them', async () => {
    const { buttons } = listOf({}, {}, {})
    const stage = useStage()
    stage.show('predict')
    buttons()[1]?.click()
    await nextTick()
    expect([runs.selectedId, stage.stage, buttons().map((button) => button.getAttribute('aria-current'))]).toEqual(['run-2', 'predict', [null, 'true', null]])
    stage.show('network')
    buttons()[2]?.click()
    expect([runs.selectedId, stage.stage]).toEqual(['run-1', 'train'])
  })
})
