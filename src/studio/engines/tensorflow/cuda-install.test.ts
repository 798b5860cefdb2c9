/** Installing the build for NVIDIA cards, with small wheels, a real server, and scripts in place of the compiler and of the driver's own program. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { InstallEvent } from '#contract/engine-runtime.ts'
import { StudioError } from '#contract/errors.ts'
import { describeError } from '#contract/wording/errors.ts'
import { zipOf } from '#test/archives/zip-of.ts'
import { serveWheel } from '#test/engines/wheel-server.ts'
import type { WheelServer, WheelServerBehaviour } from '#test/engines/wheel-server.ts'
import { cudaWheels } from './cuda-wheels.ts'
import { pinnedWheel } from './pinned-wheel.ts'
import type { Wheel } from './pinned-wheel.ts'
import { TensorflowRuntime } from './runtime.ts'

interface Made {
  wheel: Wheel
  content: Buffer
}

function made(project: string, files: Readonly<Record<string, Buffer>>): Made {
  const file = `${project.replaceAll('-', '_')}-1.0-py3-none-manylinux2014_x86_64.whl`
  const content = zipOf([...Object.entries(files).map(([name, own]) => ({ name, content: own })), { name: `${project.replaceAll('-', '_')}-1.0.dist-info/WHEEL`, content: '' }])
  const libraries = Object.entries(files).map(([name, own]) => ({ path: name, bytes: own.length }))
  return { content, wheel: { project, version: '1.0', file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), platform: 'linux-x64', libraries, headers: [] } }
}

const processor = made('tensorflow-cpu', { 'tensorflow/lib.so.2': randomBytes(1000) })
const tensorflow = made('tensorflow', { 'tensorflow/lib.so.2': randomBytes(200_000) })
const ncclLibrary = randomBytes(100_000)
const nccl = made('nvidia-nccl-cu12', { 'nvidia/nccl/lib/libnccl.so.2': ncclLibrary })
const nvcc = made('nvidia-cuda-nvcc-cu12', { 'nvidia/cuda_nvcc/bin/ptxas': randomBytes(50_000) })

let base = ''
let server: WheelServer | null = null
beforeEach(async () => void (base = await mkdtemp(path.join(tmpdir(), 'candor-cuda-'))))
afterEach(async () => {
  await server?.close()
  server = null
  await rm(base, { recursive: true, force: true })
})

async function script(name: string, lines: string): Promise<string> {
  const file = path.join(base, name)
  await writeFile(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  return file
}

/** `driver`: a line that the driver's program prints; null: there is none. `finds`: what TensorFlow computes on in its trial. */
async function runtimeWith({ driver = 'NVIDIA A10, 535.161.08, 8.6, 23028' as string | null, finds = 'gpu', says = '' } = {}): Promise<TensorflowRuntime> {
  const program = path.join(base, 'program.cjs')
  await writeFile(program, `console.error(${JSON.stringify(says)}, process.env.TF_CPP_MIN_LOG_LEVEL)
process.on('message', () => process.send({ ok: true, value: { version: [process.env.LD_LIBRARY_PATH, process.env.XLA_FLAGS].join(' '), device: '${finds}', learns: true } }))`)
  return new TensorflowRuntime({
    folder: path.join(base, 'engines'),
    wheel: processor.wheel,
    cudaWheels: [tensorflow.wheel, nccl.wheel, nvcc.wheel],
    program,
    starter: 'self',
    platform: 'linux-x64',
    compilers: [await script('compiler', '[ "$1" = --version ] && exit 0\necho "$@" > "$(dirname "$0")/compiled"\nwhile [ "$1" != -o ]; do shift; done; echo nothing > "$2"')],
    graphicsCommand: driver === null ? path.join(base, 'nowhere') : await script('nvidia-smi', `echo "${driver}"`),
  })
}

async function installed(runtime: TensorflowRuntime, behaviour: Partial<WheelServerBehaviour> = {}, cuda = true): Promise<{ events: InstallEvent[]; outcome: unknown }> {
  await server?.close()
  server = await serveWheel({ file: processor.wheel.file, content: processor.content, others: [tensorflow, nccl, nvcc].map(({ wheel: { project, file }, content }) => ({ project, file, content })), ...behaviour })
  const events: InstallEvent[] = []
  const outcome = await runtime.install({ file: null, index: server.index, cuda }, (event) => void events.push(event), new AbortController().signal).then(
    () => 'installed',
    (error: unknown) => error,
  )
  return { events, outcome }
}

it('lays NVIDIA’s libraries where TensorFlow looks for them, and builds against TensorFlow’s alone', async () => {
  const runtime = await runtimeWith()
  const { outcome, events } = await installed(runtime)
  expect(outcome).toBe('installed')
  const home = path.join(base, 'engines', 'tensorflow')
  expect((await readdir(home)).toSorted()).toEqual(['installed.json', 'lib', 'nvidia', 'tensorflow.node'])
  expect(await readFile(path.join(home, 'nvidia', 'nccl', 'lib', 'libnccl.so.2'))).toEqual(ncclLibrary)
  // XLA starts it as a program.
  expect((await stat(path.join(home, 'nvidia', 'cuda_nvcc', 'bin', 'ptxas'))).mode & 0o111).not.toBe(0)
  const compiled = await readFile(path.join(base, 'compiled'), 'utf8')
  expect(compiled).toContain('-l:lib.so.2')
  expect(compiled).not.toContain('nccl')
  expect(await readdir(path.join(base, 'engines'))).toEqual(['tensorflow'])
  expect(runtime.place()).toMatchObject({ device: 'gpu', cuda: { compiler: path.join(home, 'nvidia', 'cuda_nvcc'), libraries: [path.join(home, 'nvidia', 'nccl', 'lib')] } })
  // The trial ran as runs will.
  expect(events.at(-1)).toMatchObject({ kind: 'done', found: { device: 'gpu', tensorflow: expect.stringMatching(/nvidia\/nccl\/lib.*nvidia\/cuda_nvcc/u) }, runtime: { state: 'installed', graphics: { name: 'NVIDIA A10', reason: null } } })
})

