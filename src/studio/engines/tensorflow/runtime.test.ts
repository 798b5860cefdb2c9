/** Installing TensorFlow and all that can go wrong with it, with a small wheel in place of the real one and a real server, disk and compiler. */
import { createHash, randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InstallEvent } from '#contract/engine-runtime.ts'
import { zipOf } from '#test/archives/zip-of.ts'
import { serveWheel } from '#test/engines/wheel-server.ts'
import type { WheelServer, WheelServerBehaviour } from '#test/engines/wheel-server.ts'
import type { Wheel } from './pinned-wheel.ts'
import { TensorflowRuntime } from './runtime.ts'
import type { RuntimeOptions } from './runtime.ts'

const library = randomBytes(300_000)
const name = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'
const content = zipOf([
  { name: 'tensorflow/lib.so.2', content: library },
  { name: 'tensorflow/include/tensorflow/c/c_api.h', content: '#error "not the real one"\n' },
  { name: 'tensorflow/other.py', content: 'print()' },
  { name: 'tensorflow_cpu-2.21.0.dist-info/WHEEL', content: 'Tag: cp311-cp311-manylinux_2_27_x86_64' },
])
const small: Wheel = {
  project: 'tensorflow-cpu',
  version: '2.21.0',
  file: name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  platform: 'linux-x64',
  libraries: [{ path: 'tensorflow/lib.so.2', bytes: library.length }],
  headers: ['tensorflow/include/tensorflow/c/c_api.h'],
}

let base = ''
let server: WheelServer | null = null
const mounts: string[] = []
beforeEach(async () => void (base = await mkdtemp(path.join(tmpdir(), 'candor-runtime-'))))
afterEach(async () => {
  vi.restoreAllMocks()
  await server?.close()
  server = null
  for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount])
  await rm(base, { recursive: true, force: true })
})

const folder = (): string => path.join(base, 'engines')
const runtimeWith = (options: Partial<RuntimeOptions> = {}): TensorflowRuntime => new TensorflowRuntime({ folder: folder(), wheel: small, cudaWheels: [{ ...small, sha256: '' }], program: 'none', starter: 'self', platform: 'linux-x64', ...options })

/** A compiler that answers and builds nothing worth having. */
async function pretendCompiler(script: string): Promise<string> {
  const file = path.join(base, 'compiler')
  await writeFile(file, `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${script}\n`, { mode: 0o755 })
  return file
}

/** A folder as scripts/prebuild-addon.mjs leaves it. */
async function broughtAddon(addon: string, note: { tensorflow?: string; sha256?: string } = {}): Promise<string> {
  const brought = path.join(base, 'brought')
  await mkdir(brought)
  await writeFile(path.join(brought, 'tensorflow-linux-x64.node'), addon)
  await writeFile(path.join(brought, 'tensorflow-linux-x64.json'), JSON.stringify({ version: 1, tensorflow: small.version, sha256: createHash('sha256').update(addon).digest('hex'), ...note }))
  return brought
}

interface Tried {
  events: InstallEvent[]
  outcome: unknown
}

async function tryInstall(runtime: TensorflowRuntime, from: { behaviour?: Partial<WheelServerBehaviour>; file?: Buffer; fileName?: string; stop?: AbortController; stopAt?: InstallEvent['kind'] }): Promise<Tried> {
  await server?.close()
  server = await serveWheel({ file: name, content, ...from.behaviour })
  const events: InstallEvent[] = []
  const file = from.file === undefined ? null : { path: path.join(base, 'brought.whl'), fileName: from.fileName ?? name }
  if (file !== null && from.file !== undefined) await writeFile(file.path, from.file)
  const stop = from.stop ?? new AbortController()
  const outcome = await runtime.install({ file, index: server.index, cuda: false }, (event) => void events.push(event), stop.signal).then(
    () => 'installed',
    (error: unknown) => error,
  )
  return { events, outcome }
}

/** All the way to the compiler, which refuses: everything before it went well. */
const atTheCompiler = { code: 'runtime.build', details: { value: expect.stringContaining('not the real one') } }

