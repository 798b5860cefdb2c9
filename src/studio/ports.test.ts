import { EventEmitter } from 'node:events'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { eventIterator, oc } from '@orpc/contract'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ChannelFrame } from '#contract/channel.ts'
import { wireSerializers } from '#contract/serializers.ts'
import { portsOfElectron, portsOfFork } from './ports.ts'
import type { FramePipe } from './ports.ts'

const contract = {
  numbers: oc.input(z.object({ values: z.array(z.number().or(z.nan())) })).output(z.object({ values: z.array(z.number().or(z.nan()).or(z.literal(Infinity))), array: z.instanceof(Float32Array) })),
  count: oc.input(z.object({})).output(eventIterator(z.number())),
}

/** A pipe between two ends in one process; frames are cloned, as a real one does. */
function pipes() {
  const near = new EventEmitter()
  const far = new EventEmitter()
  const studio: FramePipe & EventEmitter = Object.assign(near, { send: (frame: ChannelFrame) => far.emit('message', structuredClone(frame)) })
  return { studio, host: { send: (frame: ChannelFrame) => near.emit('message', structuredClone(frame)), on: far.on.bind(far) } }
}

function start() {
  const { studio, host } = pipes()
  const os = implement(contract)
  const stopped: number[] = []
  const router = os.router({
    numbers: os.numbers.handler(() => ({ values: [NaN, Infinity, 1], array: Float32Array.from([NaN, -Infinity, 0.1]) })),
    count: os.count.handler(async function* ({ signal }) {
      try {
        for (let at = 0; ; at++) {
          yield at
          await new Promise((resolve) => setTimeout(resolve, 1))
          signal?.throwIfAborted()
        }
      } finally {
        stopped.push(1)
      }
    }),
  })
  const handler = new RPCHandler(router, { customJsonSerializers: wireSerializers })
  const ports = portsOfFork(studio)
  ports.onPort((port) => handler.upgrade(port))
  const connect = (channel: number) => {
    const port = new EventEmitter()
    host.on('message', (frame: ChannelFrame) => {
      if (frame.kind === 'data' && frame.channel === channel) port.emit('message', { data: frame.data })
    })
    host.send({ kind: 'open', channel })
    const link = new RPCLink({
      port: { on: (event, listener) => void port.on(event, listener), postMessage: (data: string | Uint8Array) => host.send({ kind: 'data', channel, data }) },
      customJsonSerializers: wireSerializers,
    })
    const client: ContractRouterClient<typeof contract> = createORPCClient(link)
    return client
  }
  return { studio, host, ports, connect, stopped }
}

describe('channels over one pipe', () => {
  it('carry typed arrays, NaN and infinities to several clients', async () => {
    const { connect } = start()
    for (const client of [connect(1), connect(2)]) {
      const { values, array } = await client.numbers({ values: [] })
      expect(values).toEqual([NaN, Infinity, 1])
      expect(array).toEqual(Float32Array.from([NaN, -Infinity, 0.1]))
    }
  })

  it('end the streams of a client whose channel closes, and of no other', async () => {
    const { connect, host, stopped } = start()
    const first = await connect(1).count({})
    const second = await connect(2).count({})
    expect((await first.next()).value).toBe(0)
    expect((await second.next()).value).toBe(0)
    host.send({ kind: 'close', channel: 1 })
    await expect.poll(() => stopped.length).toBe(1)
    await second.next()
    await second.return(undefined)
    await expect.poll(() => stopped.length).toBe(2)
  })

  it('say when the parent is gone, and end every stream', async () => {
    const { connect, ports, studio, stopped } = start()
    const gone = new Promise<void>((resolve) => ports.onParentGone(resolve))
    const stream = await connect(1).count({})
    await stream.next()
    studio.emit('disconnect')
    await gone
    await expect.poll(() => stopped.length).toBe(1)
  })

  it('drop frames of unknown channels and whatever is no frame', () => {
    const { studio } = start()
    for (const frame of [{ kind: 'data', channel: 9, data: 'x' }, { kind: 'data', channel: 1 }, null, 'x', { kind: 'other', channel: 1 }]) {
      expect(() => studio.emit('message', frame)).not.toThrow()
    }
  })
})

describe('ports that Electron hands over', () => {
  function start() {
    const parent = Object.assign(new EventEmitter(), { postMessage: vi.fn() })
    const { onPort, onParentGone } = portsOfElectron(parent)
    const [brought, stopped] = [vi.fn(), vi.fn()]
    onPort(brought)
    onParentGone(stopped)
    return { say: (data: unknown, ports: unknown[] = []) => parent.emit('message', { data, ports }), brought, stopped }
  }

  it('are clients, listened to before they start', () => {
    const { say, brought, stopped } = start()
    const port = Object.assign(new EventEmitter(), { postMessage: () => {}, start: vi.fn(() => expect(brought).toHaveBeenCalledOnce()) })
    say({ kind: 'port' }, [port])
    expect(brought).toHaveBeenCalledExactlyOnceWith(port)
    expect(port.start).toHaveBeenCalledOnce()
    expect(stopped).not.toHaveBeenCalled()
  })

  it('come with the word to stop, which no other message is', () => {
    const { say, brought, stopped } = start()
    for (const other of [null, 'stop', {}, { kind: 'port' }]) say(other)
    expect(stopped).not.toHaveBeenCalled()
    say({ kind: 'stop' })
    expect(stopped).toHaveBeenCalledOnce()
    expect(brought).not.toHaveBeenCalled()
  })
})