it('counts all files as one download', async () => {
  const { events } = await installed(await runtimeWith())
  const total = tensorflow.content.length + nccl.content.length + nvcc.content.length
  const told = events.flatMap((event) => (event.kind === 'progress' && event.stage === 'downloading' ? [event] : []))
  expect(new Set(told.map(({ totalBytes }) => totalBytes))).toEqual(new Set([total]))
  expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b))
})

it('goes on where the connection broke, in whichever file that was', async () => {
  const runtime = await runtimeWith()
  expect((await installed(runtime, { breaks: [null, 30_000] })).outcome).toMatchObject({ code: 'runtime.network' })
  expect((await installed(runtime)).outcome).toBe('installed')
  expect(server?.ranges).toEqual(['bytes=30000-', null])
})

it('refuses a file of NVIDIA’s that is another one', async () => {
  const content = Buffer.from(nccl.content)
  content[500] = (content[500] ?? 0) ^ 1
  const others = [tensorflow, { ...nccl, content }, nvcc].map(({ wheel: { project, file }, content: own }) => ({ project, file, content: own }))
  const runtime = await runtimeWith()
  expect((await installed(runtime, { others })).outcome).toMatchObject({ code: 'runtime.tampered', details: { file: nccl.wheel.file } })
  expect(runtime.state()).toBe('absent')
})

it.each([
  ['there is no driver', null, 'No NVIDIA driver answers'],
  ['the driver is too old', 'NVIDIA A10, 520.61.05, 8.6, 23028', 'The NVIDIA driver (520.61.05) is too old'],
  ['the card is too new', 'NVIDIA GeForce RTX 5090, 570.86.16, 12.0, 32607', 'The card (NVIDIA GeForce RTX 5090) is too new'],
  ['the card is too old', 'NVIDIA GeForce GTX 980, 535.54.03, 5.2, 4043', 'The card (NVIDIA GeForce GTX 980) is too old'],
])('downloads nothing where %s, and says what to do', async (_, driver, sentence) => {
  const { outcome } = await installed(await runtimeWith({ driver }))
  expect(outcome).toMatchObject({ code: 'runtime.graphics' })
  if (outcome instanceof StudioError) expect(describeError(outcome.code, outcome.details, 'en')).toContain(sentence)
  expect(server?.ranges).toEqual([])
})

it('says so where TensorFlow finds no card in spite of the driver, and computes on the processor', async () => {
  const runtime = await runtimeWith({ finds: 'cpu' })
  expect((await installed(runtime)).events.at(-1)).toMatchObject({ kind: 'done', found: { device: 'cpu' }, runtime: { graphics: { reason: 'unseen' } } })
  expect(runtime.place()).toMatchObject({ device: 'cpu' })
})

it('keeps what TensorFlow says of it, and asks once more whenever a studio is asked for the first time', async () => {
  const says = "dso_loader.cc:144] Could not load dynamic library 'libcusolver.so.11'; dlerror: libcusolver.so.11: cannot open shared object file"
  expect((await installed(await runtimeWith({ finds: 'cpu', says }))).events.at(-1)).toMatchObject({ runtime: { graphics: { reason: 'unseen', hindrance: { kind: 'library', value: 'libcusolver.so.11' } } } })
  const later = await runtimeWith({ finds: 'gpu' })
  expect(later.device()).toBe('cpu')
  expect((await later.view()).graphics).toMatchObject({ reason: null, hindrance: null })
  expect(later.device()).toBe('gpu')
})

it('may follow the build for processors, and be followed by it', async () => {
  const runtime = await runtimeWith()
  expect((await installed(runtime, {}, false)).outcome).toBe('installed')
  expect((await runtime.view()).graphics.reason).toBe('processorBuild')
  expect(runtime.place()?.cuda).toBeNull()
  expect((await installed(runtime)).outcome).toBe('installed')
  expect((await runtime.view()).graphics.reason).toBeNull()
  expect((await installed(runtime, {}, false)).outcome).toBe('installed')
  expect(runtime.place()?.cuda).toBeNull()
})

it('is pinned file by file, TensorFlow first and of the same version as the one for processors', () => {
  expect(cudaWheels[0]).toMatchObject({ project: 'tensorflow', version: pinnedWheel.version })
  expect(cudaWheels).toHaveLength(12)
  for (const { sha256, bytes, libraries, file } of cudaWheels) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/u)
    expect(bytes).toBeGreaterThan(0)
    expect(libraries.length).toBeGreaterThan(0)
    expect(file).toMatch(/x86_64\.whl$/u)
  }
})
