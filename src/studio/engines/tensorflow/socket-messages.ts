/** Messages over a socket, each as a structured clone behind its length. */
import type { Socket } from 'node:net'
import { deserialize, serialize } from 'node:v8'

/** Bytes of a length. */
const headBytes = 8

export function sendOver(socket: Socket, message: unknown): void {
  const body = serialize(message)
  const head = Buffer.alloc(headBytes)
  head.writeBigUInt64LE(BigInt(body.length))
  socket.write(head)
  socket.write(body)
}

/** `listener`: is given each of them once it is whole. */
export function hearOver(socket: Socket, listener: (message: unknown) => void): void {
  let parts: Buffer[] = []
  let held = 0
  /** Of the next message, with its head; null: its head is not here yet. */
  let wanted: number | null = null
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    held += part.length
    for (;;) {
      if (held < (wanted ?? headBytes)) return
      // Joined once for each message, not for each part of it.
      const all = parts.length === 1 ? (parts[0] ?? part) : Buffer.concat(parts, held)
      parts = [all]
      wanted ??= headBytes + Number(all.readBigUInt64LE(0))
      if (held < wanted) return
      const body = all.subarray(headBytes, wanted)
      parts = [all.subarray(wanted)]
      held -= wanted
      wanted = null
      listener(deserialize(body))
    }
  })
}
