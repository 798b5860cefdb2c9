/** `npm run bench -- import`: a made-up table read into typed columns, by Candor and by others, each in a process of its own, in rounds that take turns. */
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
  const readings = new Map<string, Reading[]>()
  for (let round = 1; round <= rounds; round++) {
    for (const [name, [command, ...options]] of readers) {
      const { stdout } = await promisify(execFile)(command, options)
      const reading: Reading = JSON.parse(stdout)
      readings.set(name, [...(readings.get(name) ?? []), reading])
      if (values.json !== undefined) await appendFile(values.json, `${JSON.stringify({ round, name, rows, ...reading })}\n`)
    }
    process.stderr.write(`round ${round} of ${rounds}\n`)
  }
  process.stdout.write(`${tableOf(readings)}\n\n${goalsOf(readings)}\n`)
  return 0
}

async function findReaders(file: string, repository: string, bundles: string, isAlone: boolean): Promise<Map<string, [string, ...string[]]>> {
  const own = join(bundles, 'import-candor.js')
  const readers = new Map<string, [string, ...string[]]>([
    // The heap that the studio's thread for reading has.
    [candor, [process.execPath, semiSpace, own, file, String(Math.min(4, availableParallelism()))]],
    [`${candor}, 1 thread`, [process.execPath, semiSpace, own, file, '1']],
  ])
  if (isAlone) return readers
  const python = await ensurePythonEnvironment(join(repository, 'bench', 'import-requirements.txt'))
  for (const library of pythonPeers) readers.set(library, [python, join(repository, 'bench', 'import_peers.py'), library, file])
  const packages = await ensureJavaScriptEnvironment(join(repository, 'bench', 'import-peers.json'))
  for (const library of javaScriptPeers) readers.set(library, [process.execPath, '--max-old-space-size=8192', join(repository, 'bench', 'import-peers.mjs'), library, file, packages])
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
