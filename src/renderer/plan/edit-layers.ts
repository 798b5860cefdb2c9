/** Changes to a plan's list of layers, each a new list. Knows no screen, no catalogue and no shapes. */
import type { Layer, Network, SettingValue } from '#contract/network.ts'

/** `after`: id of the layer it follows; null: at the end. */
export function withLayer(network: Network, type: string, after: string | null): { network: Network; id: string } {
  const id = unusedId(network)
  const at = after === null ? network.layers.length : network.layers.findIndex((layer) => layer.id === after) + 1
  return { network: { ...network, layers: network.layers.toSpliced(at, 0, { id, type }) }, id }
}

/** `at`: its place in the list, from 0. */
export function withLayerAt(network: Network, at: number, type: string, settings: Record<string, SettingValue>): Network {
  return { ...network, layers: network.layers.toSpliced(at, 0, { ...settings, id: unusedId(network), type }) }
}

/** Right behind the original, with its settings. */
export function withCopy(network: Network, id: string): { network: Network; id: string } {
  const at = network.layers.findIndex((layer) => layer.id === id)
  const original = network.layers[at]
  if (original === undefined) return { network, id }
  const copy = unusedId(network)
  return { network: { ...network, layers: network.layers.toSpliced(at + 1, 0, Object.assign({}, original, { id: copy })) }, id: copy }
}

export function withoutLayer(network: Network, id: string): Network {
  return { ...network, layers: network.layers.filter((layer) => layer.id !== id) }
}

/** One place up (-1) or down (1); the same network where there is no such place. */
export function withLayerMoved(network: Network, id: string, by: -1 | 1): Network {
  const at = network.layers.findIndex((layer) => layer.id === id)
  const layer = network.layers[at]
  const to = at + by
  if (layer === undefined || to < 0 || to >= network.layers.length) return network
  return { ...network, layers: network.layers.toSpliced(at, 1).toSpliced(to, 0, layer) }
}

/** In the order of `ids`; layers that are not named keep their order at the end. */
export function withOrder(network: Network, ids: readonly string[]): Network {
  const place = (layer: Layer): number => (ids.includes(layer.id) ? ids.indexOf(layer.id) : ids.length)
  return { ...network, layers: network.layers.toSorted((one, other) => place(one) - place(other)) }
}

export function withLayerSwitched(network: Network, id: string): Network {
  return changed(network, id, ({ enabled = true, ...layer }) => (enabled ? { ...layer, enabled: false } : layer))
}

export function withSetting(network: Network, id: string, setting: string, value: SettingValue): Network {
  return changed(network, id, (layer) => ({ ...layer, [setting]: value }))
}

function changed(network: Network, id: string, change: (layer: Layer) => Layer): Network {
  return { ...network, layers: network.layers.map((layer) => (layer.id === id ? change(layer) : layer)) }
}

/** The smallest `layer-N` that is free: stable names for weights, and the same plan from the same clicks. */
function unusedId(network: Network): string {
  const used = new Set(network.layers.map((layer) => layer.id))
  let number = 1
  while (used.has(`layer-${number}`)) number++
  return `layer-${number}`
}
