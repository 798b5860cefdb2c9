/** The engine for large networks: a graph for this very program, run by TensorFlow. Knows no process. */
import type { Training } from '#contract/training.ts'
import { sizeOf } from '#engine/network/operations.ts'
import type { Program } from '#engine/network/operations.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { createTensorflowModel } from './model.ts'
import type { TensorflowSession } from './session.ts'

export interface TensorflowOptions {
  /** Starts TensorFlow with so many threads; null: as many as it likes. */
  open(threads: number | null): TensorflowSession
  /** Whether steps are compiled by XLA. */
  xla: boolean
}

/** Multiply-adds of a step, forward, below which threads only wait for each other. */
const smallStep = 1e7

export function createTensorflowEngine({ open, xla }: TensorflowOptions): Engine {
  const sessions = new Map<number | null, TensorflowSession>()
  const sessionFor = (program: Program, training: Training, rows: Rows): TensorflowSession => {
    const threads = Math.min(training.batchSize, rows.count) * multiplyAddsOf(program) < smallStep ? 1 : null
    const session = sessions.get(threads) ?? open(threads)
    sessions.set(threads, session)
    return session
  }
  return {
    name: 'tensorflow',
    backend: xla ? 'graph, XLA' : 'graph',
    async start(program, training, rows) {
      return sessionFor(program, training, rows).start()
    },
    async load(program, training, rows) {
      return createTensorflowModel(sessionFor(program, training, rows), program, training, rows, xla)
    },
  }
}

/** Of one row: every number of a kernel, wherever it is used. */
function multiplyAddsOf({ operations, parameters }: Program): number {
  return operations.reduce((sum, operation) => {
    if (operation.kind !== 'dense' && operation.kind !== 'convolution') return sum
    const places = operation.kind === 'convolution' ? operation.window.outputHeight * operation.window.outputWidth : 1
    return sum + places * sizeOf(parameters[operation.kernel]?.shape ?? [])
  }, 0)
}
