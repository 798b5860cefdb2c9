/** `npm run bench -- training`: a training step of Candor beside scikit-learn, PyTorch and Keras, in rounds that take turns. */
import { appendFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canFuse } from '#engine/compiled/fastest-arithmetic.ts'
import type { BenchPlace } from './bench-place.ts'
import type { PeerProcess } from './peer-process.ts'
import { startPeer } from './peer-process.ts'
import { positiveOption } from './positive-option.ts'
import type { PeerLibrary } from './protocol.ts'
import { ensurePythonEnvironment } from './python-environment.ts'
import { judgeGoals, timesLonger, timesOf } from './summary.ts'
import type { Measurement } from './summary.ts'
import { textTable } from './text-table.ts'
import { goals, workloads } from './workloads.ts'

const bare = 'Candor'
const alone = 'Candor, 1 thread'
/** What a plan may ask for from Node 22 on. */
const fused = 'Candor, fused'
const throughTrain = 'Candor, train()'
/** The ways to run each library; its fastest counts. On small networks one thread often wins. */
const enginesOf: Record<PeerLibrary, readonly string[]> = {
  'scikit-learn': ['scikit-learn', 'scikit-learn, 1 thread'],
  pytorch: ['PyTorch', 'PyTorch, 1 thread'],
  keras: ['Keras'],
}

/** The exit code. Speed is told and never an error. */
export async function run(words: string[], place: BenchPlace): Promise<number> {
  const { values } = parseArgs({ args: words, options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '1' }, json: { type: 'string' }, alone: { type: 'boolean', default: false } } })
  const rounds = positiveOption('rounds', values.rounds)
  const seconds = positiveOption('seconds', values.seconds)
  const record = await recorder(values.json)
  const peers = new Map<string, PeerProcess>()
  try {
    await startAll(peers, place, values.alone)
    print(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores; rounds: ${rounds}; for each engine and network in a round: ${seconds} s\n`)
    const started = [...peers].map(([engine, { version, loaded }]) => ({ engine, version, loaded }))
    for (const peer of started) await record({ ...peer })
    print(textTable(['engine', 'version', 'loaded in, ms'], started.map(({ engine, version, loaded }) => [engine, version, loaded.toFixed(0)])))
    const measurements: Measurement[] = []
    for (let round = 1; round <= rounds; round++) {
      for (const workload of workloads) {
        for (const [engine, peer] of peers) {
          // It has no convolution.
          if (engine.startsWith('scikit-learn') && workload.layers.some(({ kind }) => kind !== 'dense')) continue
          const answer = await peer.ask({ workload, seconds })
          const measurement: Measurement = { round, workload: workload.name, engine, ...answer }
          measurements.push(measurement)
          await record({ ...measurement })
        }
      }
      process.stderr.write(`round ${round} of ${rounds}\n`)
    }
    for (const { name } of workloads) print(`\n${name}\n${tableOf(name, [...peers.keys()], measurements)}`)
    print(`\n${goalsReport(measurements)}`)
    return 0
  } finally {
    for (const peer of peers.values()) peer.end()
  }
}

/** One after another, so that none is slowed by the start of the next. Those that started are in `peers` even where one fails. */
async function startAll(peers: Map<string, PeerProcess>, { repository, bundles }: BenchPlace, isAlone: boolean): Promise<void> {
  const candor = join(bundles, 'candor.js')
  peers.set(bare, await startPeer(process.execPath, [candor, 'bare']))
  peers.set(alone, await startPeer(process.execPath, [candor, 'alone']))
  if (canFuse()) peers.set(fused, await startPeer(process.execPath, [candor, 'bare, fused']))
  peers.set(throughTrain, await startPeer(process.execPath, [candor, 'train']))
  if (isAlone) return
  const python = await ensurePythonEnvironment(join(repository, 'bench', 'requirements.txt'))
  for (const [library, engines] of Object.entries(enginesOf)) {
    for (const engine of engines) peers.set(engine, await startPeer(python, [join(repository, 'bench', 'peers.py'), library, ...(engine.endsWith('1 thread') ? ['1'] : [])]))
  }
}

function tableOf(workload: string, engines: readonly string[], measurements: readonly Measurement[]): string {
  const lines = engines.flatMap((engine) => {
    const times = timesOf(measurements, workload, engine)
    const start = measurements.find((one) => one.workload === workload && one.engine === engine)?.start
    if (times === null || start === null || start === undefined) return []
    const ratio = timesLonger(measurements, workload, [engine], bare)
    return [[engine, times.minimum.toPrecision(3), times.median.toPrecision(3), ...[start.compile, start.firstStep, start.firstEpoch].map((value) => value.toFixed(1)), ratio === null ? '' : shortly(ratio.overall), ratio === null ? '' : ratio.rounds.map(shortly).join(' ')]]
  })
  return textTable(['engine', 'ms/step min', 'median', 'compile ms', 'to first step', 'first epoch', '× Candor', 'in each round'], lines)
}

function goalsReport(measurements: readonly Measurement[]): string {
  const loop = judgeGoals(goals, measurements, enginesOf, bare)
  const training = judgeGoals(goals, measurements, enginesOf, throughTrain)
  if (loop.length === 0) return 'No goals: they are about the other libraries.'
  const met = (isMet: boolean | undefined): string => (isMet === true ? 'met' : 'not met')
  return textTable(
    ['goal: times longer than Candor', 'at least', 'bare loop', '', 'train()', ''],
    loop.map(({ workload, peer, times, reached, isMet }, at) => [`${workload}: ${peer}`, String(times), shortly(reached), met(isMet), shortly(training[at]?.reached ?? NaN), met(training[at]?.isMet)]),
  )
}

function shortly(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 1)
}

/** Writes lines of JSON, each as soon as it is known. */
async function recorder(path: string | undefined): Promise<(line: Record<string, unknown>) => Promise<void>> {
  if (path === undefined) return () => Promise.resolve()
  await writeFile(path, '')
  return (line) => appendFile(path, `${JSON.stringify(line)}\n`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
