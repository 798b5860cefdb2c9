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
  settings: Readonly<Record<string, number | string>>
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

/**
 * How a window moves over an image, one row of the batch at a time. A sequence is an image of height 1. Positions of the window
 * that reach beyond the image (`top`, `left` and the far sides) read nothing: no number, and no zero in an average or a maximum.
 */
export interface Window {
  /** Of the input: [height, width, channels] in memory, channels next to each other. */
  height: number
  width: number
  channels: number
  /** Of the window. */
  windowHeight: number
  windowWidth: number
  strideHeight: number
  strideWidth: number
  /** Rows and columns by which the first window begins before the image. */
  top: number
  left: number
  /** Of the output. Window (y, x) begins at row y x strideHeight - top and column x x strideWidth - left. */
  outputHeight: number
  outputWidth: number
}

/** A column of codes and the rows of numbers they stand for. */
export interface CodeTable {
  /** Which of the inputs holds the code: a whole number from 0 to below the rows of the table. */
  at: number
  /** [codes, numbers] */
  table: ParameterId
}

/** One operation on a batch; shapes are in `values`, without the batch axis, numbers row-major (channels last). */
export type Operation =
  /** output = input x kernel + bias; kernel is [inputs, units]. Input and output have one axis. */
  | { kind: 'dense'; layerId: string; input: ValueId; output: ValueId; kernel: ParameterId; bias: ParameterId | null }
  /** The same numbers in the same order under another shape: nothing to compute. */
  | { kind: 'reshape'; layerId: string; input: ValueId; output: ValueId }
  /** output[y, x, filter] = bias[filter] + sum of window x kernel; kernel is [windowHeight, windowWidth, channels, filters] in memory (of a sequence without the first). */
  | { kind: 'convolution'; layerId: string; input: ValueId; output: ValueId; kernel: ParameterId; bias: ParameterId | null; window: Window }
  /** Largest or mean number of the window, each channel for itself. Of equal ones the first (row by row) is the largest: the gradient goes to it alone. */
  | { kind: 'pooling'; layerId: string; input: ValueId; output: ValueId; how: 'max' | 'average'; window: Window }
  /** output = input + other, which have the same shape, and may be the same value. */
  | { kind: 'add'; layerId: string; input: ValueId; other: ValueId; output: ValueId }
  /** output = the inputs at `passed`, then of every table the row that its code names. Always reads value 0, so that no gradient goes to its input. */
  | { kind: 'embedding'; layerId: string; input: ValueId; output: ValueId; passed: number[]; tables: CodeTable[] }
  /** Softmax is over the last axis; the others take every number for itself. */
  | { kind: 'activation'; layerId: string; input: ValueId; output: ValueId; activation: ActivationName }
  /** Training: 0 with probability `rate`, else x / (1 - rate); otherwise nothing. `index` is its place in the stream `dropout`. */
  | { kind: 'dropout'; layerId: string; input: ValueId; output: ValueId; rate: number; index: number }
  /** Training: x + normal(0, stddev); otherwise nothing. `index` is its place in the stream `noise`. */
  | { kind: 'gaussianNoise'; layerId: string; input: ValueId; output: ValueId; stddev: number; index: number }
  /** Training: mean and variance of every channel (last axis) over the rows and positions of the batch, divided by their number as in Keras; otherwise the moving ones. */
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
  /** Mean and variance over the last axis. */
  | { kind: 'layerNormalization'; layerId: string; input: ValueId; output: ValueId; gamma: ParameterId | null; beta: ParameterId | null; epsilon: number }

export interface ProgramLoss {
  name: LossName
  /** Huber's delta, label smoothing ...; all filled in, switches as 1 and 0. */
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

/** The values an operation reads. */
export function inputsOf(operation: Operation): ValueId[] {
  return operation.kind === 'add' ? [operation.input, operation.other] : [operation.input]
}

/** Numbers in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