describe('the download', () => {
  it.each(['json', 'html'] as const)('finds the wheel in an index that answers with %s', async (page) => {
    const { outcome, events } = await tryInstall(runtimeWith(), { behaviour: { page } })
    expect(outcome).toMatchObject(atTheCompiler)
    expect(events.map((event) => (event.kind === 'progress' ? event.stage : event.kind)).filter((stage, at, all) => all.indexOf(stage) === at)).toEqual(['downloading', 'checking', 'unpacking', 'building'])
  })

  it('goes on where the connection broke, and says how far it had come', async () => {
    const runtime = runtimeWith()
    const { outcome } = await tryInstall(runtime, { behaviour: { breaks: [100_000] } })
    expect(outcome).toMatchObject({ code: 'runtime.network' })
    const { downloadedBytes } = (await runtime.view()).needs
    expect(downloadedBytes).toBe(100_000)
    const again = await tryInstall(runtimeWith(), {})
    expect(again.outcome).toMatchObject(atTheCompiler)
    expect(server?.ranges).toEqual(['bytes=100000-'])
  })

  it('begins again with a server that knows no ranges', async () => {
    await tryInstall(runtimeWith(), { behaviour: { breaks: [100_000] } })
    const { outcome } = await tryInstall(runtimeWith(), { behaviour: { ignoresRanges: true } })
    expect(outcome).toMatchObject(atTheCompiler)
  })

  it('keeps what has arrived when it is cancelled, and leaves the rest of the disk alone', async () => {
    const runtime = runtimeWith()
    const stop = new AbortController()
    const work = tryInstall(runtime, { behaviour: { hangs: true }, stop })
    await expect.poll(async () => (await runtime.view()).needs.downloadedBytes).toBeGreaterThan(0)
    stop.abort()
    expect((await work).outcome).toBe(stop.signal.reason)
    expect(await readdir(folder())).toEqual(['downloads'])
    expect((await tryInstall(runtime, {})).outcome).toMatchObject(atTheCompiler)
  })

  it('sends the account of a private index, which stands in no error', async () => {
    expect((await tryInstall(runtimeWith(), { behaviour: { account: 'me:secret' } })).outcome).toMatchObject(atTheCompiler)
    await rm(folder(), { recursive: true })
    const { outcome } = await tryInstall(runtimeWith(), { behaviour: { account: 'me:secret', status: 503 } })
    expect(outcome).toMatchObject({ code: 'runtime.network', details: { expected: '503' } })
    expect(JSON.stringify(outcome)).not.toContain('secret')
  })

  it('says that an index does not have it', async () => {
    expect((await tryInstall(runtimeWith(), { behaviour: { page: 'without the file' } })).outcome).toMatchObject({ code: 'runtime.notFound', details: { file: name } })
    expect((await tryInstall(runtimeWith(), { behaviour: { status: 404 } })).outcome).toMatchObject({ code: 'runtime.notFound' })
  })

  it('says that nobody answers', async () => {
    const stop = new AbortController()
    const outcome = await runtimeWith().install({ file: null, index: 'http://127.0.0.1:9/simple/', cuda: false }, () => {}, stop.signal).catch((error: unknown) => error)
    expect(outcome).toMatchObject({ code: 'runtime.network', details: { value: '127.0.0.1:9' } })
  })

  it('throws away a download whose content is another one', async () => {
    const other = Buffer.from(content)
    other[1000] = (other[1000] ?? 0) ^ 1
    const runtime = runtimeWith()
    expect((await tryInstall(runtime, { behaviour: { content: other } })).outcome).toMatchObject({ code: 'runtime.tampered' })
    expect((await runtime.view()).needs.downloadedBytes).toBe(0)
    // One that never ends is left when it is longer than it may be.
    expect((await tryInstall(runtime, { behaviour: { content: Buffer.concat([content, content]) } })).outcome).toMatchObject({ code: 'runtime.tampered' })
  })
})

