/** What shape a layer makes of the one that comes in, and why it can't. Knows nothing of the layers around but their shapes. */
import type { SettingValue } from '#contract/network.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import type { LayerType } from '#engine/catalogue/layers.ts'
import { numberOf, wordOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import type { Codes } from './facts.ts'
import { sizeOf } from './operations.ts'
import type { KnownProblem } from './setting-problems.ts'
import type { WindowSettings } from './window.ts'
import { windowedShape, windowOver } from './window.ts'

export interface Surroundings {
  /** Shapes of what earlier layers made, by id, and of `input`. The last one is what comes in. */
  earlier: ReadonlyMap<string, readonly number[]>
  codes: Codes
  /** No layer before this one changes the inputs. */
  isFirst: boolean
}

/** `insertBefore`: the layer that would mend it if it stood before this one. */
export interface ShapeProblem extends Pick<KnownProblem, 'problem' | 'setting' | 'value' | 'expected' | 'fix'> {
  insertBefore?: { type: LayerType; settings: Record<string, SettingValue> }
}

/** With a problem, `shape` is the best guess at what the layer is meant to make. */
export interface LayerShape {
  shape: number[]
  problem: ShapeProblem | null
}

export function layerShape(type: LayerType, settings: Values, input: readonly number[], around: Surroundings): LayerShape {
  switch (type) {
    case 'dense':
      return { shape: [numberOf(settings, 'units')], problem: vectorProblem(input) }
    case 'activation':
    case 'dropout':
    case 'gaussianNoise':
    case 'batchNormalization':
    case 'layerNormalization':
      return sound(input)
    case 'reshape':
      return reshaped(settings, sizeOf(input))
    case 'conv1d':
    case 'conv2d':
      return windowed(axesOf(type), 'kernelSize', convolutionSettings(settings), input, numberOf(settings, 'filters'))
    case 'maxPooling1d':
    case 'averagePooling1d':
    case 'maxPooling2d':
    case 'averagePooling2d':
      return windowed(axesOf(type), 'poolSize', poolingSettings(settings), input, input.at(-1) ?? 1)
    case 'globalMaxPooling1d':
    case 'globalAveragePooling1d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling2d':
      return { shape: [input.at(-1) ?? 1], problem: axesProblem(axesOf(type), input) }
    case 'flatten':
      return sound([sizeOf(input)])
    case 'add':
      return { shape: [...input], problem: additionProblem(wordOf(settings, 'from'), input, around.earlier) }
    case 'embedding':
      return embedded(numberOf(settings, 'outputDim'), input, around)
    default:
      return type satisfies never
  }
}

/** Null where the numbers are a plain list, as a dense layer and the output need them. */
export function vectorProblem(input: readonly number[]): ShapeProblem | null {
  return input.length === 1 ? null : { problem: 'layer.needsList', value: shapeText(input), insertBefore: { type: 'flatten', settings: {} } }
}

export function convolutionSettings(settings: Values): WindowSettings {
  return { size: numberOf(settings, 'kernelSize'), strides: numberOf(settings, 'strides'), padding: paddingOf(settings) }
}

/** Strides 0: as far as the window is large. */
export function poolingSettings(settings: Values): WindowSettings {
  const size = numberOf(settings, 'poolSize')
  return { size, strides: numberOf(settings, 'strides') || size, padding: paddingOf(settings) }
}

/** `28 × 28 × 1` */
function shapeText(shape: readonly number[]): string {
  return shape.map(formatCount).join(' × ')
}

/** The largest square image that a number of inputs is, in grey or in colour; null where they are none. */
export function squareImage(inputs: number): { height: number; width: number; channels: number } | null {
  for (const channels of [1, 3]) {
    const side = Math.round(Math.sqrt(inputs / channels))
    if (side > 1 && side * side * channels === inputs) return { height: side, width: side, channels }
  }
  return null
}

function sound(shape: readonly number[]): LayerShape {
  return { shape: [...shape], problem: null }
}

function paddingOf(settings: Values): WindowSettings['padding'] {
  return wordOf(settings, 'padding') === 'same' ? 'same' : 'valid'
}

/** How many axes a layer reads: a sequence has 2, an image 3. */
function axesOf(type: LayerType): 2 | 3 {
  return type.endsWith('1d') ? 2 : 3
}

function axesProblem(axes: 2 | 3, input: readonly number[]): ShapeProblem | null {
  if (input.length === axes) return null
  const problem = axes === 2 ? 'layer.needsSequence' : 'layer.needsImage'
  const value = shapeText(input)
  const image = axes === 2 ? { height: 0, width: sizeOf(input), channels: 1 } : squareImage(sizeOf(input))
  return input.length > 1 || image === null ? { problem, value } : { problem, value, insertBefore: { type: 'reshape', settings: image } }
}

function windowed(axes: 2 | 3, setting: string, window: WindowSettings, input: readonly number[], channels: number): LayerShape {
  const wrong = axesProblem(axes, input)
  if (wrong !== null) return { shape: [...input], problem: wrong }
  const found = windowOver(input, window)
  if (found !== null) return sound(windowedShape(input, found, channels))
  const largest = Math.min(...input.slice(0, -1))
  return { shape: [...input.slice(0, -1).map(() => 1), channels], problem: { problem: 'layer.windowTooLarge', setting, value: String(window.size), expected: shapeText(input.slice(0, -1)), fix: { kind: 'set', setting, value: largest } } }
}

function reshaped(settings: Values, count: number): LayerShape {
  const [height, width, channels] = [numberOf(settings, 'height'), numberOf(settings, 'width'), numberOf(settings, 'channels')]
  const shape = height === 0 ? [width, channels] : [height, width, channels]
  if (sizeOf(shape) === count) return sound(shape)
  const better = reshapeFor(height, width, channels, count)
  return { shape, problem: { problem: 'layer.reshapeCount', setting: 'width', value: shapeText(shape), expected: formatCount(count), ...(better === null ? {} : { fix: { kind: 'setAll', settings: better } }) } }
}

/** A shape of so many numbers: a square image, else as much as possible of what was asked for. */
function reshapeFor(height: number, width: number, channels: number, count: number): Record<string, number> | null {
  const wide = count / (Math.max(1, height) * channels)
  const square = height === 0 ? null : squareImage(count)
  if (square !== null) return square
  if (Number.isInteger(wide) && wide > 0) return { height, width: wide, channels }
  const high = count / (width * channels)
  if (height > 0 && Number.isInteger(high) && high > 0) return { height: high, width, channels }
  return count > 0 ? { height: 0, width: count, channels: 1 } : null
}

function additionProblem(from: string, input: readonly number[], earlier: Surroundings['earlier']): ShapeProblem | null {
  const other = earlier.get(from)
  if (other !== undefined && equal(other, input)) return null
  // The last is what comes in itself: twice the same says nothing new.
  const fitting = [...earlier].slice(0, -1).findLast(([, shape]) => equal(shape, input))?.[0]
  const fix = fitting === undefined ? {} : { fix: { kind: 'set' as const, setting: 'from', value: fitting } }
  if (other === undefined) return { problem: 'layer.addUnknown', setting: 'from', value: from, ...fix }
  return { problem: 'layer.addShapes', setting: 'from', value: shapeText(other), expected: shapeText(input), ...fix }
}

function embedded(outputDim: number, input: readonly number[], { codes, isFirst }: Surroundings): LayerShape {
  if (!isFirst) return { shape: [...input], problem: { problem: 'layer.embeddingFirst', fix: { kind: 'removeLayer' } } }
  return sound([sizeOf(input) - codes.length + codes.length * outputDim])
}

function equal(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis])
}
