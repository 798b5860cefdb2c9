/** Convolutions and poolings as operations. Throws a plain Error where the window does not fit. */
import { numberOf, switchOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import { addParameter, append, lastShape } from './draft.ts'
import type { Draft } from './draft.ts'
import { convolutionSettings, poolingSettings } from './layer-shape.ts'
import type { Window } from './operations.ts'
import { wholeWindow, windowedShape, windowOver } from './window.ts'

/** Kernels have Keras's shapes: [size, channels, filters] for a sequence, [size, size, channels, filters] for an image. */
export function lowerConvolution(draft: Draft, layerId: string, settings: Values): void {
  const shape = lastShape(draft)
  const window = fitting(layerId, windowOver(shape, convolutionSettings(settings)))
  const filters = numberOf(settings, 'filters')
  const size = numberOf(settings, 'kernelSize')
  const sides = shape.slice(0, -1).map(() => size)
  const kernel = addParameter(draft, layerId, 'kernel', [...sides, window.channels, filters], settings, 'kernelInitializer', 'kernelRegularizer')
  const bias = switchOf(settings, 'useBias') ? addParameter(draft, layerId, 'bias', [filters], settings, 'biasInitializer', 'biasRegularizer') : null
  append(draft, windowedShape(shape, window, filters), (input, output) => ({ kind: 'convolution', layerId, input, output, kernel, bias, window }))
}

export function lowerPooling(draft: Draft, layerId: string, settings: Values, how: 'max' | 'average'): void {
  const shape = lastShape(draft)
  const window = fitting(layerId, windowOver(shape, poolingSettings(settings)))
  append(draft, windowedShape(shape, window, window.channels), (input, output) => ({ kind: 'pooling', layerId, input, output, how, window }))
}

/** One number a channel. */
export function lowerGlobalPooling(draft: Draft, layerId: string, how: 'max' | 'average'): void {
  const window = fitting(layerId, wholeWindow(lastShape(draft)))
  append(draft, [window.channels], (input, output) => ({ kind: 'pooling', layerId, input, output, how, window }))
}

function fitting(layerId: string, window: Window | null): Window {
  if (window === null) throw new Error(`a plan whose layer ${layerId} has a window that does not fit`)
  return window
}
