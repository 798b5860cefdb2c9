/** Where a step lies on the chosen axis of the training charts: steps, epochs or seconds. */
import type { EpochRecord } from '#contract/run.ts'

export const runAxes = ['epoch', 'step', 'time'] as const
export type RunAxis = (typeof runAxes)[number]

export interface RunLength {
  epochs: { done: number; planned: number }
  steps: { done: number; planned: number }
}

/** Steps of one epoch: from what is planned, because the last epoch may be under way. */
export function stepsOfEpoch(length: RunLength): number {
  return Math.max(1, length.steps.planned / Math.max(1, length.epochs.planned))
}

/** The function from a step to its place on the axis. Time is known at the end of each epoch, and even between. */
export function placeOnAxis(axis: RunAxis, length: RunLength, epochs: readonly EpochRecord[]): (step: number) => number {
  switch (axis) {
    case 'step':
      return (step) => step
    case 'epoch': {
      const perEpoch = stepsOfEpoch(length)
      return (step) => step / perEpoch
    }
    case 'time':
      return timeOf(epochs)
    default:
      return axis satisfies never
  }
}

/** Where the axis ends: at what is planned; on time, which no one knows ahead, at a round number beyond the last. */
export function axisEnd(axis: RunAxis, length: RunLength, epochs: readonly EpochRecord[], over: boolean): number {
  switch (axis) {
    case 'step':
      return Math.max(1, over ? length.steps.done : length.steps.planned)
    case 'epoch':
      return Math.max(1, over ? Math.ceil(length.steps.done / stepsOfEpoch(length)) : length.epochs.planned)
    case 'time': {
      const last = timeOf(epochs)(length.steps.done)
      return over && last > 0 ? last : roundUp(last)
    }
    default:
      return axis satisfies never
  }
}

function timeOf(epochs: readonly EpochRecord[]): (step: number) => number {
  let at = 0
  return (step) => {
    if (epochs.length === 0) return 0
    // Steps come in order: going on from the last epoch found keeps a million of them cheap.
    if (step <= (epochs[at - 1]?.step ?? 0)) at = 0
    while (at < epochs.length - 1 && step > (epochs[at]?.step ?? 0)) at++
    const before = epochs[at - 1] ?? { step: 0, seconds: 0 }
    const after = epochs[at] ?? before
    return before.seconds + ((after.seconds - before.seconds) * (step - before.step)) / Math.max(1, after.step - before.step)
  }
}

/** 1, 2, 5, 10, 20 ... so that the axis of a live run moves seldom. */
function roundUp(value: number): number {
  if (value <= 1) return 1
  const power = Number(`1e${Math.floor(Math.log10(value))}`)
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power
}
