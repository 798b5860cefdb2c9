/** What each layer makes and costs: output shape, parameters, multiply-adds. Also for a network that has problems. */
import type { Layer } from '#contract/network.ts'
import type { LayerCheck } from '#contract/network.ts'
import { layers as layerEntries } from '#engine/catalogue/layers.ts'
import type { LayerType } from '#engine/catalogue/layers.ts'
import { numberOf, resolveSettings, switchOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import type { Codes, PlanFacts } from './facts.ts'
import { layerShape } from './layer-shape.ts'
import type { ShapeProblem } from './layer-shape.ts'
import { sizeOf } from './operations.ts'

/** Its place among the earlier results that `add` names. */
export const inputId = 'input'

/**
 * One entry a layer, in order. A layer that is switched off, or unknown, passes its shape on. A setting with a problem counts as
 * its default, a shape with one as the best guess. Multiply-adds are those of matrix products and convolutions, for one row, forward.
 */
export function shapesOf(layers: readonly Layer[], facts: Pick<PlanFacts, 'inputs' | 'codes'>): LayerCheck[] {
  return followShapes(layers, facts).map(({ check }) => check)
}

export interface FollowedLayer {
  check: LayerCheck
  problem: ShapeProblem | null
}

/** Beside what a layer makes, why its shape can't be; only the first such problem, since those behind it hang on it. */
export function followShapes(layers: readonly Layer[], { inputs, codes = [] }: Pick<PlanFacts, 'inputs' | 'codes'>): FollowedLayer[] {
  const earlier = new Map<string, readonly number[]>([[inputId, [inputs]]])
  let input: number[] = [inputs]
  let [isFirst, isSound] = [true, true]
  return layers.map((layer) => {
    const followed = followLayer(layer, input, { earlier, codes, isFirst })
    if (layer.enabled !== false) isFirst = false
    input = followed.check.shape
    earlier.set(layer.id, input)
    const problem = isSound ? followed.problem : null
    isSound &&= problem === null
    return { ...followed, problem }
  })
}

/** Of a dense layer with bias. */
export function denseCheck(id: string, width: number, units: number, useBias = true): LayerCheck {
  return { id, shape: [units], parameters: width * units + (useBias ? units : 0), multiplyAdds: width * units }
}

function followLayer(layer: Layer, input: readonly number[], around: Parameters<typeof layerShape>[3]): FollowedLayer {
  const { id, enabled } = layer
  const entry = layerEntries.find(({ type }) => type === layer.type)
  if (entry === undefined || enabled === false) return { check: { id, shape: [...input], parameters: 0, multiplyAdds: 0 }, problem: null }
  const { values } = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
  const { shape, problem } = layerShape(entry.type, values, input, around)
  return { check: { id, shape, ...costOf(entry.type, values, input, shape, around.codes) }, problem }
}

function costOf(type: LayerType, values: Values, input: readonly number[], output: readonly number[], codes: Codes): Pick<LayerCheck, 'parameters' | 'multiplyAdds'> {
  const channels = input.at(-1) ?? 1
  const scaleAndShift = (switchOf(values, 'scale') ? channels : 0) + (switchOf(values, 'center') ? channels : 0)
  switch (type) {
    case 'dense': {
      const { parameters, multiplyAdds } = denseCheck('', sizeOf(input), numberOf(values, 'units'), switchOf(values, 'useBias'))
      return { parameters, multiplyAdds }
    }
    case 'conv1d':
    case 'conv2d': {
      const filters = numberOf(values, 'filters')
      const size = numberOf(values, 'kernelSize')
      const kernel = (type === 'conv1d' ? size : size * size) * channels * filters
      return { parameters: kernel + (switchOf(values, 'useBias') ? filters : 0), multiplyAdds: (kernel / filters) * sizeOf(output) }
    }
    case 'embedding':
      return { parameters: codes.reduce((sum, { size }) => sum + (size + 1) * numberOf(values, 'outputDim'), 0), multiplyAdds: 0 }
    // Keras counts the two moving statistics among the parameters.
    case 'batchNormalization':
      return { parameters: scaleAndShift + 2 * channels, multiplyAdds: 0 }
    case 'layerNormalization':
      return { parameters: scaleAndShift, multiplyAdds: 0 }
    case 'activation':
    case 'dropout':
    case 'gaussianNoise':
    case 'reshape':
    case 'maxPooling1d':
    case 'averagePooling1d':
    case 'globalMaxPooling1d':
    case 'globalAveragePooling1d':
    case 'maxPooling2d':
    case 'averagePooling2d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling2d':
    case 'flatten':
    case 'add':
      return { parameters: 0, multiplyAdds: 0 }
    default:
      return type satisfies never
  }
}