describe('a file that was brought along', () => {
  it('is used without a network, and stays where it is', async () => {
    const { outcome } = await tryInstall(runtimeWith(), { file: content })
    expect(outcome).toMatchObject(atTheCompiler)
    expect(server?.ranges).toEqual([])
    expect((await stat(path.join(base, 'brought.whl'))).size).toBe(content.length)
  })

  it('is refused when its end is missing', async () => {
    expect((await tryInstall(runtimeWith(), { file: content.subarray(0, 200_000) })).outcome).toMatchObject({ code: 'runtime.truncated', details: { file: name } })
  })

  it('is refused when it was changed', async () => {
    const other = Buffer.from(content)
    other[1000] = (other[1000] ?? 0) ^ 1
    expect((await tryInstall(runtimeWith(), { file: other })).outcome).toMatchObject({ code: 'runtime.tampered' })
  })

  it('is refused when it is of another version or for another platform', async () => {
    const older = zipOf([{ name: 'tensorflow_cpu-2.20.0.dist-info/WHEEL', content: '' }])
    expect((await tryInstall(runtimeWith(), { file: older, fileName: 'x.whl' })).outcome).toMatchObject({ code: 'runtime.otherWheel', details: { value: 'tensorflow_cpu-2.20.0', expected: name } })
    const mac = zipOf([{ name: 'tensorflow_cpu-2.21.0.dist-info/WHEEL', content: '' }])
    expect((await tryInstall(runtimeWith(), { file: mac, fileName: 'tensorflow_cpu-2.21.0-cp311-cp311-macosx_12_0_arm64.whl' })).outcome).toMatchObject({ code: 'runtime.otherWheel', details: { value: 'tensorflow_cpu-2.21.0-cp311-cp311-macosx_12_0_arm64' } })
  })

  it('is refused when it is no wheel at all', async () => {
    expect((await tryInstall(runtimeWith(), { file: Buffer.from('hello'), fileName: 'notes.txt' })).outcome).toMatchObject({ code: 'runtime.truncated', details: { file: 'notes.txt' } })
  })
})

describe('this computer', () => {
  it('is refused where nobody has proven it, before anything is loaded', async () => {
    const runtime = runtimeWith({ platform: 'linux-riscv64' })
    expect((await runtime.view()).state).toBe('unproven')
    expect((await tryInstall(runtime, {})).outcome).toMatchObject({ code: 'runtime.platform', details: { value: 'linux-riscv64' } })
    expect(server?.ranges).toEqual([])
  })

  it('needs a compiler, which is looked for before anything is loaded', async () => {
    const runtime = runtimeWith({ compilers: ['no-such-compiler'] })
    expect((await runtime.view()).needs.compiler).toBeNull()
    expect((await tryInstall(runtime, {})).outcome).toMatchObject({ code: 'runtime.compiler' })
    expect(server?.ranges).toEqual([])
  })

  it('needs none where the app brings the addon built, which is tried like any other', async () => {
    const prebuilt = await broughtAddon('an addon')
    const runtime = runtimeWith({ compilers: ['no-such-compiler'], prebuilt, program: path.join(import.meta.dirname, 'no-such-program.js') })
    expect((await runtime.view()).needs).toMatchObject({ compiler: null, prebuilt: true })
    expect((await tryInstall(runtime, { file: content })).outcome).toMatchObject({ code: 'runtime.trial' })
  })

  it.each([
    ['of another TensorFlow', { tensorflow: '0.0.1' }],
    ['that was changed', { sha256: '0'.repeat(64) }],
  ])('leaves an addon alone %s', async (_, note) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const runtime = runtimeWith({ compilers: ['no-such-compiler'], prebuilt: await broughtAddon('an addon', note) })
    expect((await runtime.view()).needs.prebuilt).toBe(false)
    expect((await tryInstall(runtime, {})).outcome).toMatchObject({ code: 'runtime.compiler' })
  })

  it.skipIf(process.getuid?.() !== 0)('may run out of space in the middle of the download, which is kept', async () => {
    await mkdir(folder(), { recursive: true })
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', folder()]).status !== 0) return
    mounts.push(folder())
    const runtime = runtimeWith()
    expect((await tryInstall(runtime, {})).outcome).toMatchObject({ code: 'runtime.disk' })
    expect((await runtime.view()).needs.downloadedBytes).toBeGreaterThan(100_000)
    spawnSync('mount', ['-o', 'remount,size=20m', folder()])
    expect((await tryInstall(runtime, {})).outcome).toMatchObject(atTheCompiler)
    expect(server?.ranges[0]).toMatch(/^bytes=\d+-$/u)
  })

  it('is left as it was when the trial fails', async () => {
    const runtime = runtimeWith({ compilers: [await pretendCompiler('while [ "$1" != -o ]; do shift; done; echo nothing > "$2"')], program: path.join(import.meta.dirname, 'no-such-program.js') })
    expect((await tryInstall(runtime, { file: content })).outcome).toMatchObject({ code: 'runtime.trial' })
    expect(runtime.place()).toBeNull()
    expect(await readdir(folder())).toEqual([])
  })
})

