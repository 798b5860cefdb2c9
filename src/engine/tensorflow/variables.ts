/** The variables of a training graph: what outlives a step. Named here, and nowhere else. */
import type { ParameterId, Program } from '#engine/network/operations.ts'
import type { Around } from '#engine/compiled/optimizers/rules.ts'
import { attribute } from './attributes.ts'
import type { Graph, Tensor } from './graph.ts'

export interface Variable {
  name: string
  shape: readonly number[]
}

/** Three generations: of now, of before the last step, and of before the one before it, which a step that goes wrong falls back on. */
export const generations = ['now', 'before', 'earlier'] as const
export type Generation = (typeof generations)[number]

export const variableNames = {
  weights: (generation: Generation, id: ParameterId) => `${generation}_${id}`,
  gradient: (id: ParameterId) => `gradient_${id}`,
  slot: (slot: string, id: ParameterId) => `slot_${slot}_${id}`,
  average: (generation: Generation, id: ParameterId) => `average_${generation}_${id}`,
  inputs: 'rows_inputs',
  targets: 'rows_targets',
  rowWeights: 'rows_weights',
} as const

export interface VariablePlan {
  program: Program
  slots: readonly string[]
  around: Around
  rows: { count: number; weighted: boolean }
}

/** Of the model, then of the rows. */
export function variablesOf({ program, slots, around, rows }: VariablePlan): { model: Variable[]; rows: Variable[] } {
  const model = program.parameters.flatMap(({ shape, trainable }, id) => [
    ...generations.map((generation) => ({ name: variableNames.weights(generation, id), shape })),
    ...(trainable ? [{ name: variableNames.gradient(id), shape }, ...slots.map((slot) => ({ name: variableNames.slot(slot, id), shape }))] : []),
    ...(trainable && around.averageMomentum !== null ? generations.map((generation) => ({ name: variableNames.average(generation, id), shape })) : []),
  ])
  const ofRows = [
    { name: variableNames.inputs, shape: [rows.count, program.inputs] },
    { name: variableNames.targets, shape: [rows.count, program.outputs] },
    ...(rows.weighted ? [{ name: variableNames.rowWeights, shape: [rows.count] }] : []),
  ]
  return { model, rows: ofRows }
}

export function variableNode(g: Graph, { name, shape }: Variable): Tensor {
  return g.node('VarHandleOp', [], { dtype: attribute.type('float'), shape: attribute.shape(shape), shared_name: attribute.string(name), container: attribute.string('') }, { name })
}
