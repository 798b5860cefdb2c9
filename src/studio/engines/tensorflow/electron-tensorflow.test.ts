/** A process that Electron's main starts for the studio. Electron is stood in for: what it would start as a utility process is a plain Node. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { ChildNews, ChildRequest } from '#contract/channel.ts'
import { carryChildRequests } from './electron-children.ts'
import { electronTensorflow } from './electron-tensorflow.ts'
import type { TensorflowChild, TensorflowPlace } from './tensorflow-child.ts'

/** Answers with what it was started with; a graph ends it. */
const program = `
import { connect } from 'node:net'
import { deserialize, serialize } from 'node:v8'
const socket = connect(process.argv[3])
let data = Buffer.alloc(0)
socket.on('data', (part) => {
  data = Buffer.concat([data, part])
  if (data.length < 8 || data.length < 8 + Number(data.readBigUInt64LE(0))) return
  const { kind } = deserialize(data.subarray(8))
  if (kind === 'load') {
    process.stderr.write('out of memory\\n')
    process.exit(9)
  }
  const body = serialize({ ok: true, value: [process.argv[2], process.env.TF_NUM_INTRAOP_THREADS] })
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(body.length))
  socket.write(Buffer.concat([head, body]))
})
socket.on('close', () => process.exit(0))
`

const started = new Map<string, ChildProcess>()
let [folder, place]: [string, TensorflowPlace] = ['', { program: '', addon: 'the addon', starter: 'electron', device: 'cpu', cuda: null, threads: 3 }]
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-electron-'))
  place = { ...place, program: path.join(folder, 'program.mjs'), log: path.join(folder, 'log') }
  await writeFile(place.program, program)
  const main = Object.assign(new EventEmitter(), { postMessage: (request: ChildRequest) => answerAsElectron(request, (news) => void main.emit('message', { data: news, ports: [] })) })
  carryChildRequests(main)
})
afterEach(() => started.clear())
afterAll(async () => await rm(folder, { recursive: true }))

function answerAsElectron(request: ChildRequest, tell: (news: ChildNews) => void): void {
  const { child: name } = request
  if (request.kind === 'endChild') return void started.get(name)?.kill('SIGKILL')
  const child = spawn(process.execPath, [request.program, ...request.words], { env: { ...process.env, ...request.environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  started.set(name, child)
  child.stderr.on('data', (text) => tell({ kind: 'childPrinted', child: name, text: String(text) }))
  child.on('close', (code) => tell({ kind: 'childEnded', child: name, code }))
}

const ask = (child: TensorflowChild) =>
  new Promise((resolve) => {
    child.onAnswer(resolve)
    child.send({ kind: 'try' })
  })
const ended = (child: TensorflowChild) => new Promise<string>((resolve) => child.onEnd(resolve))

it('is asked and answers, each by itself', async () => {
  const [one, other] = [electronTensorflow(place), electronTensorflow({ ...place, addon: 'another', threads: 1 })]
  expect(await Promise.all([ask(one), ask(other)])).toEqual([{ ok: true, value: ['the addon', '3'] }, { ok: true, value: ['another', '1'] }])
  const both = Promise.all([ended(one), ended(other)])
  one.kill()
  other.kill()
  expect(await both).toEqual(['', ''])
})

it('says how it ended, with its last words, which are in the log too', async () => {
  const child = electronTensorflow(place)
  const how = ended(child)
  child.send({ kind: 'load', file: new Uint8Array(3) })
  expect(await how).toBe('9, out of memory')
  expect(await readFile(place.log ?? '', 'utf8')).toBe('out of memory\n')
  // Into nothing, and no error.
  child.send({ kind: 'try' })
  child.kill()
})
