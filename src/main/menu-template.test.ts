/** The application menu, on each platform and in both languages. */
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { languages } from '#contract/language.ts'
import type { ShellCommand } from '#contract/shell.ts'
import { shellCommands } from '#contract/shell.ts'
import type { MenuFacts } from './menu-template.ts'
import { menuTemplate } from './menu-template.ts'

const facts: MenuFacts = { language: 'en', platform: 'linux', recent: [{ id: 'p1', name: 'Fish & chips' }], running: false, development: false }

function itemsOf(changes: Partial<MenuFacts> = {}, send: (command: ShellCommand) => void = () => {}): MenuItemConstructorOptions[] {
  return flat(menuTemplate({ ...facts, ...changes }, send))
}

function flat(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

describe('the menu', () => {
  it('sends every command there is, but for the one that only quitting sends', () => {
    const sent: string[] = []
    for (const { click } of itemsOf({}, (command) => sent.push(command))) Reflect.apply(click ?? (() => {}), undefined, [])
    expect(sent.toSorted()).toEqual([...shellCommands.filter((command) => command !== 'finishAndQuit'), 'openProject:p1'].toSorted())
  })

  it.each(['linux', 'win32', 'darwin'])('gives no key twice on %s', (platform) => {
    const keys = itemsOf({ platform }).flatMap(({ accelerator }) => accelerator ?? [])
    expect(keys).toEqual([...new Set(keys)])
    expect(keys).toContain('CmdOrCtrl+Enter')
  })

  it.each(languages)('has a label on every item in %s', (language) => {
    for (const item of itemsOf({ language, development: true })) expect(item.type === 'separator' || (item.label ?? '') !== '').toBe(true)
  })

  it('leaves undo and redo to the window, because text fields have their own', () => {
    expect(itemsOf().filter(({ registerAccelerator }) => registerAccelerator === false).map(({ label }) => label)).toEqual(['Undo', 'Redo'])
  })

  it('shows a project’s & and says when there is none', () => {
    expect(itemsOf().map(({ label }) => label)).toContain('Fish && chips')
    expect(itemsOf({ recent: [] }).find(({ label }) => label === 'None yet')?.enabled).toBe(false)
  })

  it('offers Train or Pause, whichever can be done', () => {
    const byKey = (running: boolean, key: string) => itemsOf({ running }).find(({ accelerator }) => accelerator === key)?.enabled
    expect([byKey(false, 'CmdOrCtrl+Enter'), byKey(false, 'CmdOrCtrl+.')]).toEqual([true, false])
    expect([byKey(true, 'CmdOrCtrl+Enter'), byKey(true, 'CmdOrCtrl+.')]).toEqual([false, true])
  })

  it('has developer tools only where Candor runs from its sources', () => {
    const has = (development: boolean) => itemsOf({ development }).some(({ role }) => role === 'toggleDevTools')
    expect([has(true), has(false)]).toEqual([true, false])
  })
})
