import { describe, expect, it } from 'vitest'
import type { Network } from '#contract/network.ts'
import { withCopy, withLayer, withLayerMoved, withLayerSwitched, withOrder, withSetting, withoutLayer } from './edit-layers.ts'

const network: Network = {
  layers: [
    { id: 'layer-1', type: 'dense', units: 64 },
    { id: 'layer-2', type: 'dropout', rate: 0.2 },
    { id: 'layer-3', type: 'dense', units: 32 },
  ],
  output: { activation: 'auto' },
}
const order = (changed: Network): string[] => changed.layers.map((layer) => layer.id)

describe('editing layers', () => {
  it('adds behind the selected layer or at the end, under a free id', () => {
    const behind = withLayer(network, 'dense', 'layer-1')
    expect([behind.id, order(behind.network)]).toEqual(['layer-4', ['layer-1', 'layer-4', 'layer-2', 'layer-3']])
    expect(order(withLayer(network, 'dense', null).network).at(-1)).toBe('layer-4')
    expect(withLayer(withoutLayer(network, 'layer-2'), 'dense', null).id).toBe('layer-2')
  })

  it('copies settings, not the id', () => {
    const { network: copied, id } = withCopy(network, 'layer-1')
    expect(copied.layers[1]).toEqual({ id, type: 'dense', units: 64 })
  })

  it('moves by one place and not beyond the ends', () => {
    expect(order(withLayerMoved(network, 'layer-3', -1))).toEqual(['layer-1', 'layer-3', 'layer-2'])
    expect(withLayerMoved(network, 'layer-1', -1)).toBe(network)
    expect(withLayerMoved(network, 'layer-3', 1)).toBe(network)
  })

  it('takes the order of a drag', () => {
    expect(order(withOrder(network, ['layer-3', 'layer-1', 'layer-2']))).toEqual(['layer-3', 'layer-1', 'layer-2'])
  })

  it('switches off and on again without a trace', () => {
    const off = withLayerSwitched(network, 'layer-2')
    expect(off.layers[1]).toEqual({ id: 'layer-2', type: 'dropout', rate: 0.2, enabled: false })
    expect(withLayerSwitched(off, 'layer-2')).toEqual(network)
  })

  it('sets one setting of one layer and leaves the plan it was given alone', () => {
    expect(withSetting(network, 'layer-3', 'units', 8).layers.map((layer) => layer['units'])).toEqual([64, undefined, 8])
    expect(network.layers[2]).toEqual({ id: 'layer-3', type: 'dense', units: 32 })
  })
})
