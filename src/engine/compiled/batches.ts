/**
 * How rows come into a compiled program: those of a small table are kept in its memory and picked there; those of a large one, and rows
 * to answer, are brought in batch by batch.
 */
import type { Program } from '#engine/network/operations.ts'
import type { Rows } from '#engine/training/engine.ts'
import type { Defined, Module } from './assembler/module.ts'
import { defineGather, slackBytes } from './kernels/gather.ts'
import type { Memory } from './memory.ts'

export interface Batches {
  /** Functions of (rows, source, row numbers). */
  gatherInputs: Defined<null>
  gatherTargets: Defined<null>
  /** Row-major rows as they came; null: too many to keep. */
  kept: { inputs: number; targets: number } | null
  /** Room for a batch, row-major. */
  staged: { inputs: number; targets: number }
  /** Row numbers of a batch, and 0, 1, 2 ... */
  numbers: number
  counting: number
}

/** Bytes of a table that is kept. Above, one more copy costs more memory than it saves time. */
const largestKept = 32 * 1024 * 1024

export function planBatches(module: Module, program: Program, memory: Memory, rows: Pick<Rows, 'count'>): Batches {
  const bytesOfRow = 4 * (program.inputs + program.outputs)
  const room = (count: number) => ({ inputs: memory.allocate(count * program.inputs * 4 + slackBytes), targets: memory.allocate(count * program.outputs * 4 + slackBytes) })
  return {
    gatherInputs: defineGather(module, memory.value(0)),
    gatherTargets: defineGather(module, memory.targets),
    kept: rows.count * bytesOfRow <= largestKept ? room(rows.count) : null,
    staged: room(memory.capacity),
    numbers: memory.allocate(memory.capacity * 4),
    counting: memory.allocate(memory.capacity * 4),
  }
}

export interface Feeder {
  /** Rows of the training data with these numbers. */
  pick(which: Int32Array): void
  /** Rows `from` to `from + count` of any rows. */
  stage(rows: Rows, from: number, count: number): void
}

type Gather = (rows: number, source: number, numbers: number) => void

export interface FeederPlace {
  program: Program
  batches: Batches
  /** Rows there is room for. */
  capacity: number
  rowWeights: number
  floats: Float32Array
  integers: Int32Array
  gatherInputs: Gather
  gatherTargets: Gather
}

export function createFeeder({ program, batches, capacity, rowWeights, floats, integers, gatherInputs, gatherTargets }: FeederPlace, rows: Rows): Feeder {
  const { kept, staged, numbers, counting } = batches
  for (let at = 0; at < capacity; at++) integers[counting / 4 + at] = at
  if (kept !== null) {
    floats.set(rows.inputs, kept.inputs / 4)
    floats.set(rows.targets, kept.targets / 4)
  }

  function copyRows(target: number, source: Float32Array, width: number, which: Int32Array): void {
    for (let at = 0; at < which.length; at++) {
      const from = (which[at] ?? 0) * width
      floats.set(source.subarray(from, from + width), target / 4 + at * width)
    }
  }

  return {
    pick(which) {
      if (kept === null) {
        copyRows(staged.inputs, rows.inputs, program.inputs, which)
        copyRows(staged.targets, rows.targets, program.outputs, which)
      } else integers.set(which, numbers / 4)
      const source = kept ?? staged
      gatherInputs(which.length, source.inputs, kept === null ? counting : numbers)
      gatherTargets(which.length, source.targets, kept === null ? counting : numbers)
      const at = rowWeights / 4
      if (rows.weights === null) floats.fill(1, at, at + which.length)
      else for (let row = 0; row < which.length; row++) floats[at + row] = rows.weights[which[row] ?? 0] ?? 0
    },
    stage({ inputs, targets, weights }, from, count) {
      floats.set(inputs.subarray(from * program.inputs, (from + count) * program.inputs), staged.inputs / 4)
      floats.set(targets.subarray(from * program.outputs, (from + count) * program.outputs), staged.targets / 4)
      gatherInputs(count, staged.inputs, counting)
      gatherTargets(count, staged.targets, counting)
      const at = rowWeights / 4
      if (weights === null) floats.fill(1, at, at + count)
      else floats.set(weights.subarray(from, from + count), at)
    },
  }
}
