/** The networks to start from, by name. */
import { StudioError } from '#contract/errors.ts'
import type { Layer } from '#contract/network.ts'
import { Network } from '#contract/network.ts'
import type { TemplateName } from '#engine/catalogue/templates.ts'
import { templates } from '#engine/catalogue/templates.ts'
import type { PlanFacts } from './facts.ts'

/** Layer ids are `layer-1`, `layer-2` ... Throws 'request.invalid' for a name that is no template. */
export function networkOfTemplate(type: string, facts: PlanFacts): Network {
  const name = templates.find((template) => template.type === type)?.type
  if (name === undefined) throw new StudioError('request.invalid', { setting: 'template', value: type, expected: templates.map((template) => template.type).join(', ') })
  const layers = (name === 'suggest' ? suggestedLayers(facts) : layersOf[name]()).map((layer, at) => ({ ...layer, id: `layer-${at + 1}` }))
  return Network.parse({ layers })
}

type LayerDraft = Omit<Layer, 'id'> & { type: string }

const layersOf: Record<Exclude<TemplateName, 'suggest'>, () => LayerDraft[]> = {
  linear: () => [],
  small: () => [hidden(16)],
  textbook: () => [hidden(64), hidden(32)],
  wide: () => [hidden(256)],
  deep: () => [64, 64, 32, 32].flatMap(normalized),
}

/** Grows with the rows it can learn from; with few rows a large network only learns them by heart. */
function suggestedLayers({ trainingRows, inputs }: PlanFacts): LayerDraft[] {
  if (trainingRows < 100) return layersOf.small()
  // More inputs than rows: half of what the first layer says is silenced, so that it can't rely on single columns.
  if (inputs > trainingRows) return [hidden(32), { type: 'dropout', rate: 0.5 }]
  if (trainingRows < 10_000) return layersOf.textbook()
  if (trainingRows < 100_000) return [hidden(128), hidden(64)]
  return [hidden(256), hidden(128), hidden(64)]
}

function hidden(units: number): LayerDraft {
  return { type: 'dense', units, activation: 'relu' }
}

/** Ioffe and Szegedy's order; the bias before a normalization would be taken away by it. */
function normalized(units: number): LayerDraft[] {
  return [{ type: 'dense', units, useBias: false }, { type: 'batchNormalization' }, { type: 'activation', activation: 'relu' }]
}
