/** What is known of a run's course, as the charts read it: its steps, its epochs and its layers of late. */
import type { EpochRecord, LayerLook } from '#contract/run.ts'
import type { RunAxis, RunLength } from './run-axis.ts'
import { axisEnd, placeOnAxis } from './run-axis.ts'

export interface RunSeries {
  /** Step numbers from 1, ascending; two entries share a step where the past was sent as an envelope. */
  step: ArrayLike<number>
  /** Loss of the step's batch; no finite number where it diverged. */
  loss: ArrayLike<number>
  learningRate: ArrayLike<number>
  epochs: readonly EpochRecord[]
  /** None in runs of earlier versions. */
  looks: readonly LayerLook[]
}

export const emptySeries: RunSeries = { step: [], loss: [], learningRate: [], epochs: [], looks: [] }

/** A run laid along an axis. */
export interface LaidRun {
  series: RunSeries
  /** Place of each entry of `series.step`. */
  steps: Float64Array
  /** Place of the end of each epoch. */
  epochEnds: Float64Array
  /** Where the axis ends. */
  end: number
  placeOf: (step: number) => number
}

export function layOut(series: RunSeries, length: RunLength, axis: RunAxis, over: boolean): LaidRun {
  const placeOf = placeOnAxis(axis, length, series.epochs)
  return {
    series,
    steps: Float64Array.from(series.step, placeOf),
    epochEnds: Float64Array.from(series.epochs, (epoch) => placeOf(epoch.step)),
    end: axisEnd(axis, length, series.epochs, over),
    placeOf,
  }
}

/** The epoch with the lowest loss so far, on validation rows where there are any: while a run lives its summary names the one whose weights are stored. */
export function bestEpochOf(epochs: readonly EpochRecord[]): number | null {
  let best: { epoch: number; loss: number } | null = null
  for (const { epoch, training, validation } of epochs) {
    const loss = validation['loss'] ?? training['loss']
    if (loss !== undefined && (best === null || loss < best.loss)) best = { epoch, loss }
  }
  return best?.epoch ?? null
}

/** Names of the measures besides the loss that the epochs carry, the task's main one first. */
export function measuresOf(epochs: readonly EpochRecord[]): string[] {
  const last = epochs.at(-1)
  const names = new Set([...Object.keys(last?.validation ?? {}), ...Object.keys(last?.training ?? {})])
  names.delete('loss')
  const first = ['accuracy', 'mae'].find((name) => names.has(name))
  return first === undefined ? [...names] : [first, ...[...names].filter((name) => name !== first)]
}

/** One measure over the epochs; NaN where an epoch has none, which a chart shows as a gap. */
export function measureOver(epochs: readonly EpochRecord[], part: 'training' | 'validation', measure: string): { present: boolean; values: Float64Array } {
  const values = Float64Array.from(epochs, (epoch) => epoch[part][measure] ?? Number.NaN)
  return { present: epochs.some((epoch) => epoch[part][measure] !== undefined), values }
}
