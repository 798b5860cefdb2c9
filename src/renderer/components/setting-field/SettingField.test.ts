import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp, h, nextTick, ref } from 'vue'
import { createI18n } from 'vue-i18n'
import type { SettingEntry, SettingValue } from '#contract/network.ts'
import { network } from '#renderer/locales/en/network.ts'
import SettingField from './SettingField.vue'

const words = (en: string) => ({ en, 'zh-CN': en })
const units: SettingEntry = { name: 'units', label: words('Units'), help: words('How many.'), kind: 'integer', default: 64, minimum: 1, maximum: 4096, step: 1, common: true }

let app: App | undefined
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

/** A field in a form that takes every change, as the plan does. */
function field(entry: SettingEntry, initial: SettingValue) {
  const value = ref<SettingValue>(initial)
  const changes: SettingValue[] = []
  app = createApp({
    render: () =>
      h(SettingField, {
        entry,
        value: value.value,
        onChange: (next: SettingValue) => {
          changes.push(next)
          value.value = next
        },
      }),
  })
  app.use(createI18n({ legacy: false, locale: 'en', messages: { en: { network } } }))
  app.mount(document.body.appendChild(document.createElement('div')))
  const control = document.querySelector<HTMLInputElement>('input, select')
  if (control === null) throw new Error('no control')
  return { control, changes, value }
}

function type(control: HTMLInputElement, text: string): Promise<void> {
  control.value = text
  control.dispatchEvent(new Event('input', { bubbles: true }))
  return nextTick()
}

function press(control: HTMLInputElement, key: string, shiftKey = false): Promise<void> {
  control.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
  return nextTick()
}

describe('a number field', () => {
  it('reports what is typed at once, and keeps the last valid value while it is not one', async () => {
    const { control, changes } = field(units, 64)
    await type(control, '128')
    await type(control, '12.5')
    expect(changes).toEqual([128])
    expect(control.value).toBe('12.5')
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Enter a whole number from 1 to 4,096.')
  })

  it('steps with the arrow keys, tenfold with Shift', async () => {
    const { control, changes } = field(units, 64)
    await press(control, 'ArrowUp')
    await press(control, 'ArrowDown', true)
    expect(changes).toEqual([65, 55])
    expect(control.value).toBe('55')
  })

  it('goes back to the plan with Escape and follows an undo', async () => {
    const { control, value } = field(units, 64)
    await type(control, 'x')
    await press(control, 'Escape')
    expect(control.value).toBe('64')
    value.value = 32
    await nextTick()
    expect(control.value).toBe('32')
  })
})

it('offers a nested setting with the settings of its type', async () => {
  const entry: SettingEntry = { name: 'kernelRegularizer', label: words('Regularizer'), help: words(''), kind: 'typed', default: null, of: 'regularizers', choices: [{ value: 'none', label: words('none') }, { value: 'l2', label: words('L2') }], common: false }
  const { control, changes } = field(entry, { type: 'l2', factor: 0.01 })
  expect(control.value).toBe('l2')
  control.value = 'none'
  control.dispatchEvent(new Event('change', { bubbles: true }))
  await nextTick()
  expect(changes).toEqual([null])
})
