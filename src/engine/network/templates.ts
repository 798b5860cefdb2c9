/** The networks to start from, by name. */
import { StudioError } from '#contract/errors.ts'
import type { Layer } from '#contract/network.ts'
import { Network } from '#contract/network.ts'
import type { TemplateName } from '#engine/catalogue/templates.ts'
import { templates } from '#engine/catalogue/templates.ts'
import type { PlanFacts } from './facts.ts'
import { squareImage } from './layer-shape.ts'

/** Layer ids are `layer-1`, `layer-2` ... Throws 'request.invalid' for a name that is no template. */
export function networkOfTemplate(type: string, facts: PlanFacts): Network {
  const name = templates.find((template) => template.type === type)?.type
  if (name === undefined) throw new StudioError('request.invalid', { setting: 'template', value: type, expected: templates.map((template) => template.type).join(', ') })
  // Codes mean nothing as numbers: they become some first.
  const first: LayerDraft[] = (facts.codes ?? []).length > 0 ? [{ type: 'embedding', outputDim: embeddingSize }] : []
  const layers = [...first, ...(name === 'suggest' ? suggestedLayers(facts) : layersOf[name](facts))].map((layer, at) => ({ ...layer, id: `layer-${at + 1}` }))
  return Network.parse({ layers })
}

type LayerDraft = Omit<Layer, 'id'> & { type: string }

const embeddingSize = 8

const layersOf: Record<Exclude<TemplateName, 'suggest'>, (facts: PlanFacts) => LayerDraft[]> = {
  linear: () => [],
  small: () => [hidden(16)],
  textbook: () => [hidden(64), hidden(32)],
  wide: () => [hidden(256)],
  deep: () => [64, 64, 32, 32].flatMap(normalized),
  convolutional: ({ inputs, codes = [] }) => convolutional(inputs + codes.length * (embeddingSize - 1)),
}

/** Grows with the rows it can learn from; with few rows a large network only learns them by heart. */
function suggestedLayers({ trainingRows, inputs }: PlanFacts): LayerDraft[] {
  if (trainingRows < 100) return [hidden(16)]
  // More inputs than rows: half of what the first layer says is silenced, so that it can't rely on single columns.
  if (inputs > trainingRows) return [hidden(32), { type: 'dropout', rate: 0.5 }]
  if (trainingRows < 10_000) return [hidden(64), hidden(32)]
  if (trainingRows < 100_000) return [hidden(128), hidden(64)]
  return [hidden(256), hidden(128), hidden(64)]
}

function hidden(units: number): LayerDraft {
  return { type: 'dense', units, activation: 'relu' }
}

/** As in Keras's example for digits, but padded, so that it fits the smallest image. A sequence where the numbers are no square of at least 8 x 8. */
function convolutional(inputs: number): LayerDraft[] {
  const square = squareImage(inputs)
  const image = square !== null && square.width >= 8 ? square : null
  const axes = image === null ? '1d' : '2d'
  const block = (filters: number): LayerDraft[] => [{ type: `conv${axes}`, filters, kernelSize: 3, padding: 'same', activation: 'relu' }, { type: `maxPooling${axes}`, padding: 'same' }]
  return [{ type: 'reshape', ...(image ?? { height: 0, width: inputs, channels: 1 }) }, ...block(16), ...block(32), { type: 'flatten' }, hidden(64)]
}

/** Ioffe and Szegedy's order; the bias before a normalization would be taken away by it. */
function normalized(units: number): LayerDraft[] {
  return [{ type: 'dense', units, useBias: false }, { type: 'batchNormalization' }, { type: 'activation', activation: 'relu' }]
}
