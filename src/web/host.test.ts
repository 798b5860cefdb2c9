/** Every rule of the loopback host, on a real server with real requests. The studio behind it is a child that echoes. */
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, RequestOptions } from 'node:http'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { contentSecurityPolicy } from '#host/headers.ts'
import type { WebHost } from './host.ts'
import { startWebHost } from './host.ts'
import { busyPort } from './port.ts'
import { largestMessage } from './sockets.ts'

/** Echoes every message; 'die' ends it, as a crash would. */
const echoStudio = `
process.on('message', (frame) => {
  if (frame.kind !== 'data') return
  if (frame.data === 'die') process.exit(9)
  process.send(frame)
})
process.on('disconnect', () => process.exit())
`

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

let folder = ''
let host: WebHost
let cookie = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-web-'))
  await writeFile(join(folder, 'studio.mjs'), echoStudio)
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await mkdir(join(folder, 'renderer-secrets'))
  await writeFile(join(folder, 'renderer', 'index.html'), '<title>Candor</title>')
  await writeFile(join(folder, 'renderer', 'assets', 'a.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'renderer-secrets', 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'))
  await symlink(folder, join(folder, 'renderer', 'up'))
  host = await start()
  const { headers } = await ask(tokenPath())
  cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})

afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

function start(port?: number): Promise<WebHost> {
  return startWebHost({
    studio: join(folder, 'studio.mjs'),
    renderer: join(folder, 'renderer'),
    home: join(folder, 'home'),
    resources: folder,
    ...(port === undefined ? {} : { port }),
  })
}

function tokenPath(): string {
  const { pathname, search } = new URL(host.address)
  return pathname + search
}

function ask(path: string, { headers = {}, method = 'GET', body = '' }: { headers?: RequestOptions['headers']; method?: string; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** As our own page asks. */
function own(headers: Record<string, string> = {}): Record<string, string> {
  return { cookie, origin: `http://127.0.0.1:${host.port}`, ...headers }
}

const upload = { 'x-candor-upload': '1', 'content-type': 'application/octet-stream' }

const routes: { method: string; path: string }[] = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/?token=x' },
  { method: 'HEAD', path: '/' },
  { method: 'GET', path: '/assets/a.js' },
  { method: 'GET', path: '/download/abc' },
  { method: 'POST', path: '/upload' },
  { method: 'GET', path: '/studio' },
  { method: 'GET', path: '/nothing' },
]

describe('Host, Origin and site', () => {
  it.each(routes)('are checked on $method $path: a name that was rebound to this computer gets 403', async ({ method, path }) => {
    for (const name of ['evil.test', `evil.test:${host.port}`, '127.0.0.1', 'localhost', '127.0.0.1:1', `127.0.0.1.evil.test:${host.port}`, `localhost:${host.port}@evil.test`]) {
      const { status } = await ask(path, { method, headers: { ...own(upload), host: name } })
      expect([name, status]).toEqual([name, 403])
    }
  })

  it.each(routes)('are checked on $method $path: another Origin gets 403', async ({ method, path }) => {
    for (const origin of ['http://evil.test', `http://localhost:${host.port}`, `https://127.0.0.1:${host.port}`, `http://127.0.0.1:${host.port + 1}`, 'null', '']) {
      const { status } = await ask(path, { method, headers: own({ ...upload, origin }) })
      expect([origin, status]).toEqual([origin, 403])
    }
  })

  it.each(routes)('are checked on $method $path: a request that another site caused gets 403', async ({ method, path }) => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask(path, { method, headers: own({ ...upload, 'sec-fetch-site': site }) })).status).toBe(403)
    }
  })

  it('let localhost pass as well as 127.0.0.1', async () => {
    expect((await ask('/', { headers: { host: `localhost:${host.port}`, cookie } })).status).toBe(200)
  })

  it('refuse a POST without an Origin', async () => {
    expect((await ask('/upload', { method: 'POST', headers: { cookie, ...upload }, body: 'a' })).status).toBe(403)
  })
})

