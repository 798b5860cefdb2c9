/** How long an engine takes for a step of this very network, timed for a moment on some of its rows. What is learned meanwhile is thrown away. */
import type { Training } from '#contract/training.ts'
import type { Program } from '#engine/network/operations.ts'
import { epochOrder } from '#engine/random/philox.ts'
import type { Engine, Rows } from './engine.ts'

export interface StepTime {
  /** From nothing to the end of the first step. */
  startSeconds: number
  /** Of one step, the median over all calls: what it takes here and now, with whatever else the computer does. */
  milliseconds: number
}

/** Rows at most, but for whole batches of them. */
const mostRows = 8192
/** Calls at least, however long they take. */
const fewestCalls = 3

/** `milliseconds`: how long to look, after as long a time in which it may find out what it does best. */
export async function timeSteps(engine: Engine, program: Program, training: Training, rows: Rows, milliseconds: number): Promise<StepTime> {
  const some = someOf(rows, training.batchSize, program)
  const order = epochOrder(some.count, training.seed, 1)
  const size = Math.min(training.batchSize, some.count)
  const whole = Math.floor(some.count / size)
  const batch = (at: number): Int32Array => order.slice((at % whole) * size, (at % whole) * size + size)
  const begun = performance.now()
  const model = await engine.load(program, training, some)
  try {
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
    call()
    const started = performance.now()
    while (performance.now() - started < milliseconds) call()
    const warm = performance.now()
    const times: number[] = []
    while (times.length < fewestCalls || performance.now() - warm < milliseconds) {
      const before = performance.now()
      const steps = call()
      times.push((performance.now() - before) / steps)
    }
    return { startSeconds: (started - begun) / 1000, milliseconds: times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN }
  } finally {
    model.dispose()
  }
}

/** The first of them, as views: as many beside whole batches as all rows have, so that an engine prepares the same. */
function someOf(rows: Rows, batchSize: number, { inputs, outputs }: Pick<Program, 'inputs' | 'outputs'>): Rows {
  const count = Math.min(rows.count, Math.max(1, Math.floor(mostRows / batchSize)) * batchSize + (rows.count % batchSize))
  return { count, inputs: rows.inputs.subarray(0, count * inputs), targets: rows.targets.subarray(0, count * outputs), weights: rows.weights?.subarray(0, count) ?? null }
}
