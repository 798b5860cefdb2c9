import { createPinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp, h, nextTick, ref } from 'vue'
import { createI18n } from 'vue-i18n'
import type { ClassificationAnswer } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import ClassResult from './ClassResult.vue'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

const even = { value: 0, low: 0, high: 0 }
const answer: ClassificationAnswer = {
  kind: 'classification', rows: 114, right: 110, accuracy: even, guessing: { answer: '1', right: 71 }, linear: null, overGuessing: even, overLinear: null, positive: null, cutOff: null,
  classes: ['1', '0'],
  confusion: [[68, 1], [3, 42]],
  mistakes: [
    { row: 298, actual: '0', said: '1', probability: 0.999 },
    { row: 136, actual: '0', said: '1', probability: 0.95 },
    { row: 292, actual: '1', said: '0', probability: 0.88 },
    { row: 256, actual: '0', said: '1', probability: 0.57 },
  ],
}

function mount() {
  const looked = ref<number | null>(null)
  app = createApp({ render: () => h(ClassResult, { answer, nameOf: (value: string) => ({ '0': 'malignant', '1': 'benign' })[value] ?? value, looked: looked.value, 'onUpdate:looked': (row: number | null) => (looked.value = row) }) })
  app.use(createPinia())
  app.use(createI18n({ legacy: false, locale: 'en', messages }))
  app.mount(document.body.appendChild(document.createElement('div')))
  const cell = (name: string) => document.querySelector<HTMLElement>(`[data-cell="${name}"]`)
  const press = async (element: Element | null | undefined, key: string): Promise<void> => {
    element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await nextTick()
  }
  const click = async (element: HTMLElement | null | undefined): Promise<void> => {
    element?.click()
    await nextTick()
  }
  const rows = () => [...document.querySelectorAll('.judged tbody tr')].map((row) => [...row.querySelectorAll('td')].map((own) => own.textContent.trim()))
  const buttons = () => [...document.querySelectorAll<HTMLElement>('.judged button.row')]
  return { looked, cell, press, click, rows, buttons, text: () => document.querySelector('.judged')?.textContent ?? '' }
}

describe('right and wrong answers', () => {
  it('lists the wrong rows, surest first, with the names of the classes', () => {
    const { rows, text } = mount()
    expect(text()).toContain('The 4 rows it got wrong')
    expect(rows()[0]).toEqual(['298', 'malignant', 'benign', 'over 99 %'])
    expect(rows().map(([row]) => row)).toEqual(['298', '136', '292', '256'])
  })

  it('shows the rows behind a cell, and all again with the same cell, Escape or the button', async () => {
    const { cell, click, press, rows, text } = mount()
    await click(cell('0-1'))
    expect(rows().map(([row]) => row)).toEqual(['292'])
    expect(text()).toContain('1 row was “benign” and was called “malignant”')
    await press(cell('0-1'), 'Escape')
    expect(rows()).toHaveLength(4)
    await click(cell('1-0'))
    await click(document.querySelector<HTMLElement>('.judged .all'))
    expect(rows()).toHaveLength(4)
  })

  it('says that the rows of a right cell were right', async () => {
    const { cell, click, rows, text } = mount()
    await click(cell('0-0'))
    expect(rows()).toEqual([])
    expect(text()).toContain('These answers are right')
  })

  it('is walked with the arrow keys, one stop of Tab for the whole table, and opens a row', async () => {
    const { buttons, click, press, looked } = mount()
    expect(buttons().map((button) => button.tabIndex)).toEqual([0, -1, -1, -1])
    await press(buttons()[0], 'ArrowDown')
    expect(document.activeElement).toBe(buttons()[1])
    await press(buttons()[1], 'End')
    expect(buttons().map((button) => button.tabIndex)).toEqual([-1, -1, -1, 0])
    await click(buttons()[3])
    expect(looked.value).toBe(256)
    await click(buttons()[3])
    expect(looked.value).toBeNull()
  })
})
