import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp, h, nextTick, ref } from 'vue'
import { createI18n } from 'vue-i18n'
import { charts } from '#renderer/locales/en/charts.ts'
import ChartFrame from './ChartFrame.vue'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

function frame(rows: (number | null)[][] = [[1, 0.69], [2, null]]) {
  const index = ref<number | null>(null)
  app = createApp({
    render: () =>
      h(ChartFrame, {
        question: 'Loss',
        sentence: 'Loss falls from 0.69 to 0.08.',
        table: () => ({ columns: ['Epoch', 'Loss'], rows }),
        positions: 30,
        positionText: (at: number) => `Epoch ${at + 1}`,
        index: index.value,
        'onUpdate:index': (at: number | null) => (index.value = at),
      }),
  })
  app.use(createI18n({ legacy: false, locale: 'en', messages: { en: { charts } } }))
  app.mount(document.body.appendChild(document.createElement('div')))
  const press = async (key: string, shiftKey = false) => {
    document.querySelector('[role=slider]')?.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
    await nextTick()
    return index.value
  }
  return { press }
}

describe('a chart without a mouse', () => {
  it('moves the crosshair with the arrow keys, Home and End, and takes it away with Escape', async () => {
    const { press } = frame()
    expect([await press('ArrowRight'), await press('ArrowRight'), await press('ArrowRight', true), await press('ArrowLeft'), await press('End'), await press('ArrowRight'), await press('Home'), await press('Escape')]).toEqual([
      0, 1, 11, 10, 29, 29, 0, null,
    ])
  })

  it('says where it is and what the chart shows', async () => {
    const { press } = frame()
    await press('End')
    const slider = document.querySelector('[role=slider]')
    expect(slider?.getAttribute('aria-valuetext')).toBe('Epoch 30')
    expect(document.getElementById(slider?.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Loss falls from 0.69 to 0.08.')
  })

  it('turns into a table and moves the focus there', async () => {
    frame()
    document.querySelector<HTMLElement>('.button-tool')?.click()
    await nextTick()
    await nextTick()
    expect([...document.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['1', '0.69', '2', '—'])
    expect(document.activeElement?.getAttribute('role')).toBe('region')
  })

  it('lays out no more rows of a long table than can be read, and says so', async () => {
    frame(Array.from({ length: 250_000 }, (_, at) => [at, 0.5]))
    document.querySelector<HTMLElement>('.button-tool')?.click()
    await nextTick()
    expect(document.querySelectorAll('tbody tr')).toHaveLength(1000)
    expect(document.querySelector('.rest')?.textContent).toBe('The first 1,000 of 250,000 rows. Copy takes all of them.')
  })
})
