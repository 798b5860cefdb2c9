import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { studioPortMessage } from '#contract/shell.ts'
import { desktopPorts } from './desktop-port.ts'

/** What of a MessagePort is used here. */
class Port extends EventTarget {
  start = vi.fn()
  close = vi.fn()
}

const onPort = vi.fn()
const onLost = vi.fn()
let stop: () => void
beforeEach(() => {
  vi.resetAllMocks()
  stop = desktopPorts(onPort, onLost)
})
afterEach(() => stop())

function arrive(data: unknown = studioPortMessage, source: Window | null = window): Port {
  const port = new Port()
  window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: [port] }))
  return port
}

describe('the port of the desktop', () => {
  it('is taken as it arrives, and starts once someone listens', () => {
    const port = arrive()
    expect(onPort.mock.calls).toEqual([[port]])
    expect(port.start).toHaveBeenCalledAfter(onPort)
  })

  it('is not taken from another window or under another name', () => {
    arrive('something else')
    arrive(studioPortMessage, null)
    expect(onPort).not.toHaveBeenCalled()
  })

  it('is lost when it closes, unless the next one is there already', () => {
    const first = arrive()
    const second = arrive()
    first.dispatchEvent(new Event('close'))
    expect(onLost).not.toHaveBeenCalled()
    second.dispatchEvent(new Event('close'))
    expect(onLost).toHaveBeenCalledTimes(1)
  })

  it('is closed, and none is taken any more, when the window is done', () => {
    const port = arrive()
    stop()
    arrive()
    expect([port.close.mock.calls.length, onPort.mock.calls.length]).toEqual([1, 1])
  })
})
