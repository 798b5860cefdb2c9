/** Each layer of the catalogue as operations of a program. Throws a plain Error for what a check finds an error in. */
import type { LayerType } from '#engine/catalogue/layers.ts'
import { numberOf, switchOf, wordOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import { addParameter, append, countOf, lastShape } from './draft.ts'
import type { Draft } from './draft.ts'
import { lowerConvolution, lowerGlobalPooling, lowerPooling } from './lower-windows.ts'
import { sizeOf } from './operations.ts'
import type { ParameterId } from './operations.ts'
import { activationNamed } from './output.ts'

type Lowerer = (draft: Draft, layerId: string, settings: Values) => void

const convolution: Lowerer = (draft, layerId, settings) => {
  lowerConvolution(draft, layerId, settings)
  lowerActivation(draft, layerId, wordOf(settings, 'activation'))
}
const maxPooling: Lowerer = (draft, layerId, settings) => lowerPooling(draft, layerId, settings, 'max')
const averagePooling: Lowerer = (draft, layerId, settings) => lowerPooling(draft, layerId, settings, 'average')
const globalMaxPooling: Lowerer = (draft, layerId) => lowerGlobalPooling(draft, layerId, 'max')
const globalAveragePooling: Lowerer = (draft, layerId) => lowerGlobalPooling(draft, layerId, 'average')

export const lowerers: Record<LayerType, Lowerer> = {
  dense: (draft, layerId, settings) => {
    lowerDense(draft, layerId, settings)
    lowerActivation(draft, layerId, wordOf(settings, 'activation'))
  },
  activation: (draft, layerId, settings) => lowerActivation(draft, layerId, wordOf(settings, 'activation')),
  dropout: (draft, layerId, settings) => {
    const rate = numberOf(settings, 'rate')
    if (rate > 0) append(draft, lastShape(draft), (input, output) => ({ kind: 'dropout', layerId, input, output, rate, index: countOf(draft, 'dropout') }))
  },
  gaussianNoise: (draft, layerId, settings) => {
    const stddev = numberOf(settings, 'stddev')
    if (stddev > 0) append(draft, lastShape(draft), (input, output) => ({ kind: 'gaussianNoise', layerId, input, output, stddev, index: countOf(draft, 'gaussianNoise') }))
  },
  batchNormalization: (draft, layerId, settings) => {
    const { gamma, beta } = shiftAndScale(draft, layerId, settings)
    const movingMean = addParameter(draft, layerId, 'moving_mean', [channelsOf(draft)], settings, 'movingMeanInitializer', null)
    const movingVariance = addParameter(draft, layerId, 'moving_variance', [channelsOf(draft)], settings, 'movingVarianceInitializer', null)
    append(draft, lastShape(draft), (input, output) => ({
      kind: 'batchNormalization', layerId, input, output, gamma, beta, movingMean, movingVariance, momentum: numberOf(settings, 'momentum'), epsilon: numberOf(settings, 'epsilon'),
    }))
  },
  layerNormalization: (draft, layerId, settings) => {
    const { gamma, beta } = shiftAndScale(draft, layerId, settings)
    append(draft, lastShape(draft), (input, output) => ({ kind: 'layerNormalization', layerId, input, output, gamma, beta, epsilon: numberOf(settings, 'epsilon') }))
  },
  reshape: (draft, layerId, settings) => {
    const [height, width, channels] = [numberOf(settings, 'height'), numberOf(settings, 'width'), numberOf(settings, 'channels')]
    lowerReshape(draft, layerId, height === 0 ? [width, channels] : [height, width, channels])
  },
  flatten: (draft, layerId) => lowerReshape(draft, layerId, [sizeOf(lastShape(draft))]),
  conv1d: convolution,
  conv2d: convolution,
  maxPooling1d: maxPooling,
  maxPooling2d: maxPooling,
  averagePooling1d: averagePooling,
  averagePooling2d: averagePooling,
  globalMaxPooling1d: globalMaxPooling,
  globalMaxPooling2d: globalMaxPooling,
  globalAveragePooling1d: globalAveragePooling,
  globalAveragePooling2d: globalAveragePooling,
  add: (draft, layerId, settings) => {
    const from = wordOf(settings, 'from')
    const other = draft.results.get(from)
    if (other === undefined || shapeKey(draft.values[other]?.shape) !== shapeKey(lastShape(draft))) throw new Error(`a plan that adds what ${from} makes, which does not fit`)
    append(draft, lastShape(draft), (input, output) => ({ kind: 'add', layerId, input, other, output }))
  },
  embedding: (draft, layerId, settings) => {
    const { codes, last } = draft
    if (last !== 0) throw new Error('a plan with an embedding that is not the first layer')
    if (codes.length === 0) return
    const outputDim = numberOf(settings, 'outputDim')
    const passed = Array.from({ length: sizeOf(lastShape(draft)) }, (_, at) => at).filter((at) => !codes.some((code) => code.at === at))
    const tables = codes.map(({ at, size }, number) => ({ at, table: addParameter(draft, layerId, embeddingName(number), [size + 1, outputDim], settings, 'embeddingsInitializer', 'embeddingsRegularizer') }))
    append(draft, [passed.length + tables.length * outputDim], (input, output) => ({ kind: 'embedding', layerId, input, output, passed, tables }))
  },
}

export function lowerDense(draft: Draft, layerId: string, settings: Values): void {
  const units = numberOf(settings, 'units')
  if (lastShape(draft).length !== 1) throw new Error(`a plan whose layer ${layerId} reads no plain list of numbers`)
  const kernel = addParameter(draft, layerId, 'kernel', [channelsOf(draft), units], settings, 'kernelInitializer', 'kernelRegularizer')
  const bias = switchOf(settings, 'useBias') ? addParameter(draft, layerId, 'bias', [units], settings, 'biasInitializer', 'biasRegularizer') : null
  append(draft, [units], (input, output) => ({ kind: 'dense', layerId, input, output, kernel, bias }))
}

export function lowerActivation(draft: Draft, layerId: string, name: string): void {
  const activation = activationNamed(name)
  if (activation === null) throw new Error(`a plan with an unknown activation ${name}`)
  if (activation !== 'linear') append(draft, lastShape(draft), (input, output) => ({ kind: 'activation', layerId, input, output, activation }))
}

/** One table a column of codes; from 1, as the names of layers. */
function embeddingName(number: number): string {
  return `embeddings_${number + 1}`
}

function lowerReshape(draft: Draft, layerId: string, shape: readonly number[]): void {
  if (sizeOf(shape) !== sizeOf(lastShape(draft))) throw new Error(`a plan whose layer ${layerId} makes ${sizeOf(shape)} numbers of ${sizeOf(lastShape(draft))}`)
  if (shapeKey(shape) !== shapeKey(lastShape(draft))) append(draft, shape, (input, output) => ({ kind: 'reshape', layerId, input, output }))
}

/** Keras's order: gamma before beta. */
function shiftAndScale(draft: Draft, layerId: string, settings: Values): { gamma: ParameterId | null; beta: ParameterId | null } {
  const shape = [channelsOf(draft)]
  const gamma = switchOf(settings, 'scale') ? addParameter(draft, layerId, 'gamma', shape, settings, 'gammaInitializer', 'gammaRegularizer') : null
  const beta = switchOf(settings, 'center') ? addParameter(draft, layerId, 'beta', shape, settings, 'betaInitializer', 'betaRegularizer') : null
  return { gamma, beta }
}

/** The last axis, which dense layers and normalizations work on. */
function channelsOf(draft: Draft): number {
  return lastShape(draft).at(-1) ?? 0
}

function shapeKey(shape: readonly number[] = []): string {
  return shape.join()
}
