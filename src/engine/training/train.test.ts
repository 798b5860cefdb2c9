import { beforeAll, describe, expect, it } from 'vitest'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { upTo } from '#test/tables/columns.ts'
import { bitsOf, Person, seededRows, trainSmall } from '#test/training/small-job.ts'
import type { SmallJob } from '#test/training/small-job.ts'
import { epochOrder } from '../random/philox.ts'
import type { Engine } from './engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = createCompiledEngine()
})

/** Everything that is drawn at random is in it, and everything that an optimizer remembers. */
const lively: SmallJob = {
  layers: [
    { id: 'layer-1', type: 'dense', units: 6, activation: 'relu' },
    { id: 'layer-2', type: 'batchNormalization' },
    { id: 'layer-3', type: 'dropout', rate: 0.3 },
    { id: 'layer-4', type: 'gaussianNoise', stddev: 0.1 },
    { id: 'layer-5', type: 'dense', units: 4, activation: 'gelu', kernelRegularizer: { type: 'l2', l2: 0.01 } },
  ],
  training: { epochs: 4, optimizer: { type: 'adam', learningRate: 0.01, amsgrad: true } },
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

describe('the same job', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)('gives the same weights and losses bit for bit: %s', async (task) => {
    const [first, second] = [await trainSmall(engine, { ...lively, task }), await trainSmall(engine, { ...lively, task })]
    expect(bitsOf(second.outcome.weights)).toEqual(bitsOf(first.outcome.weights))
    expect(second.losses).toEqual(first.losses)
    expect(second.told.epochs.map(({ training, validation }) => [training, validation])).toEqual(first.told.epochs.map(({ training, validation }) => [training, validation]))
  })

  it('is the same where an engine makes many steps in one go, at any number of them', async () => {
    const plain = await trainSmall(engine, lively)
    const asked: number[] = []
    const many: Engine = {
      ...engine,
      async load(program, training, rows) {
        const model = await engine.load(program, training, rows)
        return { ...model, together: { most: () => (asked.length % 3) + 1, steps: (batches, first, rates) => (asked.push(batches.length), batches.map((batch, at) => model.step(batch, first + at, rates[at] ?? NaN))) } }
      },
    }
    const together = await trainSmall(many, lively, new Person(), undefined, 'together')
    expect(bitsOf(together.outcome.weights)).toEqual(bitsOf(plain.outcome.weights))
    expect(together.losses).toEqual(plain.losses)
    // Four batches an epoch: no call goes beyond its end.
    expect(asked).toEqual([1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1])
  })

  it('gives other weights with another seed', async () => {
    const one = await trainSmall(engine, lively)
    const other = await trainSmall(engine, { ...lively, training: { ...lively.training, seed: 2 } })
    expect(bitsOf(other.watched.weightsBefore[0] ?? [])).not.toEqual(bitsOf(one.watched.weightsBefore[0] ?? []))
    expect(other.watched.batches).not.toEqual(one.watched.batches)
  })

  it('is not changed by pauses, single epochs and letting messages through', async () => {
    const plain = await trainSmall(engine, lively)
    const person = new Person({ atFirst: 'pause', afterPause: ['run', 'oneEpoch', 'pause', 'oneEpoch', 'run', 'run'], beforeStep: { 3: 'pause', 15: 'pause' }, slowSteps: [2, 9] })
    let breaths = 0
    const steered = await trainSmall(engine, lively, person, async () => {
      breaths++
    })
    expect([person.waits, person.singleEpochs]).toEqual([6, 2])
    expect(breaths).toBeGreaterThanOrEqual(2)
    expect(bitsOf(steered.outcome.weights)).toEqual(bitsOf(plain.outcome.weights))
    expect(steered.losses).toEqual(plain.losses)
    expect(steered.outcome).toMatchObject({ reason: 'completed', step: 16, epoch: 4 })
  })

  it('knows nothing of what was trained before it', async () => {
    const alone = await trainSmall(engine, lively)
    await trainSmall(engine, { task: 'regression', training: { optimizer: { type: 'sgd', learningRate: 1e6 } } })
    expect(bitsOf((await trainSmall(engine, lively)).outcome.weights)).toEqual(bitsOf(alone.outcome.weights))
  })
})

