/** A program interpreted with TensorFlow.js operations: forward, the derived backward pass, then our own optimizer. */
import * as tf from '@tensorflow/tfjs'
import type { Training } from '#contract/training.ts'
import { deriveBackward } from '#engine/network/backward.ts'
import type { InputGradient } from '#engine/network/backward.ts'
import { sizeOf } from '#engine/network/operations.ts'
import type { ParameterId, Program, ValueId } from '#engine/network/operations.ts'
import { rowsAtOnce } from '#engine/network/rows-at-once.ts'
import type { Evaluation, NamedTensor, Rows, StepResult, TrainableModel } from '#engine/training/engine.ts'
import { gatherRows, rowsBetween } from '#engine/training/gather.ts'
import { computeLoss } from '#engine/training/loss.ts'
import { createOptimizer } from '#engine/training/optimizers/create-optimizer.ts'
import { createWeightStore } from '#engine/training/weight-store.ts'
import { operationsFor } from '#engine/network/operations-for.ts'
import { runProgram, valueOf } from './forward-pass.ts'
import type { Context } from './kernels.ts'
import { createTensors, floatsOf } from './tensors.ts'

interface Observation {
  moving: ParameterId
  batch: Float32Array
  momentum: number
}

export function createTfjsModel(program: Program, training: Training, rows: Rows): TrainableModel {
  const store = createWeightStore(program, training.seed)
  const optimizer = createOptimizer(training.optimizer, store.lengths)
  const backward = deriveBackward(program)
  const toLoss = operationsFor(program, program.loss.value)
  const toOutput = operationsFor(program, program.output)
  const lossWidth = sizeOf(program.values[program.loss.value]?.shape ?? [])
  const chunk = rowsAtOnce(program.values.reduce((sum, { shape }) => sum + sizeOf(shape), 0))
  const tensors = createTensors(program, store)
  const inference: Context = { ...tensors, training: null }

  function step(batch: Int32Array, number: number, learningRate: number): StepResult {
    const part = gatherRows(rows, batch, program)
    const observations: Observation[] = []
    const context: Context = {
      ...tensors,
      training: { seed: training.seed, step: number, observe: (moving, statistic, momentum) => observations.push({ moving, batch: floatsOf(statistic), momentum }) },
    }
    const loss = tf.tidy(() => differentiate(part, context)) + store.regularize()
    if (!isSound(loss) || !store.hasFiniteGradients()) {
      stepBack()
      return { loss: NaN }
    }
    store.remember()
    optimizer.apply(store.trainable, store.gradients, learningRate)
    for (const { moving, batch: statistic, momentum } of observations) follow(store.values[moving] ?? new Float32Array(), statistic, momentum)
    tensors.upload()
    return { loss }
  }

  /**
   * Losses are told in float32: beyond its range they are no numbers either. The weights are looked at too, because relu makes 0
   * of NaN on this backend, and a normalization makes 0 of everything where its variance is infinite.
   */
  function isSound(loss: number): boolean {
    return Number.isFinite(Math.fround(loss)) && store.hasFiniteValues()
  }

  function stepBack(): void {
    store.recall()
    optimizer.stepBack()
    tensors.upload()
  }

  /** `use` with the weights that the network answers with in place of those that learn. */
  function withAnswerWeights<Result>(use: () => Result): Result {
    const average = optimizer.average()
    if (average === null) return use()
    const learning = store.trainable.slice()
    store.trainable.set(average)
    tensors.upload()
    try {
      return use()
    } finally {
      store.trainable.set(learning)
      tensors.upload()
    }
  }

  /** Writes all gradients to the store; returns the loss without penalties. */
  function differentiate(part: Rows, context: Context): number {
    const { values, forwards } = runProgram(program, context, tf.tensor2d(part.inputs, [part.count, program.inputs]), toLoss)
    const derivatives = new Float32Array(part.count * lossWidth)
    const loss = computeLoss(program.loss, { ...part, values: floatsOf(valueOf(values, program.loss.value)), rows: part.count, width: lossWidth }, derivatives)
    const gradients = new Map<ValueId, tf.Tensor2D>([[program.loss.value, tf.tensor2d(derivatives, [part.count, lossWidth])]])
    const arrive = (value: ValueId, how: InputGradient, gradient: tf.Tensor2D | null): void => {
      const earlier = how === 'add' ? gradients.get(value) : undefined
      if (how !== 'none' && gradient !== null) gradients.set(value, earlier === undefined ? gradient : tf.add(earlier, gradient))
    }
    for (const { operation, inputGradient, otherGradient } of backward) {
      const arrived = gradients.get(operation.output)
      const forward = forwards.get(operation)
      if (arrived === undefined || forward === undefined) throw new Error(`no gradient arrived at ${operation.kind} of ${operation.layerId}`)
      const { input, parameters } = forward.backward(arrived, inputGradient !== 'none')
      for (const { id, gradient } of parameters) store.gradientOf[id]?.set(floatsOf(gradient))
      arrive(operation.input, inputGradient, input)
      if (operation.kind === 'add') arrive(operation.other, otherGradient, arrived)
    }
    return loss
  }

  function evaluate(asked: Rows): Evaluation {
    const outputs = new Float32Array(asked.count * program.outputs)
    let sum = 0
    for (let from = 0; from < asked.count; from += chunk) {
      const part = rowsBetween(asked, from, Math.min(asked.count, from + chunk), program)
      tf.tidy(() => {
        const { values } = runProgram(program, inference, tf.tensor2d(part.inputs, [part.count, program.inputs]), toOutput)
        outputs.set(floatsOf(valueOf(values, program.output)), from * program.outputs)
        sum += part.count * computeLoss(program.loss, { ...part, values: floatsOf(valueOf(values, program.loss.value)), rows: part.count, width: lossWidth }, null)
      })
    }
    const loss = sum / asked.count + store.penalty()
    return { loss: isSound(loss) ? loss : NaN, outputs }
  }

  return {
    step,
    norms: () => store.norms(),
    look: () => store.look(),
    trouble: () => null,
    predict: (inputs, count) => withAnswerWeights(() => evaluate({ count, inputs, targets: new Float32Array(count * program.outputs), weights: null }).outputs),
    evaluate: (asked) => withAnswerWeights(() => evaluate(asked)),
    stepBack,
    weights: () => store.tensors(),
    answerWeights: () => (optimizer.average() === null ? store.tensors() : withAnswerWeights(() => store.tensors())),
    earlierWeights: () => store.remembered(),
    setWeights(given: NamedTensor[], earlier: NamedTensor[] = given) {
      store.setTensors(earlier)
      store.remember()
      store.setTensors(given)
      tensors.upload()
    },
    optimizerState: () => optimizer.state(),
    setOptimizerState: (state) => optimizer.setState(state),
    dispose: () => tensors.dispose(),
  }
}

/** moving = momentum x moving + (1 - momentum) x batch, rounded as Keras does. */
function follow(moving: Float32Array, batch: Float32Array, momentum: number): void {
  for (let at = 0; at < moving.length; at++) moving[at] = momentum * (moving[at] ?? 0) + (1 - momentum) * (batch[at] ?? 0)
}
