import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EffectScope, effectScope, reactive } from 'vue'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { useStartup } from './use-startup.ts'

const done: string[] = []
const connection = reactive({ connections: 0, state: 'connecting', connect: () => void done.push('connect'), disconnect: () => void done.push('disconnect') })
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => connection }))
vi.mock('#renderer/stores/catalogue.ts', () => ({ useCatalogue: () => ({ load: () => Promise.resolve() }) }))
vi.mock('#renderer/stores/project.ts', () => ({ useProject: () => ({ loadEntries: () => Promise.resolve(void done.push('list')) }) }))
vi.mock('./use-opening.ts', () => ({
  useOpening: () => ({
    openProject: (id: string) => Promise.resolve(void done.push(`project ${id}`)),
    openSource: (source: object, fileName: string) => Promise.resolve(void done.push(`${JSON.stringify(source)} as ${fileName}`)),
  }),
}))
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

let scope: EffectScope
beforeEach(() => {
  setActivePinia(createPinia())
  localStorage.clear()
  history.replaceState(null, '', location.pathname)
  done.length = 0
  Object.assign(connection, { connections: 0, state: 'connecting' })
  scope = effectScope()
})
afterEach(() => scope.stop())

/** The window opens at an address; then the studio is there. */
async function open(hash = '', projectId: string | null = null): Promise<string[]> {
  history.replaceState(null, '', hash === '' ? location.pathname : hash)
  useSettings().projectId = projectId
  scope.run(() => useStartup())
  await settled()
  expect(done).toEqual(['connect'])
  return await reach()
}
async function reach(): Promise<string[]> {
  const from = done.length
  Object.assign(connection, { connections: connection.connections + 1, state: 'connected' })
  await settled()
  return done.slice(from)
}

describe('a window that opens', () => {
  it('lists the projects, once', async () => {
    expect(await open()).toEqual(['list'])
    expect(await reach()).toEqual([])
  })

  it('opens the project of last time', async () => {
    expect(await open('', 'p')).toEqual(['project p'])
  })

  it('opens the file that its address names in place of the project', async () => {
    expect(await open('#/open?path=%2Fhome%2Fada%2Fa.csv', 'p')).toContain('{"kind":"path","path":"/home/ada/a.csv"} as a.csv')
    expect(done).not.toContain('project p')
    expect([useStage().openRequest, location.hash]).toEqual([null, '#/data'])
  })

  it('opens a file that was sent before it opened', async () => {
    expect(await open('#/open?upload=u1&name=a.csv')).toContain('{"kind":"upload","uploadId":"u1","fileName":"a.csv"} as a.csv')
  })

  it('lets go of the studio when it closes', async () => {
    await open()
    scope.stop()
    expect(done.at(-1)).toBe('disconnect')
  })
})
