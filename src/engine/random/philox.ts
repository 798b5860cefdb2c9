/**
 * The counter-based generator behind all randomness of training: weights, order of rows, dropout, noise. A number depends
 * on nothing but its place, so any engine can draw any part of it, in any order, again after a pause.
 */
import { logarithmOfWord, writeCircle } from './stable-functions.ts'

/** What a number is drawn for. The values are part of every stored run's meaning: never renumber them. */
export const streams = { weights: 1, order: 2, dropout: 3, noise: 4 } as const
export type Stream = (typeof streams)[keyof typeof streams]

/** Where numbers are drawn from: block j of it is Philox(key = (seed, 0), counter = (j, index, stream, step)). */
export interface Place {
  /** Of the plan: 0 .. 2^32 - 1. */
  seed: number
  stream: Stream
  /** Of the parameter, layer or epoch within the stream. */
  index: number
  /** Training step from 1; 0 for what does not change with steps. */
  step: number
}

/**
 * Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011; the same words as Random123, NumPy, CUDA and TensorFlow). Writes four
 * words to `out` from `offset` on.
 */
export function philox4x32(out: Uint32Array, offset: number, key0: number, key1: number, counter0: number, counter1: number, counter2: number, counter3: number): void {
  let [k0, k1, c0, c1, c2, c3] = [key0 >>> 0, key1 >>> 0, counter0 >>> 0, counter1 >>> 0, counter2 >>> 0, counter3 >>> 0]
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(0xd2511f53, c0)
    const high1 = highWord(0xcd9e8d57, c2)
    const low0 = Math.imul(0xd2511f53, c0) >>> 0
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0
    k0 = (k0 + 0x9e3779b9) >>> 0
    k1 = (k1 + 0xbb67ae85) >>> 0
  }
  out[offset] = c0
  out[offset + 1] = c1
  out[offset + 2] = c2
  out[offset + 3] = c3
}

/** The words of a place in order, from word 0 on. */
export function wordsOf(place: Place): () => number {
  const block = new Uint32Array(4)
  let drawn = 0
  return () => {
    const at = drawn & 3
    if (at === 0) blockOf(block, 0, place, drawn / 4)
    drawn++
    return block[at] ?? 0
  }
}

/** Fills `out` with words 0 .. out.length - 1 of a place. */
export function fillWords(out: Uint32Array, place: Place): void {
  const whole = out.length - (out.length % 4)
  for (let at = 0; at < whole; at += 4) blockOf(out, at, place, at / 4)
  if (whole === out.length) return
  const last = new Uint32Array(4)
  blockOf(last, 0, place, whole / 4)
  out.set(last.subarray(0, out.length - whole), whole)
}

/** Uniform on [0, 1) with 24 bits, so that it is exact as a float32. */
export function uniformOf(word: number): number {
  return (word >>> 8) / 0x1000000
}

/**
 * Standard normals in order: words 2i and 2i + 1 give numbers 2i and 2i + 1 (Box and Muller 1958), by arithmetic that is the
 * same to the bit on every machine.
 */
export function normalsOf(place: Place): () => number {
  const next = wordsOf(place)
  const pair = new Float64Array(2)
  let drawn = 0
  return () => {
    if (drawn % 2 === 0) writeNormalPair(pair, next(), next())
    return pair[drawn++ % 2] ?? 0
  }
}

/** A permutation of 0 .. count - 1 (Fisher and Yates), the order of rows in one epoch (from 1). */
export function epochOrder(count: number, seed: number, epoch: number): Int32Array<ArrayBuffer> {
  const next = wordsOf({ seed, stream: streams.order, index: epoch, step: 0 })
  const order = new Int32Array(count)
  for (let row = 0; row < count; row++) order[row] = row
  for (let last = count - 1; last > 0; last--) {
    const other = below(last + 1, next)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

/** Uniform on 0 .. limit - 1 without bias (Lemire 2019): the high word of word x limit, drawn again in the uneven rest. */
function below(limit: number, next: () => number): number {
  let word = next()
  // The remainder, which is below the limit, is only worth computing where it can matter.
  if (Math.imul(word, limit) >>> 0 < limit) {
    const uneven = (0x100000000 - limit) % limit
    while (Math.imul(word, limit) >>> 0 < uneven) word = next()
  }
  return highWord(word, limit)
}

function writeNormalPair(pair: Float64Array, word0: number, word1: number): void {
  const radius = Math.sqrt(-2 * logarithmOfWord(word0))
  writeCircle(pair, word1)
  pair[0] = (pair[0] ?? 0) * radius
  pair[1] = (pair[1] ?? 0) * radius
}

function blockOf(out: Uint32Array, offset: number, { seed, stream, index, step }: Place, block: number): void {
  philox4x32(out, offset, seed, 0, block, index, stream, step)
}

/** High word of a 32 by 32 bit product, in 16-bit halves so that every step is exact in a double. */
function highWord(a: number, b: number): number {
  const a1 = a >>> 16
  const a0 = a & 0xffff
  const b1 = b >>> 16
  const b0 = b & 0xffff
  const middle = a1 * b0 + ((a0 * b0) >>> 16)
  const middle2 = a0 * b1 + (middle & 0xffff)
  return (a1 * b1 + Math.floor(middle / 65536) + Math.floor(middle2 / 65536)) >>> 0
}
