/** Dropout masks and noise of one training step, the same numbers for every engine. */
import { fillWords, normalsOf, streams } from '#engine/random/philox.ts'

interface Draw {
  /** Numbers of the batch: rows x width. */
  count: number
  seed: number
  /** Of the layer within its stream. */
  index: number
  step: number
}

/** 0 with probability `rate`, else 1 / (1 - rate): word i of the stream decides number i. */
export function dropoutMask({ count, rate, seed, index, step }: Draw & { rate: number }): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(count)
  fillWords(words, { seed, stream: streams.dropout, index, step })
  const threshold = Math.round(rate * 0x100000000)
  const kept = 1 / (1 - rate)
  const mask = new Float32Array(count)
  for (let at = 0; at < count; at++) mask[at] = (words[at] ?? 0) >= threshold ? kept : 0
  return mask
}

/** Normal numbers with mean 0. */
export function noiseOf({ count, stddev, seed, index, step }: Draw & { stddev: number }): Float32Array<ArrayBuffer> {
  const next = normalsOf({ seed, stream: streams.noise, index, step })
  const noise = new Float32Array(count)
  for (let at = 0; at < count; at++) noise[at] = stddev * next()
  return noise
}
