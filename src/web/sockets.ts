/** Each WebSocket is one channel to the studio, relayed as it is. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { studioRestarted } from '#contract/web.ts'
import type { Channel } from '#host/channel.ts'

/** Requests are small: plans, choices, pages asked for. */
export const largestMessage = 16 * 1024 * 1024
/** A page that stopped reading is let go before it fills the memory; it can reconnect. */
const longestQueue = 256 * 1024 * 1024
const tooSlow = 1013

export interface Sockets {
  /** Only after the door and the cookie were checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function createSockets(openChannel: () => Channel | null): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })

  function relay(socket: WebSocket): void {
    const channel = openChannel()
    if (!channel) return socket.close(studioRestarted)
    socket.on('message', (data, isBinary) => channel.send(isBinary ? bytesOf(data) : bytesOf(data).toString()))
    socket.on('close', () => channel.close())
    // An oversized or malformed frame: ws closes the socket itself, and 'close' follows.
    socket.on('error', () => {})
    channel.onData((data) => {
      if (socket.bufferedAmount > longestQueue) socket.close(tooSlow)
      else socket.send(data, { binary: typeof data !== 'string' })
    })
    channel.onClose(() => socket.close(studioRestarted))
  }

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, relay),
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}
