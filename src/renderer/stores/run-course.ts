/** The course of one run as plain growable arrays outside reactivity: a step every few microseconds is no business of a proxy. */
import type { EpochRecord, LayerLook, RunEvent } from '#contract/run.ts'

export interface Course {
  /** Step numbers from 1, ascending; two entries share a step where the past was sent as an envelope. */
  step: Float64Array
  loss: Float32Array
  learningRate: Float32Array
  epochs: readonly EpochRecord[]
  /** The layers of late; none in runs of earlier versions. */
  looks: readonly LayerLook[]
}

export const emptyCourse: Course = { step: new Float64Array(0), loss: new Float32Array(0), learningRate: new Float32Array(0), epochs: [], looks: [] }

type Steps = Extract<RunEvent, { kind: 'steps' }>

export function createRunCourse() {
  let step = new Float64Array(1024)
  let loss = new Float32Array(1024)
  let learningRate = new Float32Array(1024)
  let count = 0
  let epochs: EpochRecord[] = []
  let looks: readonly LayerLook[] = []

  function makeRoom(needed: number): void {
    if (needed <= step.length) return
    const size = Math.max(needed, step.length * 2)
    step = copied(new Float64Array(size), step)
    loss = copied(new Float32Array(size), loss)
    learningRate = copied(new Float32Array(size), learningRate)
  }

  return {
    takeSteps(part: Steps): void {
      // What is sent again after a reconnection replaces what was there.
      while (count > 0 && (step[count - 1] ?? 0) >= part.from) count--
      makeRoom(count + part.loss.length)
      loss.set(part.loss, count)
      learningRate.set(part.learningRate, count)
      for (let at = 0; at < part.loss.length; at++) step[count + at] = part.stride === 1 ? part.from + at : part.from + Math.floor(at / 2) * part.stride
      count += part.loss.length
    },
    takeEpochs(more: readonly EpochRecord[]): void {
      const first = more[0]?.epoch ?? Infinity
      epochs = [...epochs.filter(({ epoch }) => epoch < first), ...more]
    },
    takeLooks(latest: readonly LayerLook[]): void {
      looks = latest
    },
    /** Views of what is there now; more may arrive behind them. */
    course(): Course {
      return { step: step.subarray(0, count), loss: loss.subarray(0, count), learningRate: learningRate.subarray(0, count), epochs, looks }
    },
  }
}

function copied<A extends Float64Array | Float32Array>(to: A, from: ArrayLike<number>): A {
  to.set(from)
  return to
}
