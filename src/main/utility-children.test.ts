/** Processes beside the studio, as far as it can be shown without Electron, which is stood in for. */
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startUtilityStudio } from './utility-studio.ts'

const { fork } = vi.hoisted(() => ({ fork: vi.fn() }))
vi.mock('electron', () => ({ utilityProcess: { fork } }))

const aProcess = () => Object.assign(new EventEmitter(), { pid: 99_999_999, postMessage: vi.fn(), stderr: new EventEmitter() })
const asked = { kind: 'startChild', child: 'one', program: '/out/main/chunks/tensorflow.process.js', words: ['addon', 'socket'], environment: { THREADS: '1' } }

describe('a process beside the studio of the desktop', () => {
  let [studio, child] = [aProcess(), aProcess()]
  beforeEach(() => {
    studio = aProcess()
    child = aProcess()
    fork.mockReset().mockReturnValueOnce(studio).mockReturnValueOnce(child)
    startUtilityStudio('/out/main/studio.js', {})
  })

  it('is started where the studio asks for it, with its words and environment', () => {
    studio.emit('message', asked)
    expect(fork).toHaveBeenLastCalledWith(asked.program, asked.words, expect.objectContaining({ env: expect.objectContaining({ THREADS: '1' }), stdio: ['ignore', 'ignore', 'pipe'] }))
  })

  it('tells the studio what it prints, and that it is gone', () => {
    studio.emit('message', asked)
    child.stderr.emit('data', Buffer.from('out of memory'))
    child.emit('exit', 11)
    expect(studio.postMessage.mock.calls).toEqual([[{ kind: 'childPrinted', child: 'one', text: 'out of memory' }], [{ kind: 'childEnded', child: 'one', code: 11 }]])
  })

  it('is nothing but a program of the app', () => {
    for (const program of ['/bin/sh', '/out/main/../../bin/sh', '/out/mainly.js']) studio.emit('message', { ...asked, program })
    expect(fork).toHaveBeenCalledOnce()
    expect(studio.postMessage).toHaveBeenCalledTimes(3)
    expect(studio.postMessage).toHaveBeenLastCalledWith({ kind: 'childEnded', child: 'one', code: null })
  })

  it('is killed where the studio says so, or is gone itself', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    studio.emit('message', asked)
    studio.emit('message', { kind: 'endChild', child: 'another' })
    expect(kill).not.toHaveBeenCalled()
    studio.emit('message', { kind: 'endChild', child: 'one' })
    studio.emit('exit', 0)
    expect(kill.mock.calls).toEqual([[99_999_999, 'SIGKILL'], [99_999_999, 'SIGKILL']])
    kill.mockRestore()
  })
})
