/** The gradient of pooling as plain loops over numbers, faster than the many tensors it would take. Knows no backend. */
import type { Window } from '#engine/network/operations.ts'

export interface PoolingBatch {
  rows: number
  /** What was pooled, row-major, and the gradient of the result. */
  x: Float32Array
  gradient: Float32Array
}

/** 'max': all of it to the first of the largest numbers of each window. 'average': in equal shares to those within the image. */
export function poolingGradient(how: 'max' | 'average', window: Window, { rows, x, gradient }: PoolingBatch): Float32Array {
  const { height, width, channels, outputHeight, outputWidth } = window
  const input = new Float32Array(x.length)
  let from = 0
  for (let row = 0; row < rows; row++) {
    const start = row * height * width * channels
    for (let y = 0; y < outputHeight; y++) {
      for (let at = 0; at < outputWidth; at++) {
        const inside = insideOf(window, y, at)
        const share = how === 'average' ? 1 / ((inside.bottom - inside.up) * (inside.right - inside.before)) : 0
        for (let channel = 0; channel < channels; channel++, from++) {
          const arrived = gradient[from] ?? 0
          let largest = -1
          for (let line = inside.up; line < inside.bottom; line++) {
            const end = start + (line * width + inside.right) * channels + channel
            for (let cell = start + (line * width + inside.before) * channels + channel; cell < end; cell += channels) {
              if (how === 'average') input[cell] = (input[cell] ?? 0) + arrived * share
              else if (largest < 0 || (x[cell] ?? 0) > (x[largest] ?? 0)) largest = cell
            }
          }
          if (how === 'max') input[largest] = (input[largest] ?? 0) + arrived
        }
      }
    }
  }
  return input
}

/** The part of a window that lies within the image: lines `up` to below `bottom`, columns `before` to below `right`. */
export function insideOf({ height, width, windowHeight, windowWidth, strideHeight, strideWidth, top, left }: Window, y: number, x: number): { up: number; bottom: number; before: number; right: number } {
  const line = y * strideHeight - top
  const column = x * strideWidth - left
  return { up: Math.max(0, line), bottom: Math.min(height, line + windowHeight), before: Math.max(0, column), right: Math.min(width, column + windowWidth) }
}