describe('the token', () => {
  it('becomes a cookie that scripts cannot read and other sites do not send, and leaves the address', async () => {
    const { status, headers } = await ask(tokenPath())
    expect(status).toBe(302)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']).toEqual([expect.stringMatching(new RegExp(`^candor_${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))])
  })

  it('is not the cookie, so that neither betrays the other', () => {
    expect(cookie).not.toContain(new URL(host.address).searchParams.get('token'))
  })

  it('works again: the host lives as long as it does', async () => {
    expect((await ask(tokenPath())).status).toBe(302)
    expect((await ask(tokenPath())).status).toBe(302)
  })

  it('is asked for on every route, and its absence answered with where to find it', async () => {
    for (const { method, path } of routes) {
      const { status, headers } = await ask(path, { method, headers: { origin: `http://127.0.0.1:${host.port}` } })
      expect([method, path, status]).toEqual([method, path, 401])
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect((await ask('/')).body).toContain('请打开')
  })

  it('must be exact, and so must the cookie', async () => {
    const token = new URL(host.address).searchParams.get('token') ?? ''
    for (const wrong of ['', 'x', token.slice(1), `${token}x`, token.toLowerCase()]) expect((await ask(`/?token=${wrong}`)).status).toBe(401)
    for (const wrong of [cookie.slice(0, -1), `${cookie}x`, cookie.replace('candor_', 'candor_1'), `candor_${host.port}=`]) {
      expect((await ask('/', { headers: { cookie: wrong } })).status).toBe(401)
    }
  })

  it('of one host opens no other on this computer', async () => {
    const other = await start()
    try {
      expect(new URL(other.address).searchParams.get('token')).not.toBe(new URL(host.address).searchParams.get('token'))
      const answer = await fetch(`http://127.0.0.1:${other.port}/`, { headers: { cookie } })
      expect(answer.status).toBe(401)
    } finally {
      await other.close()
    }
  })
})

describe('the window’s files', () => {
  it('come with the headers that hold the page together', async () => {
    const { status, headers, body } = await ask('/', { headers: { cookie } })
    expect(status).toBe(200)
    expect(body).toContain('Candor')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(contentSecurityPolicy).toMatchInlineSnapshot(
      `"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"`,
    )
  })

  it('carry the same headers when refused', async () => {
    for (const headers of [{}, { host: 'evil.test' }]) {
      expect((await ask('/', { headers })).headers).toMatchObject({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' })
    }
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/assets/../../secret.txt',
    '//etc/passwd',
    '//',
    '//x:99999/',
    '/\\',
    '/%2fetc%2fpasswd',
    '/C:/windows/win.ini',
    '/%5c%5cserver%5cshare',
    '/link.txt',
    '/up/secret.txt',
    '/../renderer-secrets/secret.txt',
    '/index.html%00.js',
    '/index.html/',
    '/assets',
    '/%ff',
    '/studio.mjs',
  ])('are all that a path can reach: %s is not found', async (path) => {
    const { status, body } = await ask(path, { headers: { cookie } })
    expect([status, body]).toEqual([404, ''])
  })

  it('are asked for by a path: a proxy’s address and * are refused', async () => {
    for (const path of ['http://evil.test/index.html', '*']) expect((await ask(path, { headers: { cookie } })).status).toBe(400)
  })

  it('are read only: nothing else is a method here', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await ask('/assets/a.js', { method, headers: own() })).status).toBe(405)
    }
  })
})

describe('an upload', () => {
  it('is streamed to a private folder under a name of our own', async () => {
    const { status, body } = await ask('/upload', { method: 'POST', headers: own(upload), body: 'a,b\n1,2\n' })
    expect(status).toBe(201)
    const { uploadId }: { uploadId: string } = JSON.parse(body)
    expect(uploadId).toMatch(/^[0-9a-f]{32}$/)
    expect(await readFile(join(await uploadsFolder(), uploadId), 'utf8')).toBe('a,b\n1,2\n')
  })

  it('needs the header that no form can send, and the content type of bytes', async () => {
    const before = (await readdir(await uploadsFolder())).length
    const plain = 'application/octet-stream'
    expect((await ask('/upload', { method: 'POST', headers: own({ 'content-type': plain }), body: 'a' })).status).toBe(403)
    expect((await ask('/upload', { method: 'POST', headers: own({ ...upload, 'content-type': 'multipart/form-data' }), body: 'a' })).status).toBe(415)
    expect((await ask('/upload', { method: 'GET', headers: own(upload) })).status).toBe(405)
    expect(await readdir(await uploadsFolder())).toHaveLength(before)
  })

  it('that breaks off leaves nothing behind', async () => {
    const before = (await readdir(await uploadsFolder())).length
    await new Promise<void>((resolve) => {
      const sent = request({ host: '127.0.0.1', port: host.port, path: '/upload', method: 'POST', headers: own({ ...upload, 'content-length': '1000000' }) })
      sent.on('error', () => resolve())
      sent.write('a'.repeat(1000), () => setTimeout(() => sent.destroy(new Error('gone')), 50))
    })
    await expect.poll(async () => (await readdir(await uploadsFolder())).length).toBe(before)
  })
})

