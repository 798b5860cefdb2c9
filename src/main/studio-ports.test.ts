/** The window has exactly one living port to the studio, whatever of the two is started again. Electron is stood in for. */
import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StudioProcess, StudioState } from '#host/studio-process.ts'
import { connectWindow } from './studio-ports.ts'
import type { UtilityStudio } from './utility-studio.ts'

vi.mock('electron', () => ({
  MessageChannelMain: class {
    port1 = { end: 'of the studio' }
    port2 = { end: 'of the window' }
  },
}))

describe('the port between window and studio', () => {
  let contents = Object.assign(new EventEmitter(), { postMessage: vi.fn() })
  let window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false })
  let listeners = new Set<(state: StudioState) => void>()
  let current: UtilityStudio | null = null

  function utility(): UtilityStudio {
    return { pid: 1, give: vi.fn(), send: () => {}, onMessage: () => {}, onExit: () => {}, stop: () => {}, kill: () => {} }
  }

  function enter(state: StudioState): void {
    for (const listener of listeners) listener(state)
  }

  function navigate(isSameDocument: boolean): void {
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument })
  }

  beforeEach(() => {
    contents = Object.assign(new EventEmitter(), { postMessage: vi.fn() })
    window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false })
    listeners = new Set()
    current = utility()
    const studio = standIn<StudioProcess>({ onState: (listener: (state: StudioState) => void) => (listeners.add(listener), () => listeners.delete(listener)) })
    connectWindow(standIn<BrowserWindow>(window), studio, () => current)
  })

  it('is handed over when the page is there to take it, one end to each', () => {
    expect(contents.postMessage).not.toHaveBeenCalled()
    contents.emit('did-finish-load')
    expect(contents.postMessage).toHaveBeenCalledExactlyOnceWith('candor:studio-port', null, [{ end: 'of the window' }])
    expect(current?.give).toHaveBeenCalledExactlyOnceWith({ end: 'of the studio' })
  })

  it('is a new one after a restart of the studio, to the new process', () => {
    contents.emit('did-finish-load')
    const first = current
    current = null
    enter({ kind: 'restarting', exit: { code: null, reason: 'SIGKILL' }, inMilliseconds: 100 })
    expect(contents.postMessage).toHaveBeenCalledOnce()
    current = utility()
    enter({ kind: 'running' })
    expect(contents.postMessage).toHaveBeenCalledTimes(2)
    expect([first?.give, current.give].map((give) => vi.mocked(give ?? (() => {})).mock.calls.length)).toEqual([1, 1])
  })

  it('is a new one after a reload, not after a change of the fragment', () => {
    contents.emit('did-finish-load')
    navigate(true)
    contents.emit('did-finish-load')
    expect(contents.postMessage).toHaveBeenCalledOnce()
    navigate(false)
    contents.emit('did-finish-load')
    expect(contents.postMessage).toHaveBeenCalledTimes(2)
  })

  it('waits for the page where the studio starts while it loads', () => {
    current = null
    contents.emit('did-finish-load')
    navigate(false)
    current = utility()
    enter({ kind: 'running' })
    expect(contents.postMessage).not.toHaveBeenCalled()
    contents.emit('did-finish-load')
    expect(contents.postMessage).toHaveBeenCalledOnce()
  })

  it('is nobody’s any more when the window is closed', () => {
    contents.emit('did-finish-load')
    window.emit('closed')
    expect(listeners.size).toBe(0)
  })
})

/** The part of an object that is used. */
function standIn<T>(part: object): T {
  const whole: unknown = part
  return whole as T
}
