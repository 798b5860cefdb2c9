/** What an operation needs while it is written into a graph, and what it leaves for its backward pass. */
import type { Operation, ParameterId } from '#engine/network/operations.ts'
import type { Graph, Tensor } from './graph.ts'

export interface Context {
  graph: Graph
  /** Rows of the batch; -1 where the graph takes any number. */
  rows: number
  parameter(id: ParameterId): Tensor
  /** null: inference. */
  training: TrainingContext | null
}

export interface TrainingContext {
  seed: number
  /** Number of the step, from 1: an int32 scalar. */
  step: Tensor
  /** [rows] of 1, and 0 for rows that only fill up the last batch of an epoch, with the number of the others; null where every batch is full. */
  filled: { mask: Tensor; count: Tensor } | null
  /** The batch's own statistic, which moving statistics follow. */
  observe(moving: ParameterId, batch: Tensor, momentum: number): void
}

export interface ParameterGradient {
  id: ParameterId
  gradient: Tensor
}

export interface Forward {
  output: Tensor
  /** From the gradient of the output. `input` null where it is not wanted, or nothing that learns can lie before. */
  backward(gradient: Tensor, wantsInput: boolean): { input: Tensor | null; parameters: ParameterGradient[] }
}

export type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/** Shapes without the axis of rows. */
export interface Shapes {
  input: readonly number[]
  output: readonly number[]
}
