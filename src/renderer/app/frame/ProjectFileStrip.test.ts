import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { projectFileOutcome, projectFileWork } from '#renderer/app/project-file-work.ts'
import { messages } from '#renderer/locales/index.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import ProjectFileStrip from './ProjectFileStrip.vue'

vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))
vi.mock('#renderer/app/use-project-saving.ts', () => ({ useProjectSaving: () => ({ saveAsFile: () => {} }) }))

let app: App | undefined
let place: HTMLElement
const text = (): string => place.textContent?.replace(/\s+/g, ' ').trim() ?? ''

function show(language: 'en' | 'zh-CN'): void {
  useSettings().languageChoice = language
  place = document.body.appendChild(document.createElement('div'))
  app = createApp(ProjectFileStrip)
  app.use(createI18n({ legacy: false, locale: language, messages })).mount(place)
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  app?.unmount()
  projectFileWork.value = projectFileOutcome.value = null
  document.body.innerHTML = ''
})

describe('the strip of a project file', () => {
  it('shows how far it is, and stops it', async () => {
    const cancel = vi.fn()
    projectFileWork.value = { kind: 'opening', name: 'iris.candor', bytes: 25, totalBytes: 100, startedAt: performance.now() - 5000, cancel }
    show('en')
    expect(text()).toMatch(/^Checking and opening iris\.candor/)
    expect(place.querySelector('progress')?.value).toBe(0.25)
    place.querySelector('button')?.click()
    expect(cancel).toHaveBeenCalledTimes(1)
    projectFileWork.value = null
    await nextTick()
    expect(text()).toBe('')
  })

  it.each([
    ['en', 0, 0, '“iris” is saved as one file: /a/iris.candor (2 MB). No run is in it, only the data and the plan.'],
    ['en', 1, 0, '“iris” is saved as one file: /a/iris.candor (2 MB). Data, plan and one run are in it.'],
    ['en', 12, 1, '“iris” is saved as one file: /a/iris.candor (2 MB). Data, plan and 12 runs are in it. The run that is still going is not in it.'],
    ['zh-CN', 0, 0, '“iris”已存为单个文件：/a/iris.candor（2 MB）。其中有数据和方案，没有训练记录。'],
    ['zh-CN', 12, 1, '“iris”已存为单个文件：/a/iris.candor（2 MB）。其中有数据、方案和 12 次训练。还在进行的训练不在其中。'],
  ] as const)('says in %s what is in it with %i runs', (language, runs, liveRuns, sentence) => {
    projectFileOutcome.value = { kind: 'saved', name: 'iris', place: 'path', where: '/a/iris.candor', bytes: 2e6, runs, liveRuns }
    show(language)
    expect(text()).toBe(sentence)
  })

  it('says under which name it was opened', async () => {
    projectFileOutcome.value = { kind: 'opened', name: 'iris 2', savedAs: 'iris' }
    show('en')
    expect(text()).toBe('“iris” is opened as “iris 2”: there is a project of its name already, which stays as it is.')
    place.querySelector('button')?.click()
    await nextTick()
    expect(projectFileOutcome.value).toBeNull()
  })
})
