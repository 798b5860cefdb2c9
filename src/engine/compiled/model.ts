/** A compiled program that learns: brings rows into its memory, runs a step, and reads what is asked for. */
import type { Training } from '#contract/training.ts'
import { initialWeights } from '#engine/network/initialize.ts'
import type { Program } from '#engine/network/operations.ts'
import type { Evaluation, LayerNorms, NamedTensor, Rows, StepResult, TrainableModel, Trouble } from '#engine/training/engine.ts'
import { noiseOf } from '#engine/training/random-masks.ts'
import { createFeeder } from './batches.ts'
import { compile } from './compile.ts'
import { findTrouble } from './find-trouble.ts'
import type { Helpers } from './helpers.ts'
import { instantiate } from './instantiate.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import { unsound } from './kernels/update.ts'
import { createOptimizerStep } from './optimizer-step.ts'
import { lookInside } from './look-inside.ts'
import { ruleOf } from './optimizers/rules.ts'
import { createParallelChoice } from './parallel-choice.ts'
import { readRows } from './panels.ts'
import { createRegions, isFiniteArray } from './regions.ts'
import { scalars } from './scalars.ts'

export function createCompiledModel(program: Program, training: Training, rows: Rows, arithmetic: Arithmetic, helpers: Helpers | null = null): TrainableModel {
  const { rule, around } = ruleOf(training.optimizer)
  const batchRows = Math.min(training.batchSize, Math.max(1, rows.count))
  const compiled = compile(program, { rows, batchRows, rule, around, arithmetic, threads: 1 + (helpers?.count ?? 0) })
  const { memory, batches, noises } = compiled
  const instance = instantiate(compiled, helpers)
  const { step: run, floats, doubles, integers } = instance
  const choice = createParallelChoice()
  const { places } = memory
  const outputs = memory.value(program.output)
  const feeder = createFeeder({ program, batches, capacity: memory.capacity, rowWeights: memory.rowWeights, floats, integers, gatherInputs: run.gatherInputs, gatherTargets: run.gatherTargets }, rows)
  const regions = createRegions(program, memory, floats)
  const moving = floats.subarray(memory.moving / 4, (memory.moving + places.movingBytes) / 4)
  const optimizer = createOptimizerStep(rule, around, { program, memory, regions, run, floats })
  /** Some weight or statistic is no number since the last update. */
  let isLost = false
  /** Of the last training batch; its values are in memory until rows are answered. */
  let lastRows = 0
  let trouble: Trouble | null = null

  /** A step, timed where threads could share it. */
  function step(batch: Int32Array, number: number, learningRate: number): StepResult {
    if (!instance.hasTeam()) return stepOnce(batch, number, learningRate)
    const start = performance.now()
    integers[scalars.isParallel / 4] = choice.isParallel() ? 1 : 0
    const result = stepOnce(batch, number, learningRate)
    if (batch.length === batchRows) choice.took(performance.now() - start)
    return result
  }

  function stepOnce(batch: Int32Array, number: number, learningRate: number): StepResult {
    feeder.pick(batch)
    lastRows = batch.length
    integers[scalars.step / 4] = number
    for (const { operation, address, width } of noises) {
      floats.set(noiseOf({ count: batch.length * width, stddev: operation.stddev, seed: training.seed, index: operation.index, step: number }), address / 4)
    }
    startLoss(batch.length)
    run.differentiate(batch.length)
    const loss = (doubles[scalars.lossSum / 8] ?? NaN) / batch.length + run.regularize()
    if (!isSound(loss)) {
      trouble = findTrouble(program, memory, floats, batch.length)
      stepBack()
      return { loss: NaN }
    }
    const bad = optimizer.update(learningRate)
    if ((bad & unsound.gradient) !== 0) {
      trouble = findTrouble(program, memory, floats, batch.length)
      stepBack()
      return { loss: NaN }
    }
    run.follow()
    isLost = (bad & unsound.weight) !== 0 || !isFiniteArray(moving)
    return { loss }
  }

  function startLoss(count: number): void {
    doubles[scalars.lossSum / 8] = 0
    floats[scalars.share / 4] = 1 / count
  }

  /** Losses are told in float32: beyond its range they are no numbers either. */
  function isSound(loss: number): boolean {
    return !isLost && Number.isFinite(Math.fround(loss))
  }

  function stepBack(): void {
    regions.copy(regions.before, regions.current)
    optimizer.stepBack()
    isLost = !regions.isFinite(regions.current)
  }

  /** `use` with the weights that the network answers with in place of those that learn. */
  function withAnswerWeights<Result>(use: () => Result): Result {
    const average = optimizer.average()
    if (average === null) return use()
    const learning = floats.slice(memory.weights / 4, (memory.weights + places.trainableBytes) / 4)
    floats.copyWithin(memory.weights / 4, average / 4, (average + places.trainableBytes) / 4)
    try {
      return use()
    } finally {
      floats.set(learning, memory.weights / 4)
    }
  }

  function evaluate(asked: Rows): Evaluation {
    const answers = new Float32Array(asked.count * program.outputs)
    lastRows = 0
    let sum = 0
    for (let from = 0; from < asked.count; from += memory.capacity) {
      const count = Math.min(memory.capacity, asked.count - from)
      feeder.stage(asked, from, count)
      startLoss(count)
      run.answer(count)
      sum += doubles[scalars.lossSum / 8] ?? NaN
      readRows(floats, outputs, count, answers, from * program.outputs)
    }
    const loss = sum / asked.count + run.penalty()
    return { loss: isSound(loss) ? loss : NaN, outputs: answers }
  }

  function norms(): LayerNorms[] {
    const normAt = (address: number, bytes: number): number => Math.sqrt(run.squares(address, 1, bytes, bytes / 16))
    return places.layers.map(({ id, address, bytes }) => ({ id, gradientNorm: normAt(memory.gradients + address, bytes), weightNorm: normAt(memory.weights + address, bytes), updateNorm: Math.sqrt(run.distance(memory.weights + address, memory.before + address, bytes / 16)) }))
  }

  function setWeights(tensors: NamedTensor[], earlier: NamedTensor[] = tensors): void {
    regions.write(regions.current, tensors)
    regions.write(regions.before, earlier)
    isLost = !regions.isFinite(regions.current)
  }

  integers[scalars.seed / 4] = training.seed
  for (const { address, words } of memory.constants) integers.set(words, address / 4)
  const initial = initialWeights(program, training.seed)
  setWeights(program.parameters.map(({ name, shape, trainable }, id) => ({ name, shape, trainable, values: initial[id] ?? new Float32Array() })))

  return {
    step,
    norms,
    trouble: () => trouble,
    look: () => lookInside(program, memory, floats, lastRows),
    predict: (values, count) => withAnswerWeights(() => evaluate({ count, inputs: values, targets: new Float32Array(count * program.outputs), weights: null }).outputs),
    evaluate: (asked) => withAnswerWeights(() => evaluate(asked)),
    stepBack,
    weights: () => regions.read(regions.current),
    answerWeights: () => regions.read({ ...regions.current, weights: optimizer.average() ?? memory.weights }),
    earlierWeights: () => regions.read(regions.before),
    setWeights,
    optimizerState: optimizer.state,
    setOptimizerState: optimizer.setState,
    dispose: instance.dispose,
  }
}
