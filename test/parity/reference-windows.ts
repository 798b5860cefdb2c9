/** Convolution and pooling of one row as their definitions say, in float64: loop by loop. */
import { noteSide } from './kinks.ts'
import type { Kinks } from './kinks.ts'

export interface ReferenceWindow {
  size: number
  strides: number
  padding: 'valid' | 'same'
}

/** [length, channels] or [height, width, channels], and numbers in that order. */
export interface Shaped {
  shape: readonly number[]
  row: readonly number[]
}

/** kernel: [size, channels, filters] or [size, size, channels, filters]. */
export function convolve({ shape, row }: Shaped, window: ReferenceWindow, kernel: readonly number[], bias: readonly number[] | null, filters: number): Shaped {
  const [height, width, channels] = imageOf(shape)
  const isSequence = shape.length === 2
  const downs = isSequence ? [0] : starts(height, window)
  const acrosses = starts(width, window)
  const made: number[] = []
  for (const down of downs) {
    for (const across of acrosses) {
      for (let filter = 0; filter < filters; filter++) {
        let sum = bias?.[filter] ?? 0
        for (let y = 0; y < (isSequence ? 1 : window.size); y++) {
          for (let x = 0; x < window.size; x++) {
            if (down + y < 0 || down + y >= height || across + x < 0 || across + x >= width) continue
            for (let channel = 0; channel < channels; channel++) {
              sum += (row[((down + y) * width + across + x) * channels + channel] ?? NaN) * (kernel[((y * window.size + x) * channels + channel) * filters + filter] ?? NaN)
            }
          }
        }
        made.push(sum)
      }
    }
  }
  return { shape: isSequence ? [acrosses.length, filters] : [downs.length, acrosses.length, filters], row: made }
}

/** `window` null: everything at once, one number a channel. */
export function pool({ shape, row }: Shaped, how: 'max' | 'average', window: ReferenceWindow | null, kinks: Kinks): Shaped {
  const [height, width, channels] = imageOf(shape)
  const isSequence = shape.length === 2
  const downs = isSequence || window === null ? [0] : starts(height, window)
  const acrosses = window === null ? [0] : starts(width, window)
  const high = isSequence || window === null ? height : window.size
  const wide = window === null ? width : window.size
  const made: number[] = []
  for (const down of downs) {
    for (const across of acrosses) {
      for (let channel = 0; channel < channels; channel++) {
        const read: number[] = []
        for (let y = Math.max(0, down); y < Math.min(height, down + high); y++) {
          for (let x = Math.max(0, across); x < Math.min(width, across + wide); x++) read.push(row[(y * width + x) * channels + channel] ?? NaN)
        }
        // Where two change places, another one is the largest.
        if (how === 'max') for (const [at, one] of read.entries()) for (const other of read.slice(at + 1)) noteSide(kinks, one - other)
        made.push(how === 'max' ? Math.max(...read) : read.reduce((sum, value) => sum + value, 0) / read.length)
      }
    }
  }
  if (window === null) return { shape: [channels], row: made }
  return { shape: isSequence ? [acrosses.length, channels] : [downs.length, acrosses.length, channels], row: made }
}

function imageOf(shape: readonly number[]): [number, number, number] {
  const [height = 1, width = 1, channels = 1] = shape.length === 2 ? [1, ...shape] : shape
  return [height, width, channels]
}

/** Where each window begins; before 0 for one that reaches beyond the edge. */
function starts(length: number, { size, strides, padding }: ReferenceWindow): number[] {
  const found: number[] = []
  if (padding === 'valid') {
    for (let start = 0; start + size <= length; start += strides) found.push(start)
    return found
  }
  const count = Math.ceil(length / strides)
  const beyond = Math.max(0, (count - 1) * strides + size - length)
  for (let which = 0; which < count; which++) found.push(which * strides - Math.floor(beyond / 2))
  return found
}
