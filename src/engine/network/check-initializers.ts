/** Starting weights that need a matrix, asked for where there is none. */
import type { Plan } from '#contract/plan.ts'
import { layers as layerEntries } from '#engine/catalogue/layers.ts'
import { nestedOf, resolveSettings } from '#engine/catalogue/settings.ts'
import type { KnownProblem } from './setting-problems.ts'

export function checkInitializers({ network }: Plan): KnownProblem[] {
  return network.layers.flatMap((layer, at) => {
    const entry = layerEntries.find(({ type }) => type === layer.type)
    if (entry === undefined || layer.enabled === false) return []
    const { values } = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
    return entry.settings.flatMap(({ name, of, default: byDefault }): KnownProblem[] => {
      const type = of === 'initializers' ? nestedOf(values, name)?.type : undefined
      if (type === undefined || !needsMatrix(type) || hasMatrix(entry.type, name, type)) return []
      return [{ problem: 'layer.needsMatrix', severity: 'error', place: 'layer', layerId: layer.id, layer: at + 1, setting: name, fix: { kind: 'set', setting: name, value: byDefault } }]
    })
  })
}

function needsMatrix(initializer: string): boolean {
  return initializer === 'orthogonal' || initializer === 'identity' || initializer === 'lsuv'
}

/** As in Keras, orthogonal reads a convolution's kernel as a matrix, and identity does not. */
function hasMatrix(layer: string, setting: string, initializer: string): boolean {
  if (setting === 'embeddingsInitializer') return initializer !== 'lsuv'
  return setting === 'kernelInitializer' && (layer === 'dense' || initializer !== 'identity')
}
