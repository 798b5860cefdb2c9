/** How long an engine takes for a step of this very network, timed for a moment on some of its rows. What is learned meanwhile is thrown away. */
import type { Device } from '#contract/device.ts'
import type { Training } from '#contract/training.ts'
import type { Program } from '#engine/network/operations.ts'
import { epochOrder } from '#engine/random/philox.ts'
import type { Engine, Rows } from './engine.ts'
import { medianOf } from './time-in-turns.ts'

export interface StepTimer {
  /** What the engine computes on. */
  device: Device
  /** From nothing, with the engine started, to the end of the first step: the run's own start finds it started too. */
  startSeconds: number
  /** Steps for about so many milliseconds, at least one call: milliseconds of one step, the median of its calls. */
  turn(milliseconds: number): number
  /** Frees the network. */
  end(): void
}

/** Rows at most, but for whole batches of them. */
const mostRows = 8192

/** `milliseconds`: how long the engine may find out what it does best. */
export async function startTimer(engine: Engine, program: Program, training: Training, rows: Rows, milliseconds: number): Promise<StepTimer> {
  const some = someOf(rows, training.batchSize, program)
  const order = epochOrder(some.count, training.seed, 1)
  const size = Math.min(training.batchSize, some.count)
  const whole = Math.floor(some.count / size)
  const batch = (at: number): Int32Array => order.slice((at % whole) * size, (at % whole) * size + size)
  const device = (await engine.start?.(program, training, some)) ?? 'cpu'
  const begun = performance.now()
  const model = await engine.load(program, training, some)
  let done = 0
  // Without a learning rate nothing can go wrong, and every step takes as long as it does with one.
  const call = (): number => {
    if (model.together === undefined) {
      model.step(batch(done), done + 1, 0)
      done++
      return 1
    }
    const count = Math.min(model.together.most(), whole)
    const made = model.together.steps(Array.from({ length: count }, (_, at) => batch(done + at)), done + 1, new Array<number>(count).fill(0)).length
    done += made
    return Math.max(1, made)
  }
  const turn = (length: number): number => {
    const times: number[] = []
    const end = performance.now() + length
    do {
      const before = performance.now()
      const steps = call()
      times.push((performance.now() - before) / steps)
    } while (performance.now() < end)
    return medianOf(times)
  }
  try {
    call()
    const startSeconds = (performance.now() - begun) / 1000
    turn(milliseconds)
    return { device, startSeconds, turn, end: () => model.dispose() }
  } catch (error) {
    model.dispose()
    throw error
  }
}

/** The first of them, as views: as many beside whole batches as all rows have, so that an engine prepares the same. */
function someOf(rows: Rows, batchSize: number, { inputs, outputs }: Pick<Program, 'inputs' | 'outputs'>): Rows {
  const count = Math.min(rows.count, Math.max(1, Math.floor(mostRows / batchSize)) * batchSize + (rows.count % batchSize))
  return { count, inputs: rows.inputs.subarray(0, count * inputs), targets: rows.targets.subarray(0, count * outputs), weights: rows.weights?.subarray(0, count) ?? null }
}
