/** The studio's port in a browser: a WebSocket in the shape of a port, opened again whenever it closes. */
import { socketPath } from '#contract/web.ts'
import type { PortSource } from './client.ts'

const firstPause = 250
const longestPause = 5000

export const socketPorts: PortSource = (onPort, onLost) => {
  let stopped = false
  let pause = firstPause
  let timer: ReturnType<typeof setTimeout> | undefined
  let socket: WebSocket | undefined

  function connect(): void {
    const opening = new WebSocket(new URL(socketPath, location.href.replace(/^http/, 'ws')))
    socket = opening
    opening.binaryType = 'arraybuffer'
    opening.addEventListener('open', () => {
      pause = firstPause
      onPort(portOf(opening))
    })
    opening.addEventListener('close', () => {
      if (stopped) return
      onLost()
      timer = setTimeout(connect, pause)
      pause = Math.min(longestPause, pause * 2)
    })
  }
  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    socket?.close()
  }
}

/** oRPC's messages are text or bytes already; the socket carries them as they are. */
function portOf(socket: WebSocket) {
  return {
    on(event: string, listener: (event?: { data: unknown }) => void): void {
      if (event === 'message') socket.addEventListener('message', ({ data }) => listener({ data: data instanceof ArrayBuffer ? new Uint8Array(data) : data }))
      if (event === 'close') socket.addEventListener('close', () => listener())
    },
    postMessage(data: unknown): void {
      if (typeof data === 'string' || data instanceof ArrayBuffer) socket.send(data)
      else if (data instanceof Uint8Array) socket.send(new Uint8Array(data))
      else throw new TypeError('oRPC sends text or bytes')
    },
  }
}
