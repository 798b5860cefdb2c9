/** The built web host with an empty home, and how long its studio's loop was blocked. Knows no browser. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BenchPlace } from './bench-place.ts'
import type { LoopNote } from './responsiveness-loop.ts'

export interface BenchHost {
  /** With its token. */
  address: string
  /** Milliseconds since 1970 when its process was asked for. */
  startedAt: number
  loopNotes(): Promise<LoopNote[]>
  close(): Promise<void>
}

/** Throws an Error where the host ends before it says its address. */
export async function startHost({ repository, bundles }: BenchPlace): Promise<BenchHost> {
  const home = await mkdtemp(join(tmpdir(), 'candor-responsiveness-'))
  const notes = join(home, 'loop.jsonl')
  const startedAt = Date.now()
  const child = spawn(process.execPath, [join(repository, 'out', 'main', 'web.js')], {
    env: { ...process.env, CANDOR_HOME: join(home, 'home'), CANDOR_BENCH_LOOP: notes, NODE_OPTIONS: `--import ${pathToFileURL(join(bundles, 'responsiveness-loop.js')).href}`, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    address: await addressOf(child),
    startedAt,
    async loopNotes() {
      const lines = (await readFile(notes, 'utf8')).trimEnd().split('\n')
      return lines.map((line): LoopNote => JSON.parse(line))
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the host has no output')
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the host ended with exit code ${String(code)}`)))
  const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended])
  // It ends on purpose too.
  ended.catch(() => {})
  return String(line).trim()
}
