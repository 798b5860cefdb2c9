/**
 * A learning rate worth starting from: trains a few steps while the rate grows, and looks at where the loss falls (Smith 2017). What
 * the network learns meanwhile is thrown away. Knows no thread and no screen.
 */
import type { Plan } from '#contract/plan.ts'
import type { RateSearch } from '#contract/rate-search.ts'
import type { Program } from '#engine/network/operations.ts'
import { epochOrder } from '#engine/random/philox.ts'
import { stableExp } from '#engine/random/stable-functions.ts'
import { withClassWeights } from './class-weights.ts'
import type { Engine, Rows } from './engine.ts'
import { startOnData } from './start-on-data.ts'
import { suggestRate } from './suggest-rate.ts'

export interface RateSearchJob {
  program: Program
  plan: Plan
  /** Training rows only. */
  rows: Rows
  engine: Engine
  /** Asked before every step. */
  isCancelled(): boolean
  /** After every step: how many of `rateSteps`. */
  progress?(done: number): void
  /** Lets waiting messages through, between steps. */
  pause(): Promise<void>
}

/** Steps at most, the rate of the first, and how many times as large the last one is: 10 to the power of this. */
export const rateSteps = 100
const slowest = 1e-6
const powersOfTen = 7

/** A loss is over once it is this many times the least one. */
const explosion = 4
/** Of the running average of losses: large enough to see through the noise of batches. */
const smoothing = 0.9

/** null where it was cancelled. The plan's own schedule has no part in it. */
export async function findLearningRate({ program, plan, rows, engine, isCancelled, progress, pause }: RateSearchJob): Promise<RateSearch | null> {
  const { batchSize, seed } = plan.training
  const weighted = withClassWeights(rows, plan.training, program)
  const model = await engine.load(program, plan.training, weighted)
  const points: RateSearch['points'] = []
  let end: RateSearch['end'] = 'complete'
  try {
    startOnData(model, program, rows)
    const stepsPerEpoch = Math.ceil(rows.count / batchSize)
    let order = new Int32Array()
    let average = 0
    let weight = 0
    for (let step = 0; step < rateSteps; step++) {
      await pause()
      if (isCancelled()) return null
      const within = step % stepsPerEpoch
      if (within === 0) order = epochOrder(rows.count, seed, step / stepsPerEpoch + 1)
      const rate = rateOf(step)
      const { loss } = model.step(order.subarray(within * batchSize, Math.min(rows.count, (within + 1) * batchSize)), step + 1, rate)
      progress?.(step + 1)
      if (!Number.isFinite(loss)) {
        end = 'diverged'
        break
      }
      average = smoothing * average + (1 - smoothing) * loss
      weight = smoothing * weight + (1 - smoothing)
      points.push({ rate, loss: average / weight })
      if (hasExploded(points)) {
        end = 'exploded'
        break
      }
    }
  } finally {
    model.dispose()
  }
  return { points, end, suggestion: suggestRate(points) }
}

/** Each the same number of times the one before. */
function rateOf(step: number): number {
  return slowest * stableExp((powersOfTen * Math.LN10 * step) / (rateSteps - 1))
}

/** Losses may be negative: then the distance from the least one counts. */
function hasExploded(points: RateSearch['points']): boolean {
  const last = points.at(-1)?.loss ?? NaN
  const least = Math.min(...points.map(({ loss }) => loss))
  return last - least > (explosion - 1) * Math.abs(least)
}
