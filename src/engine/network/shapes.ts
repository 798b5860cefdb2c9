/** What each layer makes and costs: output shape, parameters, multiply-adds. Also for a network that has problems. */
import type { Layer } from '#contract/network.ts'
import type { LayerCheck } from '#contract/network.ts'
import { layers as layerEntries } from '#engine/catalogue/layers.ts'
import { numberOf, resolveSettings, switchOf } from '#engine/catalogue/settings.ts'

/**
 * One entry a layer, in order. A layer that is switched off, or unknown, passes its shape on. A setting with a problem counts as
 * its default. Multiply-adds are those of matrix products, for one row, forward.
 */
export function shapesOf(layers: readonly Layer[], inputs: number): LayerCheck[] {
  let width = inputs
  return layers.map((layer) => {
    const check = layerCheck(layer, width)
    width = check.shape[0] ?? width
    return check
  })
}

/** Of a dense layer with bias. */
export function denseCheck(id: string, width: number, units: number, useBias = true): LayerCheck {
  return { id, shape: [units], parameters: width * units + (useBias ? units : 0), multiplyAdds: width * units }
}

function layerCheck(layer: Layer, width: number): LayerCheck {
  const { id, enabled } = layer
  const unchanged: LayerCheck = { id, shape: [width], parameters: 0, multiplyAdds: 0 }
  const entry = layerEntries.find(({ type }) => type === layer.type)
  if (entry === undefined || enabled === false) return unchanged
  const { values } = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
  const scaleAndShift = (): number => (switchOf(values, 'scale') ? width : 0) + (switchOf(values, 'center') ? width : 0)
  switch (entry.type) {
    case 'dense':
      return denseCheck(id, width, numberOf(values, 'units'), switchOf(values, 'useBias'))
    // Keras counts the two moving statistics among the parameters.
    case 'batchNormalization':
      return { ...unchanged, parameters: scaleAndShift() + 2 * width }
    case 'layerNormalization':
      return { ...unchanged, parameters: scaleAndShift() }
    case 'activation':
    case 'dropout':
    case 'gaussianNoise':
      return unchanged
    default:
      return entry satisfies never
  }
}
