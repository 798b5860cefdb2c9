/** Numbers of single steps, passed on a few times a second: a message a step would cost more than the step. */
import type { TrainingWatch } from './outcome.ts'

const milliseconds = 100
const largest = 8192
/** Losses kept to see why a run diverged. */
const remembered = 50

export interface StepReports {
  add(loss: number, learningRate: number): void
  /** Tells what was not told yet. */
  flush(): void
  /** The last finite losses, oldest first; a copy. */
  recent(): number[]
}

/** `before`: steps that were told already, and the last finite losses among them. */
export function createStepReports(watch: TrainingWatch, before: { steps: number; recent: readonly number[] } = { steps: 0, recent: [] }): StepReports {
  const losses = new Float32Array(largest)
  const rates = new Float32Array(largest)
  const recent = [...before.recent]
  let count = 0
  let next = before.steps + 1
  // The first step is told at once: whoever waits for it sees that it has begun.
  let told = -Infinity

  function flush(): void {
    if (count === 0) return
    told = performance.now()
    watch.steps(next, losses.slice(0, count), rates.slice(0, count))
    next += count
    count = 0
  }

  return {
    add(loss, learningRate) {
      losses[count] = loss
      rates[count] = learningRate
      count += 1
      if (Number.isFinite(loss)) recent.push(loss)
      if (recent.length > remembered) recent.shift()
      if (count === largest || performance.now() - told >= milliseconds) flush()
    },
    flush,
    recent: () => [...recent],
  }
}
