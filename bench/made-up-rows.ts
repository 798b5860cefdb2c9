/** Rows of even noise in [-1, 1) with labels in turn: there is nothing to learn, and the arithmetic is the same. */
import { fillWords, streams } from '#engine/random/philox.ts'
import type { Rows } from '#engine/training/engine.ts'

/** `outputs` 1: labels 0 and 1; more: one-hot. */
export function madeUpRows(count: number, inputs: number, outputs: number): Rows {
  const words = new Uint32Array(count * inputs)
  fillWords(words, { seed: 1, stream: streams.noise, index: 0, step: 0 })
  const targets = new Float32Array(count * outputs)
  for (let row = 0; row < count; row++) {
    if (outputs === 1) targets[row] = row % 2
    else targets[row * outputs + (row % outputs)] = 1
  }
  return { count, inputs: Float32Array.from(words, (word) => word / 2 ** 31 - 1), targets, weights: null }
}
