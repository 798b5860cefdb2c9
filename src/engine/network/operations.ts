/**
 * What a network computes, as a graph of operations with shapes: the one thing that every engine runs or compiles. Knows
 * neither data nor engine. The backward pass is derived from it in `backward.ts`.
 */
import type { ActivationName } from '#engine/catalogue/activations.ts'
import type { LossName } from '#engine/catalogue/losses.ts'

/** Index into `values`. Value 0 is the input. */
export type ValueId = number

/** Index into `parameters`. */
export type ParameterId = number

/** How weights start; all settings of the catalogue filled in. */
export interface Initializer {
  type: string
  settings: Readonly<Record<string, number>>
}

/** Adds l1 x sum of |w| + l2 x sum of w^2 to the loss. */
export interface Regularizer {
  l1: number
  l2: number
}

export interface Parameter {
  /** `layer-1/kernel` */
  name: string
  layerId: string
  shape: number[]
  initializer: Initializer
  regularizer: Regularizer | null
  /** False: moving statistics, which no gradient reaches. */
  trainable: boolean
}

/** One operation on a batch; shapes are in `values`, without the batch axis. */
export type Operation =
  /** output = input x kernel + bias; kernel is [inputs, units]. */
  | { kind: 'dense'; layerId: string; input: ValueId; output: ValueId; kernel: ParameterId; bias: ParameterId | null }
  | { kind: 'activation'; layerId: string; input: ValueId; output: ValueId; activation: ActivationName }
  /** Training: 0 with probability `rate`, else x / (1 - rate); otherwise nothing. `index` is its place in the stream `dropout`. */
  | { kind: 'dropout'; layerId: string; input: ValueId; output: ValueId; rate: number; index: number }
  /** Training: x + normal(0, stddev); otherwise nothing. `index` is its place in the stream `noise`. */
  | { kind: 'gaussianNoise'; layerId: string; input: ValueId; output: ValueId; stddev: number; index: number }
  /** Training: mean and variance (divided by the rows, as in Keras) of the batch; otherwise the moving ones. */
  | {
      kind: 'batchNormalization'
      layerId: string
      input: ValueId
      output: ValueId
      gamma: ParameterId | null
      beta: ParameterId | null
      movingMean: ParameterId
      movingVariance: ParameterId
      /** moving = momentum x moving + (1 - momentum) x batch, after each training step. */
      momentum: number
      epsilon: number
    }
  /** Mean and variance of each row. */
  | { kind: 'layerNormalization'; layerId: string; input: ValueId; output: ValueId; gamma: ParameterId | null; beta: ParameterId | null; epsilon: number }

export interface ProgramLoss {
  name: LossName
  /** Huber's delta, label smoothing; all filled in. */
  settings: Readonly<Record<string, number>>
  /**
   * The value the loss reads. With `from` 'logits' it is the value before the output activation, so that sigmoid or
   * softmax and cross-entropy are one stable function; with 'outputs' the network's output.
   */
  from: 'logits' | 'outputs'
  value: ValueId
}

export interface Program {
  /** Numbers a row, in and out. */
  inputs: number
  outputs: number
  /** Shape of every value without the batch axis. */
  values: { shape: number[] }[]
  parameters: Parameter[]
  /** In an order in which every input comes before its use. */
  operations: Operation[]
  /** The network's answer, after the output activation. */
  output: ValueId
  loss: ProgramLoss
}

/** Numbers in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
