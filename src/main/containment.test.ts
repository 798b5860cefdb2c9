/** Every permission that Electron knows is refused; every way out of the page is closed. Electron's objects are stood in for. */
import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { App, Session } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { containPages, denyNetwork, denyPermissions } from './containment.ts'

describe('permissions', () => {
  it('are denied, every one that this version of Electron names', async () => {
    const asked: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void)[] = []
    const checked: ((contents: unknown, permission: string) => boolean)[] = []
    const device: (() => boolean)[] = []
    denyPermissions(
      standIn<Session>({
        setPermissionRequestHandler: (handler: (typeof asked)[number]) => asked.push(handler),
        setPermissionCheckHandler: (handler: (typeof checked)[number]) => checked.push(handler),
        setDevicePermissionHandler: (handler: () => boolean) => device.push(handler),
        setDisplayMediaRequestHandler: () => {},
        on: () => {},
      }),
    )
    const permissions = await permissionsOfElectron()
    expect(permissions.length).toBeGreaterThan(10)
    for (const permission of permissions) {
      const answer = vi.fn()
      asked[0]?.(null, permission, answer)
      expect(answer).toHaveBeenCalledExactlyOnceWith(false)
      expect(checked[0]?.(null, permission)).toBe(false)
    }
    expect(device[0]?.()).toBe(false)
  })
})

describe('the network', () => {
  it('is out of reach of the page', () => {
    const listeners: ((details: { url: string }, answer: (response: { cancel: boolean }) => void) => void)[] = []
    denyNetwork(standIn<Session>({ webRequest: { onBeforeRequest: (listener: (typeof listeners)[number]) => listeners.push(listener) } }))
    const cancelled = (url: string) => {
      const answer = vi.fn()
      listeners[0]?.({ url }, answer)
      return answer.mock.calls[0]?.[0]?.cancel
    }
    for (const url of ['https://example.test/', 'http://127.0.0.1:80/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'ftp://a/']) expect([url, cancelled(url)]).toEqual([url, true])
    for (const url of ['app://candor/', 'blob:app://candor/1', 'data:text/plain,a']) expect([url, cancelled(url)]).toEqual([url, false])
  })
})

describe('a page', () => {
  function page() {
    const app = new EventEmitter()
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() })
    containPages(standIn<App>(app))
    app.emit('web-contents-created', {}, contents)
    return contents
  }

  it.each(['will-frame-navigate', 'will-redirect'])('goes nowhere else by %s', (event) => {
    const contents = page()
    const outcome = (url: string, isMainFrame: boolean) => {
      const preventDefault = vi.fn()
      contents.emit(event, { url, isMainFrame, preventDefault })
      return preventDefault.mock.calls.length === 1 ? 'stopped' : 'went'
    }
    expect(outcome('https://evil.test/', true)).toBe('stopped')
    expect(outcome('file:///etc/passwd', true)).toBe('stopped')
    expect(outcome('app://candor/', false)).toBe('stopped')
    expect(outcome('app://candor/', true)).toBe('went')
  })

  it('opens no window and holds no webview', () => {
    const contents = page()
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' })
    const preventDefault = vi.fn()
    contents.emit('will-attach-webview', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })
})

/** The names after `permission:` in the signatures of the request and the check handler. */
async function permissionsOfElectron(): Promise<string[]> {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json')
  const types = await readFile(manifest.replace('package.json', 'electron.d.ts'), 'utf8')
  const lists = types.match(/setPermission(?:Request|Check)Handler\(handler:.*?permission: ([^,]*)/g) ?? []
  return [...new Set(lists.flatMap((list) => [...list.matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '')))]
}

/** The part of an Electron object that is used; Electron itself runs only in its own binary. */
function standIn<T>(part: object): T {
  const whole: unknown = part
  return whole as T
}
