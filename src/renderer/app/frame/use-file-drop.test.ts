import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EffectScope, type Ref, effectScope } from 'vue'
import { useFileDrop } from './use-file-drop.ts'

let scope: EffectScope
let hovering: Ref<boolean>
let taken: string[]
beforeEach(() => {
  taken = []
  scope = effectScope()
  const drop = scope.run(() => useFileDrop((files) => taken.push(...files.map(({ name }) => name))))
  if (drop === undefined) throw new Error('no scope')
  hovering = drop.hovering
})
afterEach(() => scope.stop())

const files = { types: ['Files'], files: [new File([], 'a.csv'), new File([], 'b.csv')], dropEffect: 'none' }
const words = { types: ['text/plain'], files: [], dropEffect: 'none' }

/** Whether the window kept the browser from doing what it would. */
function drag(type: string, dataTransfer = files): boolean {
  return !window.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { dataTransfer }))
}

describe('a file over the window', () => {
  it('hovers until it has left the last thing it entered', () => {
    drag('dragenter')
    expect(hovering.value).toBe(true)
    drag('dragenter')
    drag('dragleave')
    expect(hovering.value).toBe(true)
    drag('dragleave')
    expect(hovering.value).toBe(false)
  })

  it('may be let go, and then all of them are taken', () => {
    drag('dragenter')
    expect([drag('dragover'), files.dropEffect]).toEqual([true, 'copy'])
    expect([drag('drop'), hovering.value, taken]).toEqual([true, false, ['a.csv', 'b.csv']])
  })

  it('is told from text that is dragged, which the browser may have', () => {
    expect([drag('dragenter', words), drag('dragover', words), drag('drop', words), hovering.value, taken]).toEqual([false, false, false, false, []])
  })

  it('means nothing any more when the frame is gone', () => {
    scope.stop()
    drag('dragenter')
    drag('drop')
    expect([hovering.value, taken]).toEqual([false, []])
  })
})
