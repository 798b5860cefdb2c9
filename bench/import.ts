/**
 * `npm run bench -- import`: a made-up table read by Candor and by others, each in a process of its own, in rounds that take turns: into typed columns, and
 * once more with summaries of all columns, which Candor always makes and others have functions for.
 */
import { execFile } from 'node:child_process'
import { appendFile, stat } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { BenchPlace } from './bench-place.ts'
import { ensureJavaScriptEnvironment } from './javascript-environment.ts'
import { positiveOption } from './positive-option.ts'
import { ensurePythonEnvironment } from './python-environment.ts'
import { median } from './summary.ts'
import { writeTableFile } from './table-file.ts'
import { textTable } from './text-table.ts'

interface Reading {
  version: string
  seconds: number
  /** Of all threads. */
  processorSeconds: number
  /** Bytes: the most that the process held, itself included. */
  peak: number
}

const untils = ['columns', 'table'] as const
type Until = (typeof untils)[number]

/** A command; `columns` or `table` is its last word. */
interface Reader {
  command: readonly [string, ...string[]]
  summarizes: boolean
}

const candor = 'Candor'
const semiSpace = '--max-semi-space-size=1'
const memoryGoal = { peer: 'duckdb', share: 0.4 }
const pythonPeers = ['duckdb', 'polars', 'pyarrow', 'pandas, C', 'pandas, pyarrow'] as const
const javaScriptPeers = ['uDSV', 'Papa Parse', 'csv-parse'] as const

/** The exit code. Speed is told and never an error. */
export async function run(words: string[], { repository, bundles }: BenchPlace): Promise<number> {
  const { values } = parseArgs({ args: words, options: { rounds: { type: 'string', default: '5' }, rows: { type: 'string', default: '1000000' }, json: { type: 'string' }, alone: { type: 'boolean', default: false } } })
  const rounds = positiveOption('rounds', values.rounds)
  const rows = positiveOption('rows', values.rows)
  const file = join(bundles, 'table.csv')
  await writeTableFile(file, rows)
  const readers = await findReaders(file, repository, bundles, values.alone)
  const { size } = await stat(file)
  process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; ${rows.toLocaleString('en')} rows, ${inMegabytes(size)} MB; rounds: ${rounds}\n\n`)
  const readings: Record<Until, Map<string, Reading[]>> = { columns: new Map(), table: new Map() }
  for (let round = 1; round <= rounds; round++) {
    for (const [name, { command: [program, ...options], summarizes }] of readers) {
      for (const until of untils) {
        if (until === 'table' && !summarizes) continue
        const { stdout } = await promisify(execFile)(program, [...options, until])
        const reading: Reading = JSON.parse(stdout)
        readings[until].set(name, [...(readings[until].get(name) ?? []), reading])
        if (values.json !== undefined) await appendFile(values.json, `${JSON.stringify({ round, name, rows, until, ...reading })}\n`)
      }
    }
    process.stderr.write(`round ${round} of ${rounds}\n`)
  }
  process.stdout.write(`Typed columns:\n${tableOf(readings.columns)}\n\nTyped columns and summaries of all:\n${tableOf(readings.table)}\n\n${goalsOf(readings.columns)}\n`)
  return 0
}

async function findReaders(file: string, repository: string, bundles: string, isAlone: boolean): Promise<Map<string, Reader>> {
  const own = join(bundles, 'import-candor.js')
  const ofCandor = (threads: number): Reader => ({ command: [process.execPath, semiSpace, own, file, String(threads)], summarizes: true })
  const readers = new Map<string, Reader>([
    // The heap that the studio's thread for reading has.
    [candor, ofCandor(Math.min(4, availableParallelism()))],
    [`${candor}, 1 thread`, ofCandor(1)],
  ])
  if (isAlone) return readers
  const python = await ensurePythonEnvironment(join(repository, 'bench', 'import-requirements.txt'))
  for (const library of pythonPeers) readers.set(library, { command: [python, join(repository, 'bench', 'import_peers.py'), library, file], summarizes: library !== 'pyarrow' })
  const packages = await ensureJavaScriptEnvironment(join(repository, 'bench', 'import-peers.json'))
  for (const library of javaScriptPeers) readers.set(library, { command: [process.execPath, '--max-old-space-size=8192', join(repository, 'bench', 'import-peers.mjs'), library, file, packages], summarizes: false })
  return readers
}

/** Ratios are medians of those within each round. */
function tableOf(readings: ReadonlyMap<string, readonly Reading[]>): string {
  const own = readings.get(candor) ?? []
  const lines = [...readings].map(([name, all]) => {
    const seconds = all.map((reading) => reading.seconds)
    const ratios = all.map((reading, round) => reading.seconds / (own[round]?.seconds ?? NaN))
    const processor = median(all.map(({ processorSeconds }) => processorSeconds))
    return [name, all[0]?.version ?? '', Math.min(...seconds).toFixed(2), median(seconds).toFixed(2), processor.toFixed(2), inMegabytes(median(all.map(({ peak }) => peak))), median(ratios).toFixed(2)]
  })
  return textTable(['reader', 'version', 's, least', 's, median', 'processor s', 'peak MB', '× Candor'], lines)
}

function goalsOf(readings: ReadonlyMap<string, readonly Reading[]>): string {
  const medianOf = (name: string, of: (reading: Reading) => number): number => median((readings.get(name) ?? []).map(of))
  const others = [...readings.keys()].filter((name) => !name.startsWith(candor))
  if (others.length === 0) return 'No goals: they are about the other readers.'
  const seconds = (name: string): number => medianOf(name, (reading) => reading.seconds)
  const fastest = others.reduce((best, name) => (seconds(name) < seconds(best) ? name : best))
  const time = seconds(candor) / seconds(fastest)
  const memory = medianOf(candor, ({ peak }) => peak) / medianOf(memoryGoal.peer, ({ peak }) => peak)
  const line = (goal: string, most: number, reached: number): string[] => [goal, most.toFixed(2), reached.toFixed(2), reached <= most ? 'met' : 'not met']
  return textTable(['goal', 'at most', 'reached', ''], [line(`time, of that of the fastest (${fastest})`, 1, time), line(`peak memory, of that of ${memoryGoal.peer}`, memoryGoal.share, memory)])
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}
