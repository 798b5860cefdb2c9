/** How a window of a convolution or a pooling fits an image or a sequence. Knows sizes alone; rules are Keras's. */
import type { Window } from './operations.ts'

export interface WindowSettings {
  /** Of each side of a square window, or the length along a sequence. */
  size: number
  strides: number
  padding: 'valid' | 'same'
}

/**
 * `shape`: [length, channels] or [height, width, channels]. null where the window is larger than the input and no padding helps, or
 * the shape has another number of axes. 'same': as many windows as there are strides in the input, what is missing shared out on
 * both sides, the odd one behind.
 */
export function windowOver(shape: readonly number[], { size, strides, padding }: WindowSettings): Window | null {
  const image = asImage(shape)
  if (image === null) return null
  const down = shape.length === 2 ? { size: 1, strides: 1, outputs: 1, before: 0 } : along(image.height, size, strides, padding)
  const across = along(image.width, size, strides, padding)
  if (down.outputs < 1 || across.outputs < 1) return null
  return {
    ...image,
    windowHeight: down.size,
    windowWidth: across.size,
    strideHeight: down.strides,
    strideWidth: across.strides,
    top: down.before,
    left: across.before,
    outputHeight: down.outputs,
    outputWidth: across.outputs,
  }
}

/** One window over everything, as global pooling has it; null for a shape with another number of axes. */
export function wholeWindow(shape: readonly number[]): Window | null {
  const image = asImage(shape)
  return image === null ? null : { ...image, windowHeight: image.height, windowWidth: image.width, strideHeight: 1, strideWidth: 1, top: 0, left: 0, outputHeight: 1, outputWidth: 1 }
}

/** Shape of what the windows make, with as many axes as `shape`. */
export function windowedShape(shape: readonly number[], { outputHeight, outputWidth }: Window, channels: number): number[] {
  return shape.length === 2 ? [outputWidth, channels] : [outputHeight, outputWidth, channels]
}

function asImage(shape: readonly number[]): Pick<Window, 'height' | 'width' | 'channels'> | null {
  const [height = 1, width = 1, channels = 1] = shape.length === 2 ? [1, ...shape] : shape
  return shape.length === 2 || shape.length === 3 ? { height, width, channels } : null
}

function along(length: number, size: number, strides: number, padding: WindowSettings['padding']): { size: number; strides: number; outputs: number; before: number } {
  if (padding === 'valid') return { size, strides, outputs: Math.floor((length - size) / strides) + 1, before: 0 }
  const outputs = Math.ceil(length / strides)
  return { size, strides, outputs, before: Math.floor(Math.max(0, (outputs - 1) * strides + size - length) / 2) }
}