describe('rows', () => {
  it('are each used once an epoch, in an order of the epoch, the rest in a smaller last batch', async () => {
    const { watched } = await trainSmall(engine, { rows: 27, training: { batchSize: 8, epochs: 3, seed: 5 } })
    expect(watched.batches.map(({ length }) => length)).toEqual([8, 8, 8, 3, 8, 8, 8, 3, 8, 8, 8, 3])
    const epochs = upTo(3).map((epoch) => watched.batches.slice(4 * epoch, 4 * epoch + 4).flat())
    for (const [at, order] of epochs.entries()) {
      expect([...order].sort((a, b) => a - b)).toEqual(upTo(27))
      expect(order).toEqual([...epochOrder(27, 5, at + 1)])
    }
  })

  it('fit in one batch where it is larger than they are', async () => {
    const { watched, outcome } = await trainSmall(engine, { rows: 5, training: { batchSize: 100, epochs: 2 } })
    expect(watched.batches.map(({ length }) => length)).toEqual([5, 5])
    expect(outcome).toMatchObject({ step: 2, epoch: 2 })
  })

  it('count alike in the loss of an epoch, those of the smaller last batch too', async () => {
    const { told, losses, watched } = await trainSmall(engine, { rows: 27, training: { batchSize: 8 } })
    for (const [at, { training }] of told.epochs.entries()) {
      const weighted = sum(upTo(4).map((batch) => (losses[4 * at + batch] ?? NaN) * (watched.batches[batch]?.length ?? NaN))) / 27
      expect(training['loss']).toBeCloseTo(weighted, 6)
      expect(Math.abs(weighted - sum(losses.slice(4 * at, 4 * at + 4)) / 4)).toBeGreaterThan(1e-4)
    }
  })

  it('of all answers pull alike with balanced class weights', async () => {
    // Zero weights answer one half to every row: the first step moves the output's bias by the mean of truth - 1/2 alone.
    const layers: SmallJob['layers'] = [{ id: 'layer-1', type: 'dense', units: 4, activation: 'tanh', kernelInitializer: 'zeros' }]
    const first = async (classWeights: 'none' | 'balanced') => {
      const { outcome, losses } = await trainSmall(engine, { rows: 40, layers, training: { batchSize: 40, epochs: 1, classWeights, optimizer: { type: 'sgd', learningRate: 1 } } })
      // The weights' mean is 1.
      expect(losses[0]).toBeCloseTo(Math.LN2, 6)
      return outcome.weights.find(({ name }) => name === 'output/bias')?.values[0]
    }
    const { targets } = seededRows('binary', 40, 1)
    expect(await first('none')).toBeCloseTo(sum([...targets]) / 40 - 0.5, 6)
    expect(Math.abs(sum([...targets]) / 40 - 0.5)).toBeGreaterThan(0.1)
    expect(await first('balanced')).toBeCloseTo(0, 6)
  })

  it('count alike whatever the class weights where the loss is of numbers', async () => {
    const first = async (classWeights: 'none' | 'balanced') => trainSmall(engine, { task: 'regression', training: { classWeights } })
    expect(bitsOf((await first('balanced')).outcome.weights)).toEqual(bitsOf((await first('none')).outcome.weights))
  })
})

describe('what is told', () => {
  it('is every step in order, with its learning rate, before the epoch that it belongs to', async () => {
    const { told, losses } = await trainSmall(engine, { training: { epochs: 6, optimizer: { type: 'sgd', learningRate: 0.05 } } })
    expect(losses).toHaveLength(24)
    expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true)
    let next = 1
    for (const { from, losses: part, rates } of told.steps) {
      expect(from).toBe(next)
      expect(rates).toEqual(part.map(() => Math.fround(0.05)))
      next += part.length
    }
    let [steps, epoch] = [0, 0]
    for (const [at, what] of told.order.entries()) {
      if (what === 'steps') steps += told.steps[told.order.slice(0, at).filter((earlier) => earlier === 'steps').length]?.losses.length ?? 0
      if (what === 'epoch') expect(steps).toBe(told.epochs[epoch++]?.step)
    }
    expect(epoch).toBe(6)
  })

  it('is every epoch in order, with measures of both parts and the norms of layers with weights', async () => {
    const { told } = await trainSmall(engine, { ...lively, training: { ...lively.training, epochs: 3 } })
    expect(told.epochs.map(({ epoch, step }) => [epoch, step])).toEqual([[1, 4], [2, 8], [3, 12]])
    let seconds = 0
    for (const record of told.epochs) {
      expect(record.seconds).toBeGreaterThan(seconds)
      seconds = record.seconds
      for (const measures of [record.training, record.validation]) {
        expect(Object.keys(measures).sort()).toEqual(['accuracy', 'auc', 'loss', 'precision', 'recall'])
        expect(Object.values(measures).every(Number.isFinite)).toBe(true)
      }
      expect(record.layers.map(({ id }) => id)).toEqual(['layer-1', 'layer-2', 'layer-5', 'output'])
      for (const { gradientNorm, weightNorm } of record.layers) expect([gradientNorm > 0, weightNorm > 0]).toEqual([true, true])
    }
  })

  it('says nothing of validation rows where there are none', async () => {
    const { told } = await trainSmall(engine, { validationRows: 0 })
    expect(told.epochs.map(({ validation }) => validation)).toEqual([{}, {}, {}])
  })

  it('comes before a pause, not after it', async () => {
    const person = new Person({ beforeStep: { 6: 'pause' } })
    const { told } = await trainSmall(engine, {}, person)
    // Steps 1 to 4 are the first epoch; 5 and 6 are told when the pause begins.
    expect(told.steps.some(({ from, losses }) => from + losses.length - 1 === 6)).toBe(true)
    expect(person.waits).toBe(1)
  })

  it('counts no seconds of pauses, before the first step or later', async () => {
    const person = new Person({ atFirst: 'pause', beforeStep: { 2: 'pause' }, afterPause: ['pause', 'pause', 'pause', 'run', 'pause', 'pause', 'run'] })
    const asked = performance.now()
    const { outcome } = await trainSmall(engine, {}, person)
    const all = (performance.now() - asked) / 1000
    expect(person.waits).toBe(7)
    // Each pause lasts 20 ms; timers may be a little early.
    expect(outcome.seconds).toBeLessThan(all - 0.13)
    expect(outcome.seconds).toBeGreaterThan(0)
  })

  it('lets messages through in between where steps take long', async () => {
    let breaths = 0
    await trainSmall(engine, { training: { epochs: 1 } }, new Person({ slowSteps: [1, 2, 3, 4] }), async () => {
      breaths++
    })
    expect(breaths).toBeGreaterThanOrEqual(4)
  })
})
