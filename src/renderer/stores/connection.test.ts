import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wireSerializers } from '#contract/serializers.ts'
import { studioContract } from '#contract/studio.ts'
import type { PortSource } from '#renderer/app/client.ts'
import { useConnection } from './connection.ts'

const contract = { studio: { describe: studioContract.studio.describe }, project: { list: studioContract.project.list }, run: { follow: studioContract.run.follow } }
const open: MessagePort[] = []

/** A studio process behind a port. */
function studioPort(startId: string): MessagePort {
  const os = implement(contract)
  const router = os.router({
    studio: { describe: os.studio.describe.handler(() => ({ version: '1', startId, paths: true, engines: [], computer: { processor: '', threads: 1, memoryBytes: 1 } })) },
    project: { list: os.project.list.handler(() => [{ id: 'p', name: startId, changedAt: '', fileName: null, runs: 0 }]) },
    run: {
      follow: os.run.follow.handler(async function* ({ signal }) {
        yield { kind: 'steps', from: 1, stride: 1, loss: Float32Array.of(0.5, Number.NaN), learningRate: Float32Array.of(1, 1), rate: 1 } as const
        await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      }),
    },
  })
  const { port1, port2 } = new MessageChannel()
  new RPCHandler(router, { customJsonSerializers: wireSerializers }).upgrade(port1)
  port1.start()
  open.push(port1, port2)
  return port2
}

let onPort: Parameters<PortSource>[0]
let onLost: Parameters<PortSource>[1]
const stopped = vi.fn()

function connecting() {
  const connection = useConnection()
  connection.connect((port, lost) => {
    onPort = port
    onLost = lost
    return stopped
  })
  return connection
}
function bring(port: MessagePort): void {
  onPort(port)
  port.start()
}
async function connected(startId: string) {
  const connection = connecting()
  bring(studioPort(startId))
  await vi.waitFor(() => expect(connection.state).toBe('connected'))
  return connection
}

beforeEach(() => {
  setActivePinia(createPinia())
  stopped.mockReset()
})
afterEach(() => {
  for (const port of open.splice(0)) port.close()
})

describe('the way to the studio', () => {
  it('is there once the studio has said who it is', async () => {
    const connection = connecting()
    expect([connection.state, connection.studio]).toEqual(['connecting', null])
    bring(studioPort('first'))
    await vi.waitFor(() => expect(connection.state).toBe('connected'))
    expect([connection.studio?.startId, connection.connections, connection.restarted]).toEqual(['first', 1, false])
  })

  it('answers what was asked before it was there', async () => {
    const connection = connecting()
    const early = connection.client.project.list({})
    bring(studioPort('first'))
    expect((await early).map(({ name }) => name)).toEqual(['first'])
  })

  it('carries streams with numbers that JSON has no word for', async () => {
    const { client } = await connected('first')
    const events = await client.run.follow({ projectId: 'p', runId: 'r' })
    const { value } = await events.next()
    expect(value).toMatchObject({ loss: Float32Array.of(0.5, Number.NaN) })
    await events.return()
  })

  it('waits for the next port where one is lost, and tells the same studio from one that was started again', async () => {
    const connection = await connected('first')
    onLost()
    expect(connection.state).toBe('lost')
    const between = connection.client.project.list({})
    bring(studioPort('first'))
    await vi.waitFor(() => expect(connection.connections).toBe(2))
    expect([connection.state, connection.restarted, (await between).length]).toEqual(['connected', false, 1])
    onLost()
    bring(studioPort('second'))
    await vi.waitFor(() => expect(connection.connections).toBe(3))
    expect([connection.restarted, connection.studio?.startId]).toEqual([true, 'second'])
  })

  it('asks the next port even where nobody said that the last was lost', async () => {
    const connection = await connected('first')
    bring(studioPort('second'))
    await vi.waitFor(() => expect(connection.connections).toBe(2))
    expect((await connection.client.project.list({})).map(({ name }) => name)).toEqual(['second'])
  })

  it('is lost again where the port closed before the studio could say anything', async () => {
    const connection = connecting()
    const { port1, port2 } = new MessageChannel()
    bring(port2)
    port1.close()
    await vi.waitFor(() => expect(connection.state).toBe('lost'))
    bring(studioPort('first'))
    await vi.waitFor(() => expect(connection.state).toBe('connected'))
  })

  it('ends when the window is done with it, and gives way to another', () => {
    const connection = connecting()
    connecting()
    expect(stopped).toHaveBeenCalledTimes(1)
    connection.disconnect()
    expect(stopped).toHaveBeenCalledTimes(2)
  })
})
