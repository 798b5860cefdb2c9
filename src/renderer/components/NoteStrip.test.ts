import { afterEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, h, nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { messages } from '#renderer/locales/index.ts'
import NoteStrip from './NoteStrip.vue'

vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

function strip(props: { tone: 'note' | 'good' | 'warn' | 'bad'; text: string; action?: string; others?: { name: string; text: string }[]; details?: string; dismissible?: boolean }) {
  const said: string[] = []
  app = createApp({ render: () => h(NoteStrip, { ...props, onAct: () => said.push('act'), onOther: (name: string) => said.push(name), onDismiss: () => said.push('dismiss') }) })
  app.use(createI18n({ legacy: false, locale: 'en', messages })).mount(document.body.appendChild(document.createElement('div')))
  const button = (name: string) => [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)
  const click = async (name: string): Promise<void> => {
    button(name)?.click()
    await nextTick()
  }
  return { said, button, click, role: () => document.querySelector('.strip')?.getAttribute('role'), details: () => document.querySelector('pre')?.textContent ?? null }
}

describe('a note', () => {
  it('interrupts only where something is wrong', () => {
    expect(strip({ tone: 'warn', text: 'x' }).role()).toBe('status')
    app?.unmount()
    expect(strip({ tone: 'bad', text: 'x' }).role()).toBe('alert')
  })

  it('offers the next steps, and to be put away where it can be', async () => {
    const { said, click, button } = strip({ tone: 'note', text: 'x', action: 'Train again', others: [{ name: 'back', text: 'Back' }], dismissible: true })
    for (const name of ['Train again', 'Back', messages.en.app.close]) await click(name)
    expect([said, button(messages.en.app.details)]).toEqual([['act', 'back', 'dismiss'], undefined])
    app?.unmount()
    strip({ tone: 'note', text: 'x' })
    expect(document.querySelectorAll('button').length).toBe(0)
  })

  it('shows its details when asked, and copies them', async () => {
    const { click, details, button } = strip({ tone: 'bad', text: 'x', details: 'file.empty' })
    expect(details()).toBeNull()
    await click(messages.en.app.details)
    expect([details(), button(messages.en.app.details)?.getAttribute('aria-expanded')]).toEqual(['file.empty', 'true'])
    await click(messages.en.app.copy)
    expect(await navigator.clipboard.readText()).toBe('file.empty')
    expect([button(messages.en.app.copy), button(messages.en.app.copied)]).toEqual([undefined, expect.anything()])
  })
})
