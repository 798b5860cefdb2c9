import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import type { ShellCommand } from '#contract/shell.ts'
import { useShortcuts } from './use-shortcuts.ts'

let scope: EffectScope
let obeyed: ShellCommand[]
beforeEach(() => {
  obeyed = []
  scope = effectScope()
  scope.run(() => useShortcuts((command) => obeyed.push(command)))
})
afterEach(() => {
  scope.stop()
  document.body.innerHTML = ''
})

/** The command a key gives, null for none; a key that gives one keeps its own meaning from happening. */
function press(key: string, held: KeyboardEventInit = { ctrlKey: true }, target: EventTarget = document.body): ShellCommand | null {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held })
  const before = obeyed.length
  target.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(obeyed.length > before)
  return obeyed.length > before ? (obeyed.at(-1) ?? null) : null
}

function typingIn(html: string): Element {
  document.body.innerHTML = html
  return document.body.firstElementChild ?? document.body
}

describe('the keys of the window', () => {
  it('are held with Control, on macOS with Command, and with nothing else', () => {
    expect([press('Enter'), press('Enter', { metaKey: true })]).toEqual(['train', 'train'])
    expect([press('Enter', {}), press('Enter', { ctrlKey: true, altKey: true }), press('Enter', { ctrlKey: true, shiftKey: true })]).toEqual([null, null, null])
  })

  it('reach stages, run, palette, inspector and file, whether or not Caps Lock is on', () => {
    expect(['1', '2', '3', '4', '5', '6'].map((key) => press(key))).toEqual(['stage1', 'stage2', 'stage3', 'stage4', 'stage5', 'stage6'])
    expect(['.', 'i', 'k', 'o', 'K', '/'].map((key) => press(key))).toEqual(['pause', 'inspector', 'palette', 'openFile', 'palette', 'shortcuts'])
    expect(['7', 'x', 'Escape'].map((key) => press(key))).toEqual([null, null, null])
  })

  it('reach the project as one file with Shift too', () => {
    expect([press('O', { ctrlKey: true, shiftKey: true }), press('s', { metaKey: true, shiftKey: true }), press('s')]).toEqual(['importProject', 'exportProject', null])
  })

  it('zoom with plus and minus, wherever plus needs Shift', () => {
    expect([press('+', { ctrlKey: true, shiftKey: true }), press('='), press('-'), press('0')]).toEqual(['zoomIn', 'zoomIn', 'zoomOut', 'zoomReset'])
  })

  it('undo and redo, except where a text field has an undo of its own', () => {
    expect([press('z'), press('Z', { metaKey: true, shiftKey: true }), press('y'), press('z', { ctrlKey: true }, window)]).toEqual(['undo', 'redo', 'redo', 'undo'])
    for (const field of ['<input>', '<input type="number">', '<textarea></textarea>']) expect(press('z', { ctrlKey: true }, typingIn(field))).toBeNull()
    for (const field of ['<input type="checkbox">', '<input type="radio">', '<input type="range">', '<input type="button">', '<select></select>', '<button></button>']) expect(press('z', { ctrlKey: true }, typingIn(field))).toBe('undo')
    expect(press('Enter', { ctrlKey: true }, typingIn('<input>'))).toBe('train')
  })

  it('leave alone what someone else has answered', () => {
    const field = typingIn('<input>')
    field.addEventListener('keydown', (event) => event.preventDefault())
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }))
    expect(obeyed).toEqual([])
  })

  it('mean nothing any more when the frame is gone', () => {
    scope.stop()
    expect(press('k')).toBeNull()
  })
})
