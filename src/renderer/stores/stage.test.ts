import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useStage } from './stage.ts'

/** The window as it opens at an address. */
function openAt(hash: string) {
  history.replaceState(null, '', hash === '' ? location.pathname : hash)
  setActivePinia(createPinia())
  return useStage()
}
async function goTo(hash: string): Promise<void> {
  history.replaceState(null, '', hash)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
  await nextTick()
}
afterEach(() => history.replaceState(null, '', location.pathname))

describe('the shown stage', () => {
  it('is the one of the address, else the first, and the address says so', () => {
    expect([openAt('#/train').stage, location.hash]).toEqual(['train', '#/train'])
    expect([openAt('#/nonsense').stage, location.hash]).toEqual(['data', '#/data'])
    expect([openAt('').stage, location.hash]).toEqual(['data', '#/data'])
  })

  it('is mirrored in the address, and follows the way back', async () => {
    const store = openAt('')
    const before = history.length
    store.show('network')
    await nextTick()
    expect([location.hash, history.length - before]).toEqual(['#/network', 1])
    await goTo('#/evaluate')
    expect(store.stage).toBe('evaluate')
    await goTo('#/nonsense')
    expect(store.stage).toBe('evaluate')
  })

  it('closes the drawer of the one before', () => {
    const store = openAt('')
    expect(store.inspectorOpen).toBe(false)
    store.inspectorOpen = true
    store.show('train')
    expect(store.inspectorOpen).toBe(false)
  })
})

describe('an address that names a file', () => {
  it('asks for an upload under its name, or for a path', () => {
    expect(openAt('#/open?upload=u1&name=my%20%E6%95%B0%E6%8D%AE.csv').openRequest).toEqual({ kind: 'upload', uploadId: 'u1', fileName: 'my 数据.csv' })
    expect(openAt('#/open?upload=u1').openRequest).toEqual({ kind: 'upload', uploadId: 'u1', fileName: 'u1' })
    expect(openAt('#/open?path=%2Fhome%2Fada%2Fa%26b.csv').openRequest).toEqual({ kind: 'path', path: '/home/ada/a&b.csv' })
    expect(['#/open', '#/open?', '#/open?path=', '#/data?path=a'].map((hash) => openAt(hash).openRequest)).toEqual([null, null, null, null])
  })

  it('may come later, and a move between stages does not take it back', async () => {
    const store = openAt('')
    await goTo('#/open?path=a.csv')
    await goTo('#/train')
    expect([store.openRequest, store.stage]).toEqual([{ kind: 'path', path: 'a.csv' }, 'train'])
  })

  it('stays until the file is taken and not longer: loading the window again opens nothing twice', async () => {
    const store = openAt('#/open?path=a.csv')
    await nextTick()
    expect(location.hash).toBe('#/open?path=a.csv')
    const before = history.length
    store.openRequest = null
    await nextTick()
    expect([location.hash, history.length - before]).toEqual(['#/data', 0])
  })
})