describe('what is installed', () => {
  /** Answers the trial as TensorFlow would. */
  async function proving(): Promise<Partial<RuntimeOptions>> {
    const program = path.join(base, 'program.cjs')
    await writeFile(program, "process.on('message', () => process.send({ ok: true, value: { version: '2.21.0', device: 'cpu', learns: true } }))")
    return { compilers: [await pretendCompiler('while [ "$1" != -o ]; do shift; done; echo nothing > "$2"')], program }
  }

  it('is two libraries and the addon, and can be removed', async () => {
    const runtime = runtimeWith(await proving())
    const { events, outcome } = await tryInstall(runtime, {})
    expect(outcome).toBe('installed')
    expect(events.at(-1)).toMatchObject({ kind: 'done', found: { tensorflow: '2.21.0', device: 'cpu' }, runtime: { state: 'installed' } })
    expect((await readdir(path.join(folder(), 'tensorflow'))).toSorted()).toEqual(['installed.json', 'lib', 'tensorflow.node'])
    expect(await readFile(path.join(folder(), 'tensorflow', 'lib', 'lib.so.2'))).toEqual(library)
    expect(await readdir(folder())).toEqual(['tensorflow'])
    expect(runtime.place()?.addon).toBe(path.join(folder(), 'tensorflow', 'tensorflow.node'))
    await runtime.remove()
    expect(await readdir(folder())).toEqual([])
    expect((await runtime.view()).state).toBe('absent')
    await expect(runtime.remove()).rejects.toMatchObject({ code: 'runtime.absent' })
  })

  it('is replaced only by one that works', async () => {
    const good = await proving()
    await tryInstall(runtimeWith(good), {})
    expect((await tryInstall(runtimeWith({ ...good, program: 'none' }), { file: content })).outcome).toMatchObject({ code: 'runtime.trial' })
    expect((await runtimeWith().view()).state).toBe('installed')
    expect((await tryInstall(runtimeWith(good), { file: content })).outcome).toBe('installed')
  })

  it('is noticed when part of it is gone', async () => {
    const runtime = runtimeWith(await proving())
    await tryInstall(runtime, {})
    await rm(path.join(folder(), 'tensorflow', 'lib', 'lib.so.2'))
    expect((await runtime.view()).state).toBe('damaged')
    expect(runtime.place()).toBeNull()
  })

  it('is installed once at a time', async () => {
    const stop = new AbortController()
    const runtime = runtimeWith()
    const first = tryInstall(runtime, { behaviour: { hangs: true }, stop })
    await expect.poll(() => server?.ranges.length).toBe(1)
    const index = server?.index ?? ''
    await expect(runtime.install({ file: null, index, cuda: false }, () => {}, new AbortController().signal)).rejects.toMatchObject({ code: 'runtime.busy' })
    // Another process, whose number is alive.
    const lock = path.join(folder(), 'tensorflow.lock')
    stop.abort()
    await first
    await writeFile(lock, JSON.stringify({ processId: process.ppid }))
    await expect(runtime.install({ file: null, index, cuda: false }, () => {}, new AbortController().signal)).rejects.toMatchObject({ code: 'runtime.busy' })
    await expect(runtimeWith().remove()).rejects.toMatchObject({ code: 'runtime.busy' })
  })
})
