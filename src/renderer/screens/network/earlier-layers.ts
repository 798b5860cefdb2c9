/** Settings that name an earlier layer, with the layers they can name. Knows the network's list, not its shapes. */
import type { Text } from '#contract/language.ts'
import type { CatalogueEntry, Layer } from '#contract/network.ts'

export interface LayerNames {
  input: Text
  /** `position` from 1. */
  layer: (position: number, layer: Layer) => Text
}

/** The same entry where no setting names a layer. */
export function withEarlierLayers(entry: CatalogueEntry, layers: readonly Layer[], id: string, names: LayerNames): CatalogueEntry {
  if (!entry.settings.some(({ kind }) => kind === 'layer')) return entry
  const earlier = layers.slice(0, Math.max(0, layers.findIndex((layer) => layer.id === id)))
  const choices = [{ value: 'input', label: names.input }, ...earlier.map((layer, at) => ({ value: layer.id, label: names.layer(at + 1, layer) }))]
  return { ...entry, settings: entry.settings.map((setting) => (setting.kind === 'layer' ? { ...setting, kind: 'choice', choices } : setting)) }
}
