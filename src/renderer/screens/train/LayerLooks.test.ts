import { afterEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, h, nextTick, ref } from 'vue'
import { createI18n } from 'vue-i18n'
import type { LayerLook } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import LayerLooks from './LayerLooks.vue'

// Icons come from the component library, which needs its own build.
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

const look = (id: string, silentShare: number | null): LayerLook => ({ id, outputs: { low: 0, high: 4, counts: [9, 1] }, weights: { low: -0.5, high: 0.5, counts: [1, 3] }, silentShare })
const layers = [{ id: 'layer-1', type: 'dense', units: 64 }, { id: 'layer-2', type: 'activation' }]

function mount(first: LayerLook[], locale: 'en' | 'zh-CN' = 'en') {
  const looks = ref(first)
  app = createApp({ render: () => h(LayerLooks, { looks: looks.value, empty: 'Nothing yet.', nameOf: (id: string) => id, colourOf: () => '#2A5BD0', layers }) })
  app.use(createI18n({ legacy: false, locale, messages }))
  app.mount(document.body.appendChild(document.createElement('div')))
  return looks
}

const rows = (): string[] => [...document.querySelectorAll('tbody tr')].map((row) => row.querySelector('.silent')?.textContent ?? '')

describe('how layers look', () => {
  it('is said in words for those who see no bars', () => {
    mount([look('layer-1', null)])
    expect([...document.querySelectorAll('[role=img]')].map((image) => image.getAttribute('aria-label'))).toEqual(['Outputs of layer-1: from 0 to 4, most often near 1.', 'Weights of layer-1: from −0.5 to 0.5, most often near 0.25.'])
  })

  it('counts silent units, and warns from half of them on', async () => {
    const looks = mount([look('layer-1', 1 / 64), look('layer-2', 0.25), look('output', null)])
    expect(rows()).toEqual(['1 of 64 units says nothing', '25 % of the units say nothing', ''])
    expect(document.querySelector('[role=status]')).toBeNull()
    looks.value = [look('layer-1', 0.5), look('layer-2', 0), look('output', null)]
    await nextTick()
    expect(rows()).toEqual(['32 of 64 units say nothing', 'Every unit speaks', ''])
    expect(document.querySelector('[role=status]')?.textContent).toContain('smaller learning rate')
  })

  it('keeps its elements while numbers change, so that nothing flickers', async () => {
    const looks = mount([look('layer-1', 0)])
    const before = document.querySelector('[role=img]')
    looks.value = [look('layer-1', 0.1)]
    await nextTick()
    expect(document.querySelector('[role=img]')).toBe(before)
  })

  it('speaks Chinese', () => {
    mount([look('layer-1', 7 / 64)], 'zh-CN')
    expect(rows()).toEqual(['64 个单元中 7 个沉默'])
  })

  it('has every bin in its table', async () => {
    mount([look('layer-1', 0)])
    document.querySelector<HTMLElement>('button[aria-pressed]')?.click()
    await nextTick()
    expect([...document.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))).toEqual([
      ['layer-1', 'Outputs', '0', '2', '9'],
      ['layer-1', 'Outputs', '2', '4', '1'],
      ['layer-1', 'Weights', '−0.5', '0', '1'],
      ['layer-1', 'Weights', '0', '0.5', '3'],
    ])
  })

  it('says why there is none, and offers no table then', () => {
    mount([])
    expect([document.body.textContent?.includes('Nothing yet.'), document.querySelector('button')]).toEqual([true, null])
  })
})
