/**
 * Compiles a program to one WebAssembly module: a whole training step, inference, and what is asked between steps. Everything is
 * known while compiling (sizes, addresses), only the number of rows is not: one module serves every batch up to its capacity.
 */
import { operationsFor } from '#engine/network/operations-for.ts'
import type { Operation, Program } from '#engine/network/operations.ts'
import type { Rows } from '#engine/training/engine.ts'
import { Module } from './assembler/module.ts'
import type { Defined } from './assembler/module.ts'
import { planBatches } from './batches.ts'
import type { Batches } from './batches.ts'
import { backwardSteps } from './backward-kernels.ts'
import { forwardSteps, weightsAt } from './forward-kernels.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import { defineLoss } from './kernels/losses/loss-kernel.ts'
import { defineDistance, defineFollowing, definePenalties, defineScaling, defineSquares, vectorsOfPanel } from './kernels/sweeps.ts'
import { defineUpdate } from './kernels/update.ts'
import type { Memory } from './memory.ts'
import { planMemory } from './memory.ts'
import type { Rule } from './optimizers/rule.ts'
import type { Around } from './optimizers/rules.ts'
import { panelsOf } from './panels.ts'
import { callStep } from './plan.ts'
import type { CompilePlan, Step } from './plan.ts'
import { scalars } from './scalars.ts'
import { shareUpdate } from './shared-work.ts'
import { createTeam } from './team.ts'
import { createVectorMath } from './vector-math.ts'

export interface Compiled {
  bytes: Uint8Array<ArrayBuffer>
  /** Whether its memory must be one that threads share, and whether they have anything to do. */
  isShared: boolean
  hasJobs: boolean
  memory: Memory
  batches: Batches
  pages: number
  /** Noise that is drawn outside: where it goes, row-major, before a step. */
  noises: { operation: Extract<Operation, { kind: 'gaussianNoise' }>; address: number; width: number }[]
}

/** What the module exports. */
export interface CompiledStep {
  /** Forward, loss and backward of the first `rows` rows in memory. */
  differentiate(rows: number): void
  /** Forward in inference, and the loss. */
  answer(rows: number): void
  /** Adds the penalties' gradients; returns the penalties. */
  regularize(): number
  penalty(): number
  /** The optimizer; returns bits of `unsound`. */
  update(): number
  /** Moving statistics follow those of the batch. */
  follow(): void
  /** Rows into panels. */
  gatherInputs(rows: number, source: number, numbers: number): void
  gatherTargets(rows: number, source: number, numbers: number): void
  squares(address: number, panels: number, panelBytes: number, vectors: number): number
  distance(address: number, other: number, vectors: number): number
  scale(address: number, panels: number, panelBytes: number, vectors: number, factor: number): void
}

export interface CompileOptions {
  rows: Pick<Rows, 'count'>
  /** Most rows of a training batch. */
  batchRows: number
  rule: Rule
  around: Around
  arithmetic: Arithmetic
  /** Threads that may share a step; 1: none. */
  threads: number
}

export function compile(program: Program, { rows, batchRows, rule, around, arithmetic, threads }: CompileOptions): Compiled {
  const module = new Module()
  const memory = planMemory(program, { batchRows, slots: rule.slots, average: around.averageMomentum !== null })
  const team = threads > 1 ? createTeam(module, threads) : null
  const plan: CompilePlan = { program, module, math: createVectorMath(module), arithmetic, memory, team, kept: new Map() }
  const shared = new Map<Operation, Step[]>()
  const gradient = memory.like(program.loss.value)
  const loss = defineLoss(module, plan.math, program.loss, { values: memory.value(program.loss.value), targets: memory.targets, gradient, rowWeights: memory.rowWeights, sum: scalars.lossSum, share: scalars.share })
  const lossStep = callStep(loss, 1)

  const training = forwardSteps(plan, operationsFor(program, program.loss.value), 'training', shared)
  const backward = backwardSteps(plan, gradient)
  const answered = [...new Set([...operationsFor(program, program.loss.value), ...operationsFor(program, program.output)])]
  const inference = forwardSteps(plan, answered, 'inference', shared)
  module.export('differentiate', inTurn(module, [...training, lossStep, ...backward]))
  module.export('answer', inTurn(module, [...inference, lossStep]))

  const penalized = program.parameters.flatMap(({ regularizer }, id) => (regularizer === null ? [] : [{ ...regularizer, matrix: weightsAt(plan, id) }]))
  module.export('regularize', definePenalties(module, penalized, memory.gradients - memory.weights))
  module.export('penalty', definePenalties(module, penalized, null))
  const place = {
    weights: memory.weights,
    gradients: memory.gradients,
    before: memory.before,
    slots: memory.slots,
    scalars: new Map(rule.scalars.map((name, at) => [name, scalars.rule + at * 4])),
  }
  const average = memory.average === null ? null : { ...memory.average, kept: scalars.keptAverage }
  const update = defineUpdate(module, rule, place, { decay: around.weightDecay > 0 ? scalars.decay : null, clipvalue: around.clipvalue, average })
  module.export('update', shareUpdate(plan, update, memory.places.trainableBytes / 16))
  module.export('follow', defineFollowing(module, movingStatistics(plan)))
  module.export('squares', defineSquares(module))
  module.export('distance', defineDistance(module))
  module.export('scale', defineScaling(module))
  const batches = planBatches(module, program, memory, rows)
  module.export('gatherInputs', batches.gatherInputs)
  module.export('gatherTargets', batches.gatherTargets)
  if (team !== null) module.export('help', team.defineHelp())
  const pages = Math.ceil(memory.bytes() / 65536)
  const noises = [...plan.kept].flatMap(([operation, { mask }]) => (operation.kind === 'gaussianNoise' && mask !== undefined ? [{ operation, address: mask, width: memory.value(operation.input).columns * (memory.value(operation.input).rows / memory.capacity) }] : []))
  return { bytes: module.encode(pages, team !== null), isShared: team !== null, hasJobs: team?.hasJobs() ?? false, memory, batches, pages, noises }
}

/** Calls kernels one after the other. */
function inTurn(module: Module, steps: readonly Step[]): Defined<null> {
  return module.define(['i32'], (f, rows) => {
    for (const step of steps) step(f, rows)
  })
}

function movingStatistics(plan: CompilePlan) {
  const { program, memory } = plan
  return program.operations.flatMap((operation) =>
    operation.kind !== 'batchNormalization'
      ? []
      : [operation.movingMean, operation.movingVariance].map((id) => {
          const { address, ...matrix } = weightsAt(plan, id, 0)
          return { moving: memory.moving + address, before: memory.movingBefore + address, batch: memory.batchStatistics + address, vectors: panelsOf(matrix) * vectorsOfPanel(matrix), momentum: operation.momentum }
        }),
  )
}
