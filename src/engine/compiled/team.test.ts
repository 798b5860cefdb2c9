import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { upTo } from '#test/tables/columns.ts'
import { buildProgram } from '../network/program.ts'
import type { NamedTensor, Rows } from '../training/engine.ts'
import { createCompiledEngine } from './engine.ts'
import type { HelperJob, Helpers } from './helpers.ts'
import { scalars } from './scalars.ts'

const workers: Worker[] = []
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())))

/** Real threads; `job` is what the last one was given. */
function threads(count: number): Helpers & { job: HelperJob | null } {
  const helpers: Helpers & { job: HelperJob | null } = {
    count,
    job: null,
    start(job) {
      helpers.job = job
      // As `runHelper` does: a thread can't import TypeScript here.
      workers.push(new Worker('const { workerData: { module, memory, thread } } = require("node:worker_threads"); new WebAssembly.Instance(module, { engine: { memory } }).exports.help(thread)', { eval: true, workerData: job }))
    },
  }
  return helpers
}

const inputs = 64
const rows = 300
const networks = {
  dense: [{ id: 'layer-1', type: 'dense', units: 100, activation: 'relu' }, { id: 'layer-2', type: 'batchNormalization' }, { id: 'layer-3', type: 'dense', units: 130, activation: 'tanh' }],
  image: [
    { id: 'layer-1', type: 'reshape', height: 8, width: 8, channels: 1 },
    { id: 'layer-2', type: 'conv2d', filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' },
    { id: 'layer-3', type: 'conv2d', filters: 24, kernelSize: 3, activation: 'relu' },
    { id: 'layer-4', type: 'globalAveragePooling2d' },
  ],
}

function rowsFrom(seed: number): Rows {
  const random = createMersenneTwister(seed)
  const unit = (): number => random.next32() / 2 ** 32
  return { count: rows, inputs: Float32Array.from({ length: rows * inputs }, () => 4 * unit() - 2), targets: Float32Array.from({ length: rows }, () => Math.round(unit())), weights: null }
}

/** Weights and losses after so many steps; with threads, they are there from the first to the last. */
async function trained(kind: keyof typeof networks, helpers: ReturnType<typeof threads> | null): Promise<{ weights: NamedTensor[]; losses: number[]; jobs: number }> {
  const plan = Plan.parse({ version: 1, network: { layers: networks[kind] }, training: { batchSize: 140 } })
  const program = buildProgram(plan, { inputs, task: 'binary', classes: 2, trainingRows: rows, validationRows: 0 })
  const model = await createCompiledEngine({ unroll: 1, fused: false }, helpers).load(program, plan.training, rowsFrom(1))
  const start = model.weights()
  const batch = Int32Array.from(upTo(140))
  const state = model.optimizerState()
  // The first step asks for the threads; then it is taken back.
  model.step(batch, 1, 0.01)
  await expect.poll(() => helpers === null || Atomics.load(new Int32Array(helpers.job?.memory.buffer ?? new ArrayBuffer(1024)), scalars.ready / 4) === helpers.count).toBe(true)
  model.setWeights(start)
  model.setOptimizerState(state)
  const losses = upTo(60).map((step) => model.step(Int32Array.from(upTo(step % 3 === 0 ? 45 : 140), (row) => (row * 7 + step) % rows), step + 1, 0.01).loss)
  const weights = model.weights()
  const jobs = helpers?.job === undefined || helpers?.job === null ? 0 : Atomics.load(new Int32Array(helpers.job.memory.buffer), scalars.sequence / 4)
  model.dispose()
  return { weights, losses, jobs }
}

describe('threads that share a step', () => {
  it.each(['dense', 'image'] as const)('change no bit of it, however many they are: %s', async (kind) => {
    const alone = await trained(kind, null)
    for (const count of [1, 2]) {
      const together = await trained(kind, threads(count))
      expect(together.jobs).toBeGreaterThan(10)
      expect(together.losses).toEqual(alone.losses)
      expect(together.weights).toEqual(alone.weights)
    }
  })

  it('end when the network is let go', async () => {
    const before = workers.length
    await trained('dense', threads(1))
    const [worker] = workers.slice(before)
    if (worker === undefined) throw new Error('no thread was started')
    expect(await Promise.race([once(worker, 'exit'), new Promise((resolve) => setTimeout(resolve, 5000, 'still there'))])).toEqual([0])
  })

  it('are not asked for where there is nothing worth sharing', async () => {
    const helpers = threads(1)
    const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units: 4 }] }, training: { batchSize: 8 } })
    const program = buildProgram(plan, { inputs, task: 'binary', classes: 2, trainingRows: rows, validationRows: 0 })
    const model = await createCompiledEngine({ unroll: 1, fused: false }, helpers).load(program, plan.training, rowsFrom(1))
    model.step(Int32Array.from(upTo(8)), 1, 0.01)
    expect(helpers.job).toBeNull()
    model.dispose()
  })
})
