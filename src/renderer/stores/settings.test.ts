import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useSettings } from './settings.ts'

const key = 'candor.settings'
let preferred: string[]
/** The settings as a window finds them when it opens. */
function openWindow() {
  setActivePinia(createPinia())
  return useSettings()
}

beforeEach(() => {
  preferred = ['en-US']
  vi.spyOn(navigator, 'languages', 'get').mockImplementation(() => preferred)
  localStorage.clear()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the language', () => {
  it.each([
    [['zh-CN', 'en'], 'zh-CN'],
    [['ZH-Hant-TW'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['de-DE', 'zh-CN'], 'en'],
    [[], 'en'],
  ])('of a system that prefers %j is %s', (languages, language) => {
    preferred = languages
    expect(openWindow().language).toBe(language)
  })

  it('follows the system until the person chooses one', () => {
    const settings = openWindow()
    preferred = ['zh-CN']
    window.dispatchEvent(new Event('languagechange'))
    expect(settings.language).toBe('zh-CN')
    settings.languageChoice = 'en'
    expect(settings.language).toBe('en')
  })
})

it('wears the colours of the system, or the chosen ones', () => {
  const system = Object.assign(new EventTarget(), { matches: true })
  vi.stubGlobal('matchMedia', () => system)
  const settings = openWindow()
  expect(settings.dark).toBe(true)
  system.dispatchEvent(Object.assign(new Event('change'), { matches: false }))
  expect(settings.dark).toBe(false)
  settings.themeChoice = 'dark'
  expect(settings.dark).toBe(true)
  settings.themeChoice = 'light'
  expect(settings.dark).toBe(false)
})

it('zooms in steps, from between them too, and stops at both ends', () => {
  const settings = openWindow()
  const zoomed = (from: number, direction: 1 | -1): number => {
    settings.zoom = from
    settings.zoomBy(direction)
    return settings.zoom
  }
  expect([zoomed(100, 1), zoomed(100, -1), zoomed(130, 1), zoomed(130, -1), zoomed(200, 1), zoomed(80, -1)]).toEqual([110, 90, 150, 125, 200, 80])
})

describe('what the person likes', () => {
  it('is there again in the next window', async () => {
    const before = openWindow()
    Object.assign(before, { languageChoice: 'zh-CN', themeChoice: 'dark', zoom: 125, railWidth: 200, projectId: 'p' })
    await nextTick()
    expect(openWindow()).toMatchObject({ languageChoice: 'zh-CN', themeChoice: 'dark', zoom: 125, railWidth: 200, inspectorWidth: null, projectId: 'p' })
  })

  it('is only what still makes sense', () => {
    localStorage.setItem(key, JSON.stringify({ languageChoice: 'x', theme: 'purple', zoom: 1000, railWidth: 'wide', projectId: 'p' }))
    expect(openWindow()).toMatchObject({ languageChoice: 'system', themeChoice: 'system', zoom: 100, railWidth: null, projectId: 'p' })
  })

  it.each(['{', 'null', '5'])('is the usual where %s is kept', (kept) => {
    localStorage.setItem(key, kept)
    expect(openWindow()).toMatchObject({ languageChoice: 'system', zoom: 100 })
  })

  it('holds for this window where nothing can be kept', async () => {
    const setItem = vi.fn(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    vi.stubGlobal('localStorage', { getItem: () => null, setItem })
    const settings = openWindow()
    settings.zoom = 125
    await nextTick()
    expect([settings.zoom, setItem.mock.calls.length]).toEqual([125, 1])
  })
})
