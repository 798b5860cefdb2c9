/** What the page may do, and what its shell takes from it. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { answerShellCalls } from './shell-answers.ts'
import { webPreferences } from './web-preferences.ts'

describe('what the page may do', () => {
  it('is exactly this', () => {
    expect(webPreferences('/preload.cjs')).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      backgroundThrottling: false,
    })
  })

  it('opens nothing outside: no file of the shell uses openExternal, executeJavaScript or a remote address', async () => {
    for (const name of ['index', 'shell', 'window', 'containment', 'shell-answers', 'studio-ports', 'app-protocol']) {
      const source = await readFile(new URL(`./${name}.ts`, import.meta.url), 'utf8')
      expect(source).not.toMatch(/openExternal|executeJavaScript|https?:\/\//)
    }
  })
})

describe('calls of the window to its shell', () => {
  type Listener = (event: { senderFrame: { url: string; parent: unknown } | null }, value?: unknown) => unknown

  function listen() {
    const listeners = new Map<string, Listener>()
    const heard: unknown[] = []
    const ipc = { handle: (name: string, listener: unknown) => void (typeof listener === 'function' && listeners.set(name, (event, value) => listener(event, value))) }
    answerShellCalls(ipc, {
      chooseFile: async (kind) => `/a ${kind}`,
      chooseSavePath: async (name) => `/saved/${name}`,
      setZoom: (percent) => heard.push(percent),
      tell: (facts) => heard.push(facts),
      quit: () => heard.push('quit'),
    })
    return { listeners, heard }
  }

  const own = { senderFrame: { url: 'app://candor/', parent: null } }

  it('are refused from any other frame, each of them', () => {
    const { listeners, heard } = listen()
    expect(listeners.size).toBe(5)
    for (const senderFrame of [null, { url: 'https://evil.test/', parent: null }, { url: 'app://candor/', parent: {} }]) {
      for (const listener of listeners.values()) expect(() => listener({ senderFrame }, {})).toThrow('refused')
    }
    expect(heard).toEqual([])
  })

  it('keep only what they are meant to carry', async () => {
    const { listeners, heard } = listen()
    expect([await listeners.get('candor:choose-file')?.(own, 'project'), await listeners.get('candor:choose-file')?.(own, '/etc')]).toEqual(['/a project', '/a table'])
    expect(await listeners.get('candor:choose-save-path')?.(own, '../../etc/\u0000passwd')).toBe('/saved/....etcpasswd')
    for (const percent of [1000, 10, 150.4, NaN, '200', null]) listeners.get('candor:set-zoom')?.(own, percent)
    expect(heard).toEqual([200, 80, 150])
    heard.length = 0
    for (const facts of [null, 1, {}, { language: 'fr', running: true, recent: [] }, { language: 'en', running: 'yes', recent: [] }]) listeners.get('candor:tell')?.(own, facts)
    expect(heard).toEqual([])
    listeners.get('candor:tell')?.(own, { language: 'en', running: true, recent: [{ id: 'a', name: 'A', more: 1 }, { id: 1 }], more: 1 })
    expect(heard).toEqual([{ language: 'en', running: true, recent: [{ id: 'a', name: 'A' }] }])
  })
})
