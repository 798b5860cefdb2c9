/** A network that learns inside TensorFlow: feeds steps, reads numbers back, and keeps the optimizer's running numbers. */
import type { Training } from '#contract/training.ts'
import { ruleOf } from '#engine/compiled/optimizers/rules.ts'
import { initialWeights } from '#engine/network/initialize.ts'
import { sizeOf } from '#engine/network/operations.ts'
import type { Program } from '#engine/network/operations.ts'
import { rowsAtOnce } from '#engine/network/rows-at-once.ts'
import type { Evaluation, LayerNorms, NamedTensor, Rows, StepResult, TrainableModel } from '#engine/training/engine.ts'
import { rowsBetween } from '#engine/training/gather.ts'
import { histogramOf } from '#engine/training/histogram.ts'
import { createChunkPace } from './chunk-pace.ts'
import { putRows } from './row-pieces.ts'
import type { GraphValue, TensorflowSession } from './session.ts'
import { commonScalars } from './step-function.ts'
import { graphNames, writeTrainingGraph } from './training-graph.ts'
import { updateRuleOf } from './update-rules.ts'
import { variableNames } from './variables.ts'
import type { Generation } from './variables.ts'

/** Row numbers of one call at most, and steps. */
const mostNumbers = 65_536
const mostSteps = 256

