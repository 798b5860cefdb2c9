import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { epochOrder } from '#engine/random/philox.ts'
import { buildProgram } from '../network/program.ts'
import type { Rows, TrainableModel } from '../training/engine.ts'
import { createCompiledEngine } from './engine.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'

const layers = {
  dense: [
    { id: 'layer-1', type: 'dense', units: 33, activation: 'gelu', kernelRegularizer: { type: 'l2', l2: 0.01 } },
    { id: 'layer-2', type: 'batchNormalization' },
    { id: 'layer-3', type: 'dropout', rate: 0.3 },
    { id: 'layer-4', type: 'dense', units: 5, activation: 'tanh' },
    { id: 'layer-5', type: 'gaussianNoise', stddev: 0.1 },
    { id: 'layer-6', type: 'layerNormalization' },
  ],
  image: [
    { id: 'layer-1', type: 'reshape', height: 4, width: 4, channels: 1 },
    { id: 'layer-2', type: 'conv2d', filters: 8, kernelSize: 2, padding: 'same', activation: 'relu' },
    { id: 'layer-3', type: 'conv2d', filters: 3, kernelSize: 2, activation: 'silu' },
    { id: 'layer-4', type: 'maxPooling2d' },
    { id: 'layer-5', type: 'flatten' },
    { id: 'layer-6', type: 'dense', units: 6, activation: 'softplus' },
  ],
}
const inputs = 16
const count = 75

function planFor(kind: keyof typeof layers, optimizer: string, batchSize: number): Plan {
  return Plan.parse({ version: 1, network: { layers: layers[kind] }, training: { batchSize, optimizer: { type: optimizer } } })
}

function rowsFrom(seed: number): Rows {
  const random = createMersenneTwister(seed)
  const unit = (): number => random.next32() / 2 ** 32
  return { count, inputs: Float32Array.from({ length: count * inputs }, () => 4 * unit() - 2), targets: Float32Array.from({ length: count }, () => Math.round(unit())), weights: null }
}

async function modelOf(plan: Plan, arithmetic?: Arithmetic, rows = rowsFrom(1)): Promise<TrainableModel> {
  const program = buildProgram(plan, { inputs, task: 'binary', classes: 2, trainingRows: count, validationRows: 0 })
  return createCompiledEngine(arithmetic).load(program, plan.training, rows)
}

/** SHA-256 of all weights and losses after `epochs` epochs. */
async function hashOf(plan: Plan, epochs: number, arithmetic?: Arithmetic): Promise<string> {
  const model = await modelOf(plan, arithmetic)
  const { batchSize } = plan.training
  const losses: number[] = []
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = epochOrder(count, 1, epoch)
    for (let from = 0; from < count; from += batchSize) losses.push(model.step(order.subarray(from, Math.min(count, from + batchSize)), losses.length + 1, 0.003).loss)
  }
  const hash = createHash('sha256')
  for (const { values } of model.weights()) hash.update(new Uint8Array(values.slice().buffer))
  return hash.update(new Uint8Array(Float64Array.from(losses).buffer)).digest('hex')
}

describe('a compiled step', () => {
  // Seen equal on Node 20 and 24. Another hash here means that plans stored by earlier versions no longer repeat.
  it.each([
    ['dense', 'adam', 'a34af882c14dab363a19133e5059af4bbfdfbbb729ba40fac2289d6ec599601f'],
    ['dense', 'nadam', 'be20ca954810e12d03bba9ded16fc3f452ab7278a69e4ddc6632a1b6a0eaf2ab'],
    ['dense', 'lion', '8993e0c6608e2d7b1913d2a82f29425783a4a3bce1d3cec9ec0488aecc8fcf71'],
    ['image', 'adam', '9bfd48718d0b42819a81ee2a57186c94e52bbbc1572aef868216b466f3ae12da'],
  ] as const)('gives the bits that it gives on every machine: %s, %s', async (kind, optimizer, hash) => {
    expect(await hashOf(planFor(kind, optimizer, 16), 12)).toBe(hash)
  })

  it.each(['dense', 'image'] as const)('gives the same bits however its loops are unrolled: %s', async (kind) => {
    const hashes = await Promise.all(([1, 2, 4, 8] as const).map((unroll) => hashOf(planFor(kind, 'adam', 32), 3, { unroll, fused: false })))
    expect(new Set(hashes).size).toBe(1)
  })

  it('gives a row the same answer to the bit, whatever rows are asked about with it', async () => {
    for (const kind of ['dense', 'image'] as const) {
      const model = await modelOf(planFor(kind, 'adam', 7))
      const rows = rowsFrom(5)
      const all = model.predict(rows.inputs, count)
      for (const [from, length] of [[0, 1], [3, 1], [10, 17], [74, 1], [1, 70]] as const) {
        expect(model.predict(rows.inputs.slice(from * inputs, (from + length) * inputs), length)).toEqual(all.slice(from, from + length))
      }
    }
  })

  it('depends on nothing that an earlier batch has left', async () => {
    for (const kind of ['dense', 'image'] as const) {
      const plan = planFor(kind, 'sgd', 40)
      const [fresh, used] = [await modelOf(plan), await modelOf(plan)]
      const start = used.weights()
      used.step(Int32Array.from({ length: 40 }, (_, at) => at), 1, 0.1)
      used.setWeights(start)
      const batch = Int32Array.of(70, 3, 3, 41, 12)
      expect(used.step(batch, 2, 0.1)).toEqual(fresh.step(batch, 2, 0.1))
      expect(used.weights()).toEqual(fresh.weights())
    }
  })

  it('is the same for a table that is kept in its memory and one that is brought in batch by batch', async () => {
    const few = rowsFrom(2)
    // More than 32 MiB: the rows in question, and many that are never asked for.
    const many = 600_000
    const large: Rows = { count: many, inputs: new Float32Array(many * inputs), targets: new Float32Array(many), weights: null }
    large.inputs.set(few.inputs)
    large.targets.set(few.targets)
    const plan = planFor('dense', 'adam', 16)
    const [kept, staged] = [await modelOf(plan, undefined, few), await modelOf(plan, undefined, large)]
    for (let step = 1; step <= 4; step++) {
      const batch = Int32Array.from({ length: 16 }, (_, at) => (step * 17 + at * 5) % count)
      expect(staged.step(batch, step, 0.01)).toEqual(kept.step(batch, step, 0.01))
    }
    expect(staged.weights()).toEqual(kept.weights())
  })
})
