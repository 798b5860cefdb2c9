import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PortSource } from './client.ts'
import { socketPorts } from './socket-port.ts'

type Port = Parameters<Parameters<PortSource>[0]>[0]

let sockets: Socket[]
/** A WebSocket whose other end the test is. */
class Socket extends EventTarget {
  readonly sent: unknown[] = []
  binaryType = 'blob'
  readonly address: string
  closed = false
  constructor(address: URL) {
    super()
    this.address = address.href
    sockets.push(this)
  }
  send(data: unknown): void {
    this.sent.push(data)
  }
  close(): void {
    this.closed = true
    this.dispatchEvent(new Event('close'))
  }
}

let ports: Port[]
let lost: number
let stop: () => void
const last = (): Socket => sockets.at(-1) ?? new Socket(new URL('ws://none'))
const open = (): boolean => last().dispatchEvent(new Event('open'))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Socket)
  sockets = []
  ports = []
  lost = 0
  stop = socketPorts((port) => ports.push(port), () => lost++)
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The one port, with what it hears. */
function opened() {
  open()
  const [port] = ports
  if (port === undefined || !('on' in port)) throw new Error('no port')
  const heard: unknown[] = []
  port.on('message', (event?: { data: unknown }) => heard.push(event?.data))
  port.on('close', () => heard.push('closed'))
  return { port, heard }
}

describe('the port over a socket', () => {
  it('is there when the socket is open, at the host the window came from', () => {
    expect(ports.length).toBe(0)
    open()
    expect([ports.length, new URL(last().address).pathname, new URL(last().address).protocol]).toEqual([1, '/studio', 'ws:'])
  })

  it('hears text as text and bytes as bytes, and its end', () => {
    const { heard } = opened()
    last().dispatchEvent(new MessageEvent('message', { data: '{"i":1}' }))
    last().dispatchEvent(new MessageEvent('message', { data: Uint8Array.of(1, 2).buffer }))
    last().close()
    expect([heard, last().binaryType]).toEqual([['{"i":1}', Uint8Array.of(1, 2), 'closed'], 'arraybuffer'])
  })

  it('sends text and bytes and nothing else', () => {
    const { port } = opened()
    const bytes = Uint8Array.of(0, 1, 2, 3).subarray(1, 3)
    port.postMessage('text')
    port.postMessage(bytes)
    expect(last().sent).toEqual(['text', Uint8Array.of(1, 2)])
    expect(() => port.postMessage({})).toThrow(TypeError)
  })
})

describe('a socket that closed', () => {
  it('is opened again after a pause that doubles up to five seconds', () => {
    const pauses = [250, 500, 1000, 2000, 4000, 5000, 5000]
    for (const [at, pause] of pauses.entries()) {
      last().close()
      expect(lost).toBe(at + 1)
      vi.advanceTimersByTime(pause - 1)
      expect(sockets.length).toBe(at + 1)
      vi.advanceTimersByTime(1)
      expect(sockets.length).toBe(at + 2)
    }
  })

  it('is opened again soon where it was open for a while', () => {
    last().close()
    vi.advanceTimersByTime(250)
    open()
    last().close()
    vi.advanceTimersByTime(250)
    open()
    expect([sockets.length, ports.length, lost]).toEqual([3, 2, 2])
  })

  it('stays closed where the window is done with it', () => {
    open()
    stop()
    vi.advanceTimersByTime(60_000)
    expect([last().closed, sockets.length, lost]).toEqual([true, 1, 0])
  })

  it('is not opened again where the window is done while it waits', () => {
    last().close()
    stop()
    vi.advanceTimersByTime(60_000)
    expect(sockets.length).toBe(1)
  })
})
