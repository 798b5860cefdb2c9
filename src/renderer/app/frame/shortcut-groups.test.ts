import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import type { ShellCommand } from '#contract/shell.ts'
import { messages } from '#renderer/locales/index.ts'
import { shortcutGroups } from './shortcut-groups.ts'
import { useShortcuts } from './use-shortcuts.ts'

let scope: EffectScope
let obeyed: ShellCommand[]
beforeEach(() => {
  obeyed = []
  scope = effectScope()
  scope.run(() => useShortcuts((command) => obeyed.push(command)))
})
afterEach(() => scope.stop())

const held: Record<string, KeyboardEventInit> = { Ctrl: { ctrlKey: true }, Shift: { shiftKey: true }, Alt: { altKey: true } }
/** As a keyboard says it. */
const said: Record<string, string> = { '−': '-' }

describe('the list of keys', () => {
  it('says of the whole window only what the window answers', () => {
    const anywhere: Record<string, readonly (readonly string[])[]> = shortcutGroups[0].keys
    const answers = Object.fromEntries(
      Object.entries(anywhere).map(([what, ways]) => [
        what,
        ways.map((keys) => {
          const key = keys.at(-1) ?? ''
          const before = obeyed.length
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: said[key] ?? key, bubbles: true, cancelable: true, ...Object.assign({}, ...keys.map((name) => held[name])) }))
          return obeyed.length > before ? obeyed.at(-1) : null
        }),
      ]),
    )
    expect(answers).toEqual({
      train: ['train'],
      pause: ['pause'],
      stages: ['stage1', 'stage6'],
      palette: ['palette'],
      inspector: ['inspector'],
      undo: ['undo'],
      redo: ['redo', 'redo'],
      openFile: ['openFile'],
      openProjectFile: ['importProject'],
      saveAsFile: ['exportProject'],
      zoom: ['zoomIn', 'zoomOut', 'zoomReset'],
      list: ['shortcuts'],
    })
  })

  it('has words for each of its keys and places', () => {
    const { keys } = messages.en.app
    expect(shortcutGroups.flatMap((group) => [group.name, ...Object.keys(group.keys)]).filter((name) => !(name in keys) && !(name in keys.groups))).toEqual([])
  })
})
