/** What an engine promises the training loop. The loop owns order, schedule, stopping and metrics; an engine only arithmetic. */
import type { Device } from '#contract/device.ts'
import type { Program } from '#engine/network/program.ts'
import type { LayerLook } from '#contract/run.ts'
import type { Training } from '#contract/training.ts'
import type { OptimizerState } from './optimizers/optimizer.ts'

/** Rows as numbers, row-major. `targets` has `outputs` numbers a row (0/1, one-hot, or the scaled number). */
export interface Rows {
  count: number
  inputs: Float32Array
  targets: Float32Array
  /** One per row; null: all 1. */
  weights: Float32Array | null
}

/** One named array of a model, in the program's order. */
export interface NamedTensor {
  /** e.g. `layer-1/kernel`; moving statistics are there too. */
  name: string
  shape: number[]
  values: Float32Array
  trainable: boolean
}

export interface StepResult {
  /**
   * Mean loss of the batch, regularization included, before the update. NaN where the loss, a gradient or a weight was no
   * number: then there was no update, and the model is back at the weights of the last step whose loss was a number.
   */
  loss: number
}

export interface Evaluation {
  /** Mean loss, regularization included, in inference mode. NaN where it or a weight is no number. */
  loss: number
  /** Network outputs after the output activation, `outputs` a row. */
  outputs: Float32Array
}

export interface LayerNorms {
  id: string
  gradientNorm: number
  weightNorm: number
  /** Of what the last update changed. */
  updateNorm: number
}

/** Where a step found numbers that are none. */
export interface Trouble {
  layerId: string
  /** Places in the batch (from 0) of a few rows that led to it; none where weights or gradients are at fault. */
  batchRows: number[]
}

export interface ManySteps {
  /** How many steps the next call should be given, so that none takes long. At least 1. */
  most(): number
  /** The same as `step` for one batch after the other, numbered from `first`; ends behind the first loss that is NaN. */
  steps(batches: readonly Int32Array[], first: number, learningRates: readonly number[]): StepResult[]
}

/** A network ready to learn. Deterministic: the same calls give the same numbers. */
export interface TrainableModel {
  /** One optimizer step on `rows[batch]`. `step` counts from 1 and keys dropout and noise. */
  step(batch: Int32Array, step: number, learningRate: number): StepResult
  /** Where every call is dear, many steps go into one; absent where a step is asked for by itself. */
  together?: ManySteps
  /** Norms at the last step, for layers with weights. */
  norms(): LayerNorms[]
  /** Of the last step, where its loss was NaN; null where nobody knows. */
  trouble(): Trouble | null
  /** Every layer after the last step. */
  look(): LayerLook[]
  /** Network outputs (after the output activation) for all rows, `outputs` a row; inference mode. */
  predict(inputs: Float32Array, count: number): Float32Array
  /** Outputs and loss for rows that need not be the ones it trains on. */
  evaluate(rows: Rows): Evaluation
  /** Goes back to the weights of the last step whose loss was a number, as before its update. */
  stepBack(): void
  /** Copies. */
  weights(): NamedTensor[]
  /** What `evaluate` and `predict` answer with: the running average of the weights where the optimizer makes one, else `weights`; copies. */
  answerWeights(): NamedTensor[]
  /** Those that `stepBack` goes back to; copies. */
  earlierWeights(): NamedTensor[]
  /** `earlier`: what `stepBack` goes back to; the same weights where it is absent. Throws a plain Error where names or shapes are not the model's. */
  setWeights(tensors: NamedTensor[], earlier?: NamedTensor[]): void
  /** A copy. With the weights it is all that the next step depends on. */
  optimizerState(): OptimizerState
  /** Throws a plain Error where it is not of the model's optimizer or length. */
  setOptimizerState(state: OptimizerState): void
  /** Frees everything; nothing may be called afterwards. */
  dispose(): void
}

export interface Engine {
  name: string
  /** e.g. 'wasm' */
  backend: string
  /** Starts what the first `load` of such a network waits for and later ones do not, and says what it computes on; absent where that is the processor, and there is nothing to start. */
  start?(program: Program, training: Training, rows: Rows): Promise<Device>
  /** Prepares `program` for training on `rows`. */
  load(program: Program, training: Training, rows: Rows): Promise<TrainableModel>
}
