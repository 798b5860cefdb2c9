/** The cases of test/fixtures/keras, and the plan and program that each of them is. */
import { z } from 'zod'
import { Layer } from '#contract/network.ts'
import { Plan } from '#contract/plan.ts'
import { Task } from '#contract/recipe.ts'
import { Typed } from '#contract/training.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Program } from '#engine/network/program.ts'
import type { NamedTensor, Rows } from '#engine/training/engine.ts'

const numbers = z.array(z.number())
const Weight = z.object({ name: z.string(), shape: numbers, values: numbers })
const Case = z.object({
  name: z.string(),
  /** Numbers a row. */
  inputs: z.number().default(4),
  /** Which of them are codes, and how many values each has beside those it does not know. */
  codes: z.array(z.object({ at: z.number(), size: z.number() })).default([]),
  task: Task,
  layers: z.array(Layer),
  activation: z.string(),
  loss: Typed,
  optimizer: Typed,
  start: z.array(Weight),
  batches: z.array(z.object({ inputs: numbers, targets: numbers, weights: numbers.nullable() })),
  losses: numbers,
  afterFirst: z.array(Weight),
  afterLast: z.array(Weight),
  evaluation: z.object({ loss: z.number(), outputs: numbers }),
})
export type KerasCase = z.infer<typeof Case>
export type KerasWeight = z.infer<typeof Weight>

export function kerasCases(fixture: { cases: unknown }): KerasCase[] {
  return z.array(Case).parse(fixture.cases)
}

const rowsInBatch = 6

export function planOf({ layers, activation, loss, optimizer }: KerasCase): Plan {
  return Plan.parse({ version: 1, network: { layers, output: { activation } }, training: { loss, optimizer, batchSize: rowsInBatch } })
}

export function programOf(parity: KerasCase): Program {
  const classes = { binary: 2, multiclass: 3, regression: 0 }[parity.task]
  return buildProgram(planOf(parity), { inputs: parity.inputs, codes: parity.codes, task: parity.task, classes, trainingRows: rowsInBatch * parity.batches.length, validationRows: 0 })
}

/** All batches one after the other. */
export function rowsOf({ batches }: KerasCase): Rows {
  return {
    count: rowsInBatch * batches.length,
    inputs: Float32Array.from(batches.flatMap((batch) => batch.inputs)),
    targets: Float32Array.from(batches.flatMap((batch) => batch.targets)),
    weights: batches.some(({ weights }) => weights === null) ? null : Float32Array.from(batches.flatMap((batch) => batch.weights ?? [])),
  }
}

/** Row numbers of the batch of a step, from 1. */
export function batchOf({ batches }: KerasCase, step: number): Int32Array {
  return Int32Array.from({ length: rowsInBatch }, (_, row) => ((step - 1) % batches.length) * rowsInBatch + row)
}

export function tensorsOf(weights: readonly KerasWeight[]): NamedTensor[] {
  return weights.map(({ name, shape, values }) => ({ name, shape, values: Float32Array.from(values), trainable: !name.includes('/moving_') }))
}

/** Largest difference, relative to the largest number of the second. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [largest, difference] = [1e-3, actual.length === expected.length ? 0 : Infinity]
  for (let at = 0; at < expected.length; at++) {
    largest = Math.max(largest, Math.abs(expected[at] ?? NaN))
    difference = Math.max(difference, Math.abs((actual[at] ?? NaN) - (expected[at] ?? NaN)))
  }
  return Number.isNaN(difference) ? Infinity : difference / largest
}
