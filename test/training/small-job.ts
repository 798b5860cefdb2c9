/** Small trainings for tests: seeded rows, a plan, a person at the controls, and a record of everything the loop told. */
import type { z } from 'zod'
import { Plan } from '#contract/plan.ts'
import type { Network } from '#contract/network.ts'
import type { Task } from '#contract/recipe.ts'
import type { EpochRecord } from '#contract/run.ts'
import type { Training } from '#contract/training.ts'
import { measure } from '#engine/metrics/measure.ts'
import { buildProgram } from '#engine/network/program.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import type { CourseState } from '#engine/training/course-state.ts'
import type { Engine, NamedTensor, Rows, TrainableModel } from '#engine/training/engine.ts'
import { train } from '#engine/training/train.ts'
import type { TrainingControl, TrainingOutcome, TrainingWatch, Wish } from '#engine/training/train.ts'
import { upTo } from '#test/tables/columns.ts'

export interface SmallJob {
  task?: Task
  rows?: number
  /** 0: none are kept for validation. */
  validationRows?: number
  /** Of all inputs. */
  inputScale?: number
  layers?: z.input<typeof Network>['layers']
  training?: z.input<typeof Training>
  resumeFrom?: CourseState
  checkpointMilliseconds?: number
  watchLayers?: TrainingWatch['layers']
}

/** What the loop told, in order. */
export interface Told {
  order: ('steps' | 'epoch' | 'best')[]
  steps: { from: number; losses: number[]; rates: number[] }[]
  epochs: EpochRecord[]
  best: { epoch: number; weights: NamedTensor[] }[]
  checkpoints: CourseState[]
}

/** What was asked of the engine: rows of each step, and the weights it started from. */
export interface Watched {
  batches: number[][]
  weightsBefore: NamedTensor[][]
}

export interface Finished {
  outcome: TrainingOutcome
  told: Told
  watched: Watched
  /** Loss of every step. */
  losses: number[]
}

const inputs = 3

export async function trainSmall(engine: Engine, { task = 'binary', rows = 27, validationRows = 12, inputScale = 1, layers = [{ id: 'layer-1', type: 'dense', units: 5, activation: 'tanh' }], training = {}, watchLayers, ...resuming }: SmallJob = {}, person = new Person(), pause = () => Promise.resolve(), steps: 'one by one' | 'together' = 'one by one'): Promise<Finished> {
  const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize: 8, epochs: 3, ...training } })
  const program = buildProgram(plan, { inputs, task, classes: { binary: 2, multiclass: 3, regression: 0 }[task], trainingRows: rows, validationRows })
  const told: Told = { order: [], steps: [], epochs: [], best: [], checkpoints: [] }
  const watched: Watched = { batches: [], weightsBefore: [] }
  const outcome = await train({
    program,
    plan,
    rows: seededRows(task, rows, 1, inputScale),
    validation: validationRows === 0 ? null : seededRows(task, validationRows, 2, inputScale),
    engine: steps === 'together' ? engine : watching(engine, (batch, step, model) => {
      watched.batches.push([...batch])
      watched.weightsBefore.push(model.weights())
      person.beforeStep(step)
    }),
    measure: (outputs, own) => measure(task, outputs, own),
    control: person,
    watch: { ...watchInto(told, person), ...(watchLayers === undefined ? {} : { layers: watchLayers }) },
    pause,
    ...resuming,
  })
  return { outcome, told, watched, losses: told.steps.flatMap((part) => part.losses) }
}

interface Mind {
  atFirst?: Wish
  beforeStep?: Record<number, Wish>
  afterEpoch?: Record<number, Wish>
  /** At the end of each pause; 'run' beyond the list. */
  afterPause?: Wish[]
  /** Steps that take 30 ms. */
  slowSteps?: number[]
}

/** Says what is wished, and changes its mind at given moments. */
export class Person implements TrainingControl {
  readonly #mind: Mind
  #wish: Wish
  /** Pauses of 20 ms waited for, and single epochs reported. */
  waits = 0
  singleEpochs = 0

  constructor(mind: Mind = {}) {
    this.#mind = mind
    this.#wish = mind.atFirst ?? 'run'
  }

  beforeStep(step: number): void {
    this.#wish = this.#mind.beforeStep?.[step] ?? this.#wish
    const until = performance.now() + (this.#mind.slowSteps?.includes(step) === true ? 30 : 0)
    while (performance.now() < until);
  }

  afterEpoch(epoch: number): void {
    this.#wish = this.#mind.afterEpoch?.[epoch] ?? this.#wish
  }

  wish(): Wish {
    return this.#wish
  }

  epochDone(): void {
    this.singleEpochs++
    this.#wish = 'pause'
  }

  async wait(): Promise<void> {
    this.waits++
    await new Promise((resolve) => setTimeout(resolve, 20))
    this.#wish = this.#mind.afterPause?.[this.waits - 1] ?? 'run'
  }
}

/** Every bit of the weights, to be compared. */
export function bitsOf(weights: readonly NamedTensor[]): string[] {
  return weights.map(({ name, values }) => `${name} ${[...new Uint32Array(values.slice().buffer)].join(' ')}`)
}

/** The answer depends on the product of two inputs, with some noise: nothing learns it by heart in a few epochs. */
export function seededRows(task: Task, count: number, seed: number, scale = 1): Rows {
  const random = createMersenneTwister(seed)
  const uniform = (): number => random.next32() / 2 ** 31 - 1
  const rows = upTo(count).map(() => [uniform(), uniform(), uniform()])
  const targets = rows.map(([a = 0, b = 0, c = 0]) => targetOf(task, a - 2 * b * c + 0.3 * uniform()))
  return { count, inputs: Float32Array.from(rows.flat(), (value) => scale * value), targets: Float32Array.from(targets.flat()), weights: null }
}

function targetOf(task: Task, score: number): number[] {
  switch (task) {
    case 'binary':
      return [score > 0.4 ? 1 : 0]
    case 'multiclass':
      return [score < -0.5, score >= -0.5 && score < 0.5, score >= 0.5].map(Number)
    case 'regression':
      return [score]
    default:
      return task satisfies never
  }
}

function watchInto(told: Told, person: Person): TrainingWatch {
  return {
    steps(from, loss, learningRate) {
      told.order.push('steps')
      told.steps.push({ from, losses: [...loss], rates: [...learningRate] })
    },
    epoch(record) {
      told.order.push('epoch')
      told.epochs.push(record)
      person.afterEpoch(record.epoch)
    },
    best(epoch, weights) {
      told.order.push('best')
      told.best.push({ epoch, weights })
    },
    checkpoint: (state) => void told.checkpoints.push(state),
  }
}

function watching(engine: Engine, beforeStep: (batch: Int32Array, step: number, model: TrainableModel) => void): Engine {
  return {
    ...engine,
    async load(program, training, rows) {
      // One by one, so that each can be watched.
      const { together: _, ...model } = await engine.load(program, training, rows)
      return {
        ...model,
        step(batch, step, learningRate) {
          beforeStep(batch, step, model)
          return model.step(batch, step, learningRate)
        },
      }
    },
  }
}
