import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import { useSettings } from '#renderer/stores/settings.ts'
import { useFrameSize } from './use-frame-size.ts'

let scope: EffectScope
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  scope = effectScope()
})
afterEach(() => scope.stop())

function resize(width: number): void {
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: width })
  window.dispatchEvent(new Event('resize'))
}
function frameOf(width: number) {
  resize(width)
  const size = scope.run(() => useFrameSize())
  if (size === undefined) throw new Error('no scope')
  return size
}

describe('the panels of a window in a browser', () => {
  it('follow its width: a narrow rail and a drawer where there is little, wider panels where there is much', () => {
    const size = frameOf(1024)
    const panels = (): unknown[] => [size.narrowRail.value, size.drawer.value, size.railWidth.value, size.inspectorWidth.value]
    expect(panels()).toEqual([true, true, 64, 304])
    resize(1100)
    expect(panels()).toEqual([false, true, 200, 304])
    resize(1200)
    expect(panels()).toEqual([false, false, 200, 304])
    resize(1600)
    expect(panels()).toEqual([false, false, 216, 376])
  })

  it('have less room the larger everything is', () => {
    const size = frameOf(1280)
    useSettings().zoom = 125
    expect([size.width.value, size.drawer.value]).toEqual([1024, true])
  })

  it('leave things out of the bars where there is very little: a small window at 150 % and more', () => {
    const size = frameOf(1024)
    expect(size.cramped.value).toBe(false)
    useSettings().zoom = 150
    expect(size.cramped.value).toBe(true)
  })

  it('are as wide as the person made them, where there is room for it', () => {
    const size = frameOf(1440)
    Object.assign(useSettings(), { railWidth: 240, inspectorWidth: 400 })
    expect([size.railWidth.value, size.inspectorWidth.value]).toEqual([240, 400])
    resize(1024)
    expect(size.railWidth.value).toBe(64)
  })
})
