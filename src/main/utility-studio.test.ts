/** The studio as a utility process, as far as it can be shown without Electron, which is stood in for. */
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StudioExit } from '#host/studio-child.ts'
import { startUtilityStudio } from './utility-studio.ts'

const { fork } = vi.hoisted(() => ({ fork: vi.fn() }))
vi.mock('electron', () => ({ utilityProcess: { fork } }))

describe('the studio of the desktop', () => {
  let child = Object.assign(new EventEmitter(), { pid: 1, postMessage: vi.fn(), kill: vi.fn() })

  beforeEach(() => {
    child = Object.assign(new EventEmitter(), { pid: 1, postMessage: vi.fn(), kill: vi.fn() })
    fork.mockReset().mockReturnValue(child)
  })

  it('is started with its environment', () => {
    startUtilityStudio('/out/main/studio.js', { CANDOR_HOME: '/home' })
    expect(fork).toHaveBeenCalledExactlyOnceWith('/out/main/studio.js', [], expect.objectContaining({ env: expect.objectContaining({ CANDOR_HOME: '/home' }) }))
  })

  it('is asked to stop by a word that lets it write first, not by a signal', () => {
    startUtilityStudio('', {}).stop()
    expect(child.postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'stop' })
    expect(child.kill).not.toHaveBeenCalled()
  })

  it('can be killed though it is gone', () => {
    // No process has a number this high: Linux stops at 4194304.
    child.pid = 99_999_999
    expect(() => startUtilityStudio('', {}).kill()).not.toThrow()
  })

  it('says once that it has ended, also to who listens late', async () => {
    const studio = startUtilityStudio('', {})
    child.emit('exit', 9)
    expect(await new Promise<StudioExit>((resolve) => studio.onExit(resolve))).toEqual({ code: 9, reason: null })
  })
})
