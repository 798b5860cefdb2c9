/** From a plan's list of layers to the program that engines run, layer by layer. Knows no engine. */
import type { Layer } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { LayerType } from '#engine/catalogue/layers.ts'
import { layers as layerEntries, outputSettings } from '#engine/catalogue/layers.ts'
import { nestedOf, numberOf, resolveSettings, resolveTyped, switchOf, wordOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import type { PlanFacts } from './facts.ts'
import { outputsOf } from './facts.ts'
import { activationNamed, isFused, lossName, outputActivation } from './output.ts'
import type { Initializer, Operation, Parameter, ParameterId, Program, ProgramLoss, Regularizer, ValueId } from './operations.ts'

export type { Program } from './operations.ts'

export const outputLayerId = 'output'

/** The program of a plan that `checkPlan` finds no error in. Throws a plain Error for any other. */
export function buildProgram(plan: Plan, facts: PlanFacts): Program {
  const draft = newDraft(facts.inputs)
  for (const layer of plan.network.layers) if (layer.enabled !== false) lowerLayer(draft, layer)
  const activation = outputActivation(plan, facts.task)
  const loss = lossName(plan, facts.task)
  if (activation === null || loss === null) throw new Error('a plan with an unknown output activation or loss')
  const { values } = resolveSettings(outputSettings, { kernelInitializer: plan.network.output.kernelInitializer })
  lowerDense(draft, outputLayerId, { ...values, units: outputsOf(facts), useBias: true, biasInitializer: { type: 'zeros' }, kernelRegularizer: null, biasRegularizer: null })
  const logits = draft.last
  lowerActivation(draft, outputLayerId, activation)
  const fused = isFused(activation, loss)
  return {
    inputs: facts.inputs,
    outputs: outputsOf(facts),
    values: draft.values,
    parameters: draft.parameters,
    operations: draft.operations,
    output: draft.last,
    loss: { name: loss, settings: lossSettings(plan, loss), from: fused ? 'logits' : 'outputs', value: fused ? logits : draft.last } satisfies ProgramLoss,
  }
}

/** The program so far; `last` is the value the next layer reads. */
interface Draft {
  values: { shape: number[] }[]
  parameters: Parameter[]
  operations: Operation[]
  last: ValueId
}

function newDraft(inputs: number): Draft {
  return { values: [{ shape: [inputs] }], parameters: [], operations: [], last: 0 }
}

function lowerLayer(draft: Draft, layer: Layer): void {
  const entry = layerEntries.find(({ type }) => type === layer.type)
  if (entry === undefined) throw new Error(`a plan with an unknown layer ${layer.type}`)
  const { values } = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
  lowerers[entry.type](draft, layer.id, values)
}

const lowerers: Record<LayerType, (draft: Draft, layerId: string, settings: Values) => void> = {
  dense: (draft, layerId, settings) => {
    lowerDense(draft, layerId, settings)
    lowerActivation(draft, layerId, wordOf(settings, 'activation'))
  },
  activation: (draft, layerId, settings) => lowerActivation(draft, layerId, wordOf(settings, 'activation')),
  dropout: (draft, layerId, settings) => {
    const rate = numberOf(settings, 'rate')
    if (rate > 0) append(draft, widthOf(draft), (input, output) => ({ kind: 'dropout', layerId, input, output, rate, index: countOf(draft, 'dropout') }))
  },
  gaussianNoise: (draft, layerId, settings) => {
    const stddev = numberOf(settings, 'stddev')
    if (stddev > 0) append(draft, widthOf(draft), (input, output) => ({ kind: 'gaussianNoise', layerId, input, output, stddev, index: countOf(draft, 'gaussianNoise') }))
  },
  batchNormalization: (draft, layerId, settings) => {
    const { gamma, beta } = shiftAndScale(draft, layerId, settings)
    const movingMean = addParameter(draft, layerId, 'moving_mean', [widthOf(draft)], settings, 'movingMeanInitializer', null)
    const movingVariance = addParameter(draft, layerId, 'moving_variance', [widthOf(draft)], settings, 'movingVarianceInitializer', null)
    append(draft, widthOf(draft), (input, output) => ({
      kind: 'batchNormalization', layerId, input, output, gamma, beta, movingMean, movingVariance, momentum: numberOf(settings, 'momentum'), epsilon: numberOf(settings, 'epsilon'),
    }))
  },
  layerNormalization: (draft, layerId, settings) => {
    const { gamma, beta } = shiftAndScale(draft, layerId, settings)
    append(draft, widthOf(draft), (input, output) => ({ kind: 'layerNormalization', layerId, input, output, gamma, beta, epsilon: numberOf(settings, 'epsilon') }))
  },
}

function lowerDense(draft: Draft, layerId: string, settings: Values): void {
  const units = numberOf(settings, 'units')
  const kernel = addParameter(draft, layerId, 'kernel', [widthOf(draft), units], settings, 'kernelInitializer', 'kernelRegularizer')
  const bias = switchOf(settings, 'useBias') ? addParameter(draft, layerId, 'bias', [units], settings, 'biasInitializer', 'biasRegularizer') : null
  append(draft, units, (input, output) => ({ kind: 'dense', layerId, input, output, kernel, bias }))
}

function lowerActivation(draft: Draft, layerId: string, name: string): void {
  const activation = activationNamed(name)
  if (activation === null) throw new Error(`a plan with an unknown activation ${name}`)
  if (activation !== 'linear') append(draft, widthOf(draft), (input, output) => ({ kind: 'activation', layerId, input, output, activation }))
}

/** Keras's order: gamma before beta. */
function shiftAndScale(draft: Draft, layerId: string, settings: Values): { gamma: ParameterId | null; beta: ParameterId | null } {
  const shape = [widthOf(draft)]
  const gamma = switchOf(settings, 'scale') ? addParameter(draft, layerId, 'gamma', shape, settings, 'gammaInitializer', 'gammaRegularizer') : null
  const beta = switchOf(settings, 'center') ? addParameter(draft, layerId, 'beta', shape, settings, 'betaInitializer', 'betaRegularizer') : null
  return { gamma, beta }
}

function append(draft: Draft, width: number, operation: (input: ValueId, output: ValueId) => Operation): void {
  const output = draft.values.push({ shape: [width] }) - 1
  draft.operations.push(operation(draft.last, output))
  draft.last = output
}

/** `regularizer` null: moving statistics, which are not trained. */
function addParameter(draft: Draft, layerId: string, name: string, shape: number[], settings: Values, initializer: string, regularizer: string | null): ParameterId {
  const parameter: Parameter = {
    name: `${layerId}/${name}`,
    layerId,
    shape,
    initializer: initializerOf(settings, initializer),
    regularizer: regularizer === null ? null : regularizerOf(settings, regularizer),
    trainable: regularizer !== null,
  }
  return draft.parameters.push(parameter) - 1
}

function initializerOf(settings: Values, name: string): Initializer {
  const nested = nestedOf(settings, name) ?? { type: 'zeros' }
  const found = resolveTyped(catalogue.initializers, nested)
  if (found === null) throw new Error(`a plan with an unknown initializer ${nested.type}`)
  return { type: nested.type, settings: numbersOf(found.resolved.values) }
}

function regularizerOf(settings: Values, name: string): Regularizer | null {
  const nested = nestedOf(settings, name)
  const l1 = nested?.['l1'] ?? 0
  const l2 = nested?.['l2'] ?? 0
  return typeof l1 !== 'number' || typeof l2 !== 'number' || (l1 === 0 && l2 === 0) ? null : { l1, l2 }
}

function lossSettings({ training }: Plan, name: string): Readonly<Record<string, number>> {
  const found = resolveTyped(catalogue.losses, training.loss === 'auto' ? { type: name } : training.loss)
  return found === null ? {} : numbersOf(found.resolved.values)
}

function numbersOf(values: Values): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}

function widthOf({ values, last }: Draft): number {
  return values[last]?.shape[0] ?? 0
}

function countOf({ operations }: Draft, kind: Operation['kind']): number {
  return operations.filter((operation) => operation.kind === kind).length
}