describe('a download', () => {
  it('is served once, under its own name', async () => {
    await leaveDownload('id1', '预测 "1".csv', 'a\n1\n')
    const { status, headers, body } = await ask('/download/id1', { headers: { cookie } })
    expect([status, body]).toEqual([200, 'a\n1\n'])
    expect(headers['content-disposition']).toBe(`attachment; filename="__ _1_.csv"; filename*=UTF-8''%E9%A2%84%E6%B5%8B%20%221%22.csv`)
    expect((await ask('/download/id1', { headers: { cookie } })).status).toBe(404)
  })

  it('is not used up by HEAD, nor reached by a path', async () => {
    await leaveDownload('id2', 'a.csv', 'a')
    expect((await ask('/download/id2', { method: 'HEAD', headers: { cookie } })).status).toBe(405)
    for (const path of ['/download/../uploads', '/download/%2e%2e%2fuploads', '/download/', '/download/id2/a.csv']) {
      expect((await ask(path, { headers: { cookie } })).status).toBe(404)
    }
    expect((await ask('/download/id2', { headers: { cookie } })).body).toBe('a')
  })

  it('goes to one of two who ask at once', async () => {
    await leaveDownload('id3', 'a.csv', 'a')
    const answers = await Promise.all([ask('/download/id3', { headers: { cookie } }), ask('/download/id3', { headers: { cookie } })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
  })
})

describe('a WebSocket', () => {
  it('relays text as text and bytes as bytes', async () => {
    const socket = await connect()
    expect(await echoOf(socket, 'hello')).toEqual({ data: Buffer.from('hello'), isBinary: false })
    expect(await echoOf(socket, Buffer.from([0, 1, 255]))).toEqual({ data: Buffer.from([0, 1, 255]), isBinary: true })
    socket.terminate()
  })

  it('hears only its own channel', async () => {
    const [one, two] = await Promise.all([connect(), connect()])
    const heard: string[] = []
    two.on('message', (data) => heard.push(String(data)))
    await echoOf(one, 'for one')
    await echoOf(two, 'for two')
    expect(heard).toEqual(['for two'])
    one.terminate()
    two.terminate()
  })

  it('is refused before the upgrade without our Origin, Host, site and cookie', async () => {
    const origin = `http://127.0.0.1:${host.port}`
    expect(await refusal({ cookie })).toBe(403)
    expect(await refusal({ cookie, origin: 'http://evil.test' })).toBe(403)
    expect(await refusal({ cookie, origin, host: `evil.test:${host.port}` })).toBe(403)
    expect(await refusal({ cookie, origin, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await refusal({ origin })).toBe(401)
    expect(await refusal({ origin, cookie: `${cookie}x` })).toBe(401)
    expect(await refusal({ cookie, origin }, '/other')).toBe(404)
  })

  it('is closed when a message is larger than any request can be', async () => {
    const socket = await connect()
    const closed = closeCode(socket)
    socket.send(Buffer.alloc(largestMessage + 1))
    expect(await closed).toBe(1009)
  })

  it('does not let itself be made to inflate', async () => {
    const socket = await connect()
    expect(socket.extensions).toBe('')
    socket.terminate()
  })

  it('is closed with 4001 when the studio dies, and works again after its restart', async () => {
    const socket = await connect()
    const closed = closeCode(socket)
    socket.send('die')
    expect(await closed).toBe(4001)
    await expect.poll(() => host.studio.state().kind).toBe('running')
    const again = await connect()
    expect(await echoOf(again, 'back')).toMatchObject({ data: Buffer.from('back') })
    again.terminate()
  })
})

describe('the port', () => {
  it('that is asked for and busy is a failure of its own', async () => {
    const busy = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => busy.once('listening', resolve))
    const address = busy.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const before = await readdir(join(folder, 'home', 'hosts'))
    await expect(start(port)).rejects.toEqual(busyPort(port))
    expect(await readdir(join(folder, 'home', 'hosts'))).toEqual(before)
    busy.close()
  })

  it('is open on 127.0.0.1 only', async () => {
    await expect(fetch(`http://[::1]:${host.port}/`)).rejects.toThrow('fetch failed')
  })
})

it('leaves neither process nor folder behind when it is closed', async () => {
  const other = await start()
  const pid = other.studio.child()?.pid ?? 0
  const before = await readdir(join(folder, 'home', 'hosts'))
  await other.close()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(await readdir(join(folder, 'home', 'hosts'))).toHaveLength(before.length - 1)
})

async function hostFolder(): Promise<string> {
  const hosts = join(folder, 'home', 'hosts')
  const [name = ''] = await readdir(hosts)
  return join(hosts, name)
}

async function uploadsFolder(): Promise<string> {
  return join(await hostFolder(), 'uploads')
}

async function leaveDownload(id: string, name: string, content: string): Promise<void> {
  const own = join(await hostFolder(), 'downloads', id)
  await mkdir(own)
  await writeFile(join(own, name), content)
}

function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/studio`, { headers: own() })
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject))
}

function echoOf(socket: WebSocket, message: string | Buffer): Promise<{ data: unknown; isBinary: boolean }> {
  return new Promise((resolve) => {
    socket.once('message', (data, isBinary) => resolve({ data, isBinary }))
    socket.send(message)
  })
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve).on('error', () => {}))
}

/** The status that answered an upgrade. */
function refusal(headers: Record<string, string>, path = '/studio'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('open', () => reject(new Error('it was let in')))
    socket.on('error', () => {})
  })
}
