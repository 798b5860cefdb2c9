/** `npm run bench -- engines`: the compiled engine and TensorFlow's, as graph and compiled by XLA, beside Keras and TensorFlow.js op by op, in rounds that take turns. */
import { existsSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { candorHome } from '#host/folders.ts'
import type { BenchPlace } from './bench-place.ts'
import type { PeerProcess } from './peer-process.ts'
import { startPeer } from './peer-process.ts'
import { positiveOption } from './positive-option.ts'
import { ensurePythonEnvironment } from './python-environment.ts'
import { timesLonger, timesOf } from './summary.ts'
import type { Measurement } from './summary.ts'
import { textTable } from './text-table.ts'
import { largeWorkloads } from './workloads.ts'

const keras = 'Keras fit'
const compiledByXla = 'tensorflow, XLA'
const eager = 'TensorFlow.js, eager'

/** The exit code; 1 where TensorFlow is not installed. */
export async function run(words: string[], { repository, bundles }: BenchPlace): Promise<number> {
  const { values } = parseArgs({ args: words, options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '2' } } })
  const [rounds, seconds] = [positiveOption('rounds', values.rounds), positiveOption('seconds', values.seconds)]
  const addon = process.env['CANDOR_TENSORFLOW'] ?? join(candorHome(), 'engines', 'tensorflow', 'tensorflow.node')
  if (!existsSync(addon)) {
    process.stderr.write('TensorFlow is not installed: npm run -s candor -- engines install tensorflow\n')
    return 1
  }
  const candor = join(bundles, 'candor.js')
  const peers = new Map<string, PeerProcess>()
  try {
    peers.set('compiled', await startPeer(process.execPath, [candor, 'bare']))
    peers.set('tensorflow', await startPeer(process.execPath, [candor, 'tensorflow', addon]))
    peers.set(compiledByXla, await startPeer(process.execPath, [candor, 'tensorflow, xla', addon]))
    peers.set(eager, await startPeer(process.execPath, [candor, 'tfjs', join(repository, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist')]))
    const python = await ensurePythonEnvironment(join(repository, 'bench', 'requirements.txt'))
    peers.set(keras, await startPeer(python, [join(repository, 'bench', 'peers.py'), 'keras']))
    peers.set('Keras, steps_per_execution=32', await startPeer(python, [join(repository, 'bench', 'peers.py'), 'keras-steps']))
    for (const [name, { version }] of peers) process.stdout.write(`${name}: ${version}\n`)
    process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores; rounds: ${rounds}; for each engine and network in a round: ${seconds} s\n`)
    const measurements: Measurement[] = []
    for (let round = 1; round <= rounds; round++) {
      for (const workload of largeWorkloads) {
        for (const [engine, peer] of peers) {
          // On a processor it is not worth waiting for: no epoch of the convolutions ended within 100 s.
          if (engine === compiledByXla && workload.layers.some(({ kind }) => kind === 'convolution')) continue
          const measurement: Measurement = { round, workload: workload.name, engine, ...(await peer.ask({ workload, seconds })) }
          measurements.push(measurement)
          process.stderr.write(`round ${round} of ${rounds}, ${workload.name}, ${engine}: ${Math.min(...measurement.steps).toPrecision(3)} ms a step\n`)
        }
      }
    }
    for (const { name } of largeWorkloads) process.stdout.write(`\n${name}\n${tableOf(name, [...peers.keys()], measurements)}\n`)
    return 0
  } finally {
    for (const peer of peers.values()) peer.end()
  }
}

function tableOf(workload: string, engines: readonly string[], measurements: readonly Measurement[]): string {
  const lines = engines.flatMap((engine) => {
    const times = timesOf(measurements, workload, engine)
    const start = measurements.find((one) => one.workload === workload && one.engine === engine)?.start
    if (times === null || start === null || start === undefined) return []
    const ratio = timesLonger(measurements, workload, [keras], engine)
    return [[engine, times.minimum.toPrecision(3), times.median.toPrecision(3), start.compile.toFixed(0), start.firstStep.toFixed(0), ratio === null ? '' : ratio.overall.toFixed(2), ratio === null ? '' : ratio.rounds.map((one) => one.toFixed(2)).join(' ')]]
  })
  return textTable(['engine', 'ms/step min', 'median', 'load ms', 'to first step', 'Keras takes × as long', 'in each round'], lines)
}
