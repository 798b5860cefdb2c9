import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { hearOver, sendOver } from './socket-messages.ts'

it('arrive whole and in order, however small or large', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'candor-socket-'))
  const server = createServer().listen(path.join(folder, 'socket'))
  await once(server, 'listening')
  const near = connect(path.join(folder, 'socket'))
  const [far]: Socket[] = await once(server, 'connection')
  const heard: unknown[] = []
  const all = new Promise<void>((resolve) => {
    hearOver(near, (message) => heard.push(message) === 4 && resolve())
  })
  const large = Float32Array.from({ length: 3_000_000 }, (_, at) => at / 3)
  const sent = [{ kind: 'try' }, large, Int32Array.of(1, -2), null]
  if (far !== undefined) for (const message of sent) sendOver(far, message)
  await all
  expect([heard[0], heard[2], heard[3]]).toEqual([sent[0], sent[2], sent[3]])
  expect(heard[1] instanceof Float32Array && Buffer.compare(Buffer.from(heard[1].buffer, heard[1].byteOffset, heard[1].byteLength), Buffer.from(large.buffer)) === 0).toBe(true)
  near.destroy()
  server.close()
  await rm(folder, { recursive: true })
})
