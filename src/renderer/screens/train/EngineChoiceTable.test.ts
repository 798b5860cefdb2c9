import { afterEach, expect, it, vi } from 'vitest'
import { type App, createApp, h } from 'vue'
import { createPinia, setActivePinia } from 'pinia'
import { createI18n } from 'vue-i18n'
import type { EngineChoice } from '#contract/engine-choice.ts'
import { messages } from '#renderer/locales/index.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import EngineChoiceTable from './EngineChoiceTable.vue'

vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

const choice: EngineChoice = {
  chosen: 1,
  reason: 'faster',
  batchSize: 128,
  steps: 30_000,
  trials: [
    { engine: 'compiled', device: 'cpu', jitCompile: false, milliseconds: 7.23, startSeconds: 0.2, seconds: 217, skipped: null },
    { engine: 'tensorflow', device: 'cpu', jitCompile: false, milliseconds: 2.04, startSeconds: 3.1, seconds: 64, skipped: null },
    { engine: 'tensorflow', device: 'cpu', jitCompile: true, milliseconds: null, startSeconds: null, seconds: null, skipped: 'layers' },
  ],
}

function rowsIn(language: 'en' | 'zh-CN'): string[] {
  setActivePinia(createPinia())
  useSettings().languageChoice = language
  app = createApp({ render: () => h(EngineChoiceTable, { choice }) })
  app.use(createI18n({ legacy: false, locale: language, messages })).mount(document.body.appendChild(document.createElement('div')))
  return [...document.querySelectorAll('p, tbody tr')].map((element) => [...(element.children.length > 0 ? element.children : [element])].map((cell) => cell.textContent).join(' | '))
}

it('says why, and what each engine took', () => {
  expect(rowsIn('en')).toEqual([
    'TensorFlow is 3.4 times as fast as Candor compiled for this network at batch size 128.',
    'Candor compiled | 7.23 | 3 min 37 s',
    'TensorFlowchosen | 2.04 | 1 min 4 s',
    'TensorFlow (XLA) | not tried: compiling convolutions takes too long',
  ])
})

it('speaks Chinese', () => {
  expect(rowsIn('zh-CN')[0]).toBe('对这个网络，批大小为 128 时，TensorFlow 的速度是 Candor 编译引擎的 3.4 倍。')
})
