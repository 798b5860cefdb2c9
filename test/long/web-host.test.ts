/** The loopback host under what a person could really throw at it: a file larger than its memory, a flood of sockets. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { inRoot } from '#scripts/root.mjs'

const megabyte = 1024 * 1024

let home = ''
let host: ChildProcess
let origin = ''
let cookie = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'candor-long-'))
  const child = spawn(process.execPath, [inRoot('out', 'main', 'web.js')], { env: { ...process.env, CANDOR_HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] })
  host = child
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  origin = new URL(String(line).trim()).origin
  const answer = await fetch(String(line).trim(), { redirect: 'manual' })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})

afterAll(async () => {
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
  await rm(home, { recursive: true, force: true })
})

it.skipIf(process.platform !== 'linux')('takes in a file of 2 GB without holding more than a little of it', async () => {
  const before = await memoryOfHost()
  const chunk = Buffer.alloc(megabyte, 'a,b,c\n')
  let most = 0
  async function* bytes() {
    for (let sent = 0; sent < 2048; sent++) {
      if (sent % 64 === 0) most = Math.max(most, await memoryOfHost())
      yield chunk
    }
  }
  const sent = request(`${origin}/upload`, { method: 'POST', headers: { cookie, origin, 'x-candor-upload': '1', 'content-type': 'application/octet-stream' } })
  const answered = once(sent, 'response')
  await pipeline(Readable.from(bytes()), sent)
  const [response] = await answered
  expect(response.statusCode).toBe(201)
  const [own = ''] = await readdir(join(home, 'hosts'))
  const uploads = join(home, 'hosts', own, 'uploads')
  const [name = ''] = await readdir(uploads)
  expect((await stat(join(uploads, name))).size).toBe(2048 * megabyte)
  expect(most - before).toBeLessThan(150 * megabyte)
})

it('closes a socket that sends a gigabyte at once, and serves the next', async () => {
  const socket = await connect()
  const closed = once(socket, 'close')
  socket.on('error', () => {})
  socket.send(Buffer.alloc(1024 * megabyte))
  const [code] = await closed
  expect([1006, 1009]).toContain(code)
  ;(await connect()).terminate()
})

it('lets five hundred sockets come and go', async () => {
  for (let round = 0; round < 10; round++) {
    const sockets = await Promise.all(Array.from({ length: 50 }, connect))
    for (const socket of sockets) socket.terminate()
  }
  expect((await fetch(`${origin}/`, { headers: { cookie } })).status).toBe(200)
})

async function memoryOfHost(): Promise<number> {
  const status = await readFile(`/proc/${host.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/studio`, { headers: { cookie, origin } })
  await once(socket, 'open')
  return socket
}