export function createTensorflowModel(session: TensorflowSession, program: Program, training: Training, rows: Rows, xla: boolean): TrainableModel {
  const { rule, around } = ruleOf(training.optimizer)
  const batchRows = Math.min(training.batchSize, Math.max(1, rows.count))
  const capacity = Math.max(1, Math.min(mostSteps, Math.floor(mostNumbers / batchRows)))
  const scalarNames = [...rule.scalars, ...commonScalars]
  const graphPlan = {
    program, seed: training.seed, rule: updateRuleOf(training.optimizer), slots: rule.slots, scalars: rule.scalars, around, batchRows, capacity, xla,
    rows: { count: Math.max(1, rows.count), weighted: rows.weights !== null },
    hasRemainder: rows.count % batchRows !== 0,
    prefersFused: !xla,
  }
  const written = writeTrainingGraph(graphPlan)
  const graph = session.load(written.file)
  const variables = new Map(written.variables.map((variable) => [variable.name, variable]))
  const trainable = program.parameters.flatMap((parameter, id) => (parameter.trainable ? [{ ...parameter, id }] : []))
  const valuesOfRows: Readonly<Record<string, Float32Array>> = { [variableNames.inputs]: rows.inputs, [variableNames.targets]: rows.targets, ...(rows.weights === null ? {} : { [variableNames.rowWeights]: rows.weights }) }
  const chunk = rowsAtOnce(program.values.reduce((sum, { shape }) => sum + sizeOf(shape), 0))
  const pace = createChunkPace(capacity)
  const numbers: Record<string, number> = { ...rule.numbers, ...(around.averageMomentum === null ? {} : { averages: 0, earlierAverages: 0 }) }
  /** Some weight or statistic is no number. */
  let isLost = false

  function put(values: Readonly<Record<string, Float32Array>>): void {
    const names = Object.keys(values)
    const inputs = Object.fromEntries(names.map((name): [string, GraphValue] => [graphNames.value(name), { shape: variables.get(name)?.shape ?? [], values: values[name] ?? new Float32Array() }]))
    graph.run(inputs, names.map(graphNames.put))
  }

  function get(names: readonly string[]): Float32Array[] {
    return names.length === 0 ? [] : graph.run({}, names.map(graphNames.get)).map(floats)
  }

  function run(batches: readonly Int32Array[], first: number, rates: readonly number[]): StepResult[] {
    const order = new Int32Array(capacity * batchRows)
    const counts = new Int32Array(capacity)
    const scalars = new Float32Array(capacity * scalarNames.length)
    const earlier: Record<string, number>[] = []
    for (const [at, batch] of batches.entries()) {
      order.set(batch, at * batchRows)
      counts[at] = batch.length
      earlier.push({ ...numbers })
      scalars.set(scalarsOf(rates[at] ?? NaN), at * scalarNames.length)
    }
    const [losses = new Float32Array(), done, isSound] = graph.run(
      { steps: scalar(batches.length), first: scalar(first), order: { shape: [order.length], values: order }, counts: { shape: [capacity], values: counts }, scalars: { shape: [capacity, scalarNames.length], values: scalars } },
      [graphNames.losses, graphNames.stepsDone, graphNames.isSound],
    ).map(floats)
    const made = done?.[0] ?? 0
    const results = Array.from(losses.subarray(0, made), (loss) => ({ loss }))
    if (isSound?.[0] === 1) return results
    // The last of them learned from numbers that are none: as if it, and the step before it, had not been.
    Object.assign(numbers, earlier[made - 1])
    forgetAverage()
    graph.run({}, [graphNames.recall])
    return [...results.slice(0, -1), { loss: NaN }]
  }

  function scalarsOf(rate: number): number[] {
    const ofRule: Readonly<Record<string, number>> = rule.prepare(numbers, rate)
    const keptAverage = numbers['averages'] === 0 ? 0 : (around.averageMomentum ?? 0)
    if (around.averageMomentum !== null) Object.assign(numbers, { earlierAverages: numbers['averages'], averages: 1 })
    const common: Record<(typeof commonScalars)[number], number> = { decay: rate * around.weightDecay, keptAverage }
    return scalarNames.map((name) => ofRule[name] ?? Object.entries(common).find(([own]) => own === name)?.[1] ?? NaN)
  }

  function forgetAverage(): void {
    if (around.averageMomentum !== null) numbers['averages'] = numbers['earlierAverages'] ?? 0
  }

  function tensorsOf(nameOf: (id: number, learns: boolean) => string): NamedTensor[] {
    const values = get(program.parameters.map(({ trainable: learns }, id) => nameOf(id, learns)))
    return program.parameters.map(({ name, shape, trainable: learns }, id) => ({ name, shape: [...shape], values: values[id] ?? new Float32Array(), trainable: learns }))
  }

  const hasAverage = (): boolean => around.averageMomentum !== null && numbers['averages'] !== 0
  const weightsOf = (generation: Generation): NamedTensor[] => tensorsOf((id) => variableNames.weights(generation, id))

  function evaluate(asked: Rows): Evaluation {
    const of = hasAverage() ? 'average' : 'now'
    const outputs = new Float32Array(asked.count * program.outputs)
    let [sum, penalty, size] = [0, 0, 0]
    for (let from = 0; from < asked.count; from += chunk) {
      const part = rowsBetween(asked, from, Math.min(asked.count, from + chunk), program)
      const kept = placeAmong(rows, part, program)
      const kind = kept === null ? 'fed' : 'kept'
      const names = graphNames.answers(kind, of)
      const values: Record<string, GraphValue> =
        kept === null
          ? { [`inputs_fed_${of}`]: { shape: [part.count, program.inputs], values: part.inputs }, [`targets_fed_${of}`]: { shape: [part.count, program.outputs], values: part.targets } }
          : { [`which_kept_${of}`]: { shape: [part.count], values: Int32Array.from({ length: part.count }, (_, at) => kept + at) } }
      const weights = { shape: [part.count], values: part.weights ?? new Float32Array(part.count).fill(1) }
      const [answers = new Float32Array(), ...measured] = graph.run({ ...values, [`weights_${kind}_${of}`]: weights }, [names.outputs, names.lossSum, names.penalty, names.size]).map(floats)
      outputs.set(answers, from * program.outputs)
      sum += measured[0]?.[0] ?? NaN
      penalty = measured[1]?.[0] ?? NaN
      size = measured[2]?.[0] ?? NaN
    }
    const loss = sum / asked.count + penalty
    return { loss: !isLost && Number.isFinite(Math.fround(loss)) && Number.isFinite(size) ? loss : NaN, outputs }
  }

  function norms(): LayerNorms[] {
    const squares = graph.run({}, trainable.flatMap(({ id }) => (['gradient', 'weights', 'update'] as const).map((what) => graphNames.squares(what, id)))).map((values) => values[0] ?? NaN)
    return [...new Set(trainable.map(({ layerId }) => layerId))].map((id) => {
      const sumOf = (what: number): number => Math.sqrt(trainable.reduce((sum, { layerId }, at) => (layerId === id ? sum + (squares[3 * at + what] ?? NaN) : sum), 0))
      return { id, gradientNorm: sumOf(0), weightNorm: sumOf(1), updateNorm: sumOf(2) }
    })
  }

  function setWeights(tensors: readonly NamedTensor[], earlier: readonly NamedTensor[] = tensors): void {
    const valuesOf = (given: readonly NamedTensor[]): Float32Array[] =>
      program.parameters.map(({ name, shape }) => {
        const tensor = given.find((candidate) => candidate.name === name)
        if (tensor === undefined || tensor.shape.join() !== shape.join() || tensor.values.length !== sizeOf(shape)) throw new Error(`no weights ${name} of shape ${shape.join(' x ')}`)
        return tensor.values
      })
    const [now, before] = [valuesOf(tensors), valuesOf(earlier)]
    put(Object.fromEntries(now.flatMap((values, id) => [[variableNames.weights('now', id), values], [variableNames.weights('before', id), before[id] ?? values], [variableNames.weights('earlier', id), before[id] ?? values]])))
    isLost = !now.every((values) => values.every(Number.isFinite))
  }

  /** Slots and averages, by the names they are stored under, each with its variables in order. */
  const stored = new Map([
    ...rule.slots.map((slot) => [slot, trainable.map(({ id }) => variableNames.slot(slot, id))] as const),
    ...(around.averageMomentum === null ? [] : [['averageOfWeights', trainable.map(({ id }) => variableNames.average('now', id))] as const, ['earlierAverageOfWeights', trainable.map(({ id }) => variableNames.average('before', id))] as const]),
  ])

  function start(): void {
    const zeros = new Map(written.variables.map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))]))
    for (const slot of rule.slots) for (const { id } of trainable) zeros.get(variableNames.slot(slot, id))?.fill(rule.start?.[slot] ?? 0)
    put(Object.fromEntries(zeros))
    for (const variable of written.rowVariables) putRows(graph, variable, valuesOfRows[variable.name] ?? new Float32Array())
    const initial = initialWeights(program, training.seed)
    setWeights(program.parameters.map(({ name, shape, trainable: learns }, id) => ({ name, shape, trainable: learns, values: initial[id] ?? new Float32Array() })))
  }

  start()
  return {
    step: (batch, number, rate) => run([batch], number, [rate])[0] ?? { loss: NaN },
    together: {
      most: pace.most,
      steps(batches, first, rates) {
        const before = performance.now()
        const results = run(batches, first, rates)
        pace.took(batches.length, performance.now() - before)
        return results
      },
    },
    norms,
    trouble: () => null,
    look() {
      const kernels = program.parameters.flatMap(({ name, layerId }, id) => (name.endsWith('/kernel') ? [{ layerId, id }] : []))
      const values = get(kernels.map(({ id }) => variableNames.weights('now', id)))
      return kernels.map(({ layerId }, at) => ({ id: layerId, outputs: null, weights: histogramOf(values[at] ?? new Float32Array()), silentShare: null }))
    },
    predict: (inputs, count) => evaluate({ count, inputs, targets: new Float32Array(count * program.outputs), weights: null }).outputs,
    evaluate,
    stepBack() {
      const names = trainable.map(({ id }) => id)
      const before = weightsOf('before')
      setWeights(before)
      if (around.averageMomentum === null) return
      const averages = get(names.map((id) => variableNames.average('before', id)))
      put(Object.fromEntries(names.map((id, at) => [variableNames.average('now', id), averages[at] ?? new Float32Array()])))
      forgetAverage()
    },
    weights: () => weightsOf('now'),
    answerWeights: () => tensorsOf((id, learns) => (learns && hasAverage() ? variableNames.average('now', id) : variableNames.weights('now', id))),
    earlierWeights: () => weightsOf('before'),
    setWeights,
    optimizerState() {
      const slots = Object.fromEntries([...stored].map(([name, parts]) => [name, joined(get(parts))]))
      return { slots, numbers: { ...numbers } }
    },
    setOptimizerState(state) {
      for (const [name, parts] of stored) {
        const values = state.slots[name]
        const length = trainable.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
        if (values === undefined || values.length !== length) throw new Error(`the stored state has no ${name} of length ${length}`)
        let from = 0
        put(Object.fromEntries(parts.map((part) => {
          const to = from + sizeOf(variables.get(part)?.shape ?? [])
          const own = values.slice(from, to)
          from = to
          return [part, own]
        })))
      }
      for (const name of Object.keys(numbers)) {
        const value = state.numbers[name]
        if (value === undefined) throw new Error(`the stored state has no running products ${name}`)
        numbers[name] = value
      }
    },
    dispose: () => graph.dispose(),
  }
}

/** Number of the first of rows that are a view of those it trains on; null where they are others. */
function placeAmong(rows: Rows, part: Rows, { inputs, outputs }: { inputs: number; outputs: number }): number | null {
  if (part.inputs.buffer !== rows.inputs.buffer || part.targets.buffer !== rows.targets.buffer) return null
  const first = (part.inputs.byteOffset - rows.inputs.byteOffset) / (4 * inputs)
  const sameRows = (part.targets.byteOffset - rows.targets.byteOffset) / (4 * outputs) === first
  return sameRows && Number.isInteger(first) && first >= 0 && first + part.count <= rows.count ? first : null
}

function scalar(value: number): GraphValue {
  return { shape: [], values: Int32Array.of(value) }
}

function floats(values: Float32Array | Int32Array): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values)
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let from = 0
  for (const part of parts) {
    all.set(part, from)
    from += part.length
  }
  return all
}
