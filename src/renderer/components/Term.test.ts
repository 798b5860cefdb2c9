import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp, h, nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { guide } from '#renderer/locales/en/guide.ts'
import Term from './Term.vue'
import { glossaryOpen, glossaryWord } from './term/glossary.ts'

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
  glossaryOpen.value = false
})

function word(props: InstanceType<typeof Term>['$props']): HTMLButtonElement {
  app = createApp({ render: () => h(Term, props, () => 'the loss') })
  app.use(createI18n({ legacy: false, locale: 'en', messages: { en: { guide } } }))
  app.mount(document.body.appendChild(document.createElement('div')))
  const button = document.querySelector<HTMLButtonElement>('button.term')
  if (button === null) throw new Error('no word')
  return button
}

const card = (): HTMLElement | null => document.querySelector<HTMLElement>('[role=dialog]')
const inCard = (text: string): HTMLButtonElement | undefined => [...(card()?.querySelectorAll('button') ?? [])].find((button) => button.textContent.trim() === text)

async function press(button: HTMLElement | undefined): Promise<void> {
  button?.click()
  await nextTick()
  await nextTick()
}

async function escape(): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  await nextTick()
}

describe('a word that explains itself', () => {
  it('says its two sentences before it is opened, too', () => {
    expect(word({ term: 'loss' }).getAttribute('aria-description')).toMatch(/^One number for how far the answers are from the truth/)
  })

  it('opens with a press, and shows the formula only on demand', async () => {
    const button = word({ term: 'loss' })
    await press(button)
    expect(button.getAttribute('aria-expanded')).toBe('true')
    expect(card()?.textContent).toContain('training does nothing but make it smaller')
    expect(card()?.querySelector('pre')).toBeNull()
    await press(inCard('Formula'))
    expect(card()?.querySelector('pre')?.textContent).toBe('L = (1/n) Σ loss(ŷᵢ, yᵢ)')
  })

  it('shows what goes with it in the same place, and finds back', async () => {
    await press(word({ term: 'loss' }))
    await press(inCard('Gradient descent'))
    expect(card()?.textContent).toContain('again and again')
    await press(inCard('Back'))
    expect(card()?.textContent).toContain('training does nothing but make it smaller')
  })

  it('closes with Escape, and the person is at the word again', async () => {
    const button = word({ term: 'loss' })
    await press(button)
    expect(card()?.contains(document.activeElement)).toBe(true)
    await escape()
    expect(card()).toBeNull()
    expect(document.activeElement).toBe(button)
  })

  it('closes with a press elsewhere, and with a second press', async () => {
    const button = word({ term: 'loss' })
    await press(button)
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await nextTick()
    expect(card()).toBeNull()
    await press(button)
    await press(button)
    expect(card()).toBeNull()
  })

  it('says what is special about this place before the word in general', async () => {
    await press(word({ term: 'positiveClass', explanation: 'Unless you choose, it is the rarer one.' }))
    expect(card()?.textContent.indexOf('the rarer one')).toBeLessThan(card()?.textContent.indexOf('The answer that matters most') ?? -1)
  })

  it('leads to the list of all words, at this one', async () => {
    await press(word({ term: 'loss' }))
    await press(inCard('All words'))
    expect([glossaryOpen.value, glossaryWord.value, card()]).toEqual([true, 'loss', null])
  })
})
