/** Starts the built studio as the web host and the command line do, in folders of its own, and speaks to it. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { studioEnvironment } from '#contract/channel.ts'
import type { ChannelFrame } from '#contract/channel.ts'
import type { DatasetSource, DatasetView, FileSource, ReadingChoices } from '#contract/dataset.ts'
import { StudioErrorData } from '#contract/error-schemas.ts'
import type { Plan } from '#contract/plan.ts'
import type { ProjectView } from '#contract/project.ts'
import type { RunEvent, RunSummary } from '#contract/run.ts'
import { wireSerializers } from '#contract/serializers.ts'
import type { StudioContract } from '#contract/studio.ts'

export type Client = ContractRouterClient<StudioContract>

export interface Studio {
  client: Client
  home: string
  pid: number
  uploads: string
  downloads: string
  /** SIGKILL, and gone. */
  kill(): Promise<void>
  /** As a host stops it: the pipe closes. */
  stop(): Promise<void>
  /** A second client of the same process. */
  connect(): Client
  /** Everything it printed. */
  log(): string
}

const root = path.join(import.meta.dirname, '..', '..')
const entry = process.env['CANDOR_STUDIO_ENTRY'] ?? path.join(root, 'out', 'main', 'studio.js')

/** `home`: of an earlier studio, to start it again there. Remove with `cleanUp`. */
export async function startStudio(options: { home?: string; paths?: boolean } = {}): Promise<Studio> {
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run "npm run build" first`)
  const base = options.home ?? (await mkdtemp(path.join(tmpdir(), 'candor-journey-')))
  bases.add(base)
  const folders = { home: path.join(base, 'home'), uploads: path.join(base, 'uploads'), downloads: path.join(base, 'downloads') }
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })))
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      [studioEnvironment.home]: folders.home,
      [studioEnvironment.uploads]: folders.uploads,
      [studioEnvironment.downloads]: folders.downloads,
      [studioEnvironment.paths]: options.paths === false ? '0' : '1',
      [studioEnvironment.resources]: path.join(root, 'resources'),
    },
  })
  children.add(child)
  const { pid } = child
  if (pid === undefined) throw new Error('the studio did not start')
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      // A studio prints only when something is wrong: whoever reads a failed test wants to see it.
      process.stderr.write(chunk)
    })
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let channels = 0
  const connect = () => clientOf(child, ++channels)
  return {
    ...folders,
    home: base,
    pid,
    client: connect(),
    connect,
    log: () => printed,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

const children = new Set<ChildProcess>()
const bases = new Set<string>()

/** Ends what is still running and removes every folder made here. */
export async function cleanUp(): Promise<void> {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  children.clear()
  await Promise.all([...bases].map((base) => rm(base, { recursive: true, force: true, maxRetries: 3 })))
  bases.clear()
}

function clientOf(child: ChildProcess, channel: number): Client {
  const port = new EventEmitter()
  const send = (frame: ChannelFrame) => {
    if (!child.connected) throw new Error('the studio is gone')
    child.send(frame, () => {})
  }
  child.on('message', (frame: ChannelFrame) => {
    if (frame.channel !== channel) return
    if (frame.kind === 'data') port.emit('message', { data: frame.data })
    if (frame.kind === 'close') port.emit('close')
  })
  child.once('exit', () => port.emit('close'))
  send({ kind: 'open', channel })
  const link = new RPCLink({
    port: { on: (event, listener) => void port.on(event, listener), postMessage: (data: string | Uint8Array) => send({ kind: 'data', channel, data }) },
    customJsonSerializers: wireSerializers,
  })
  return createORPCClient(link)
}

export const sample = (name: string): DatasetSource => ({ kind: 'sample', name })

/** A new project with this source opened in it. */
export async function projectWith(client: Client, source: DatasetSource, reading: ReadingChoices = {}): Promise<{ project: ProjectView; dataset: DatasetView }> {
  const { id } = await client.project.create({ name: 'journey' })
  const dataset = await opened(await client.dataset.open({ projectId: id, source, reading }))
  return { project: await client.project.open({ projectId: id }), dataset }
}

/** The dataset that ends the stream. */
export async function opened(events: AsyncIterable<{ kind: 'progress' } | { kind: 'opened'; dataset: DatasetView }>): Promise<DatasetView> {
  for await (const event of events) if (event.kind === 'opened') return event.dataset
  throw new Error('the stream ended without a dataset')
}

/** A file of these bytes beside the studio's folders. */
export async function fileWith(studio: Studio, name: string, content: string | Uint8Array): Promise<FileSource> {
  const file = path.join(studio.home, name)
  await writeFile(file, content)
  return { kind: 'path', path: file }
}

export function withTarget(plan: Plan, target: string, training: Partial<Plan['training']> = {}): Plan {
  return { ...plan, recipe: { ...plan.recipe, target }, training: { ...plan.training, ...training } }
}

export interface Followed {
  events: RunEvent[]
  summary: RunSummary
  loss: number[]
  epochs: number
}

/** Watches a run to its end. */
export async function followed(client: Client, projectId: string, runId: string): Promise<Followed> {
  const events: RunEvent[] = []
  for await (const event of await client.run.follow({ projectId, runId })) events.push(event)
  const last = events.at(-1)
  if (last?.kind !== 'summary') throw new Error('the last event is no summary')
  return {
    events,
    summary: last.summary,
    loss: events.flatMap((event) => (event.kind === 'steps' ? [...event.loss] : [])),
    epochs: events.flatMap((event) => (event.kind === 'epochs' ? event.epochs : [])).length,
  }
}

/** The lines of a run's journal that are on the disk: what a killed studio leaves behind, which may be less than it said. */
export async function journalOf(studio: Studio, projectId: string, runId: string): Promise<string[]> {
  return (await readFile(path.join(studio.home, 'home', 'projects', projectId, 'runs', runId, 'events.jsonl'), 'utf8')).split('\n')
}

/** Suggests network and training for a target, trains, and waits for the end. */
export async function trained(client: Client, project: ProjectView, target: string, training: Partial<Plan['training']> = {}): Promise<Followed & { plan: Plan }> {
  const suggested = await client.plan.suggest({ projectId: project.id, plan: withTarget(project.plan, target) })
  const plan = { ...suggested, training: { ...suggested.training, ...training } }
  const { id } = await client.run.start({ projectId: project.id, plan })
  return { plan, ...(await followed(client, project.id, id)) }
}

/** The expected failure of a call: its code and details. */
export async function failure(call: Promise<unknown>): Promise<StudioErrorData> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return StudioErrorData.parse(error.data)
    throw error
  }
  throw new Error('it succeeded')
}
