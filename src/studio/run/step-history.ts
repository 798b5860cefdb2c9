/**
 * Loss and learning rate of every step: growing arrays in memory while a run lives, `steps.bin` on the disk.
 * The file is a header of 16 bytes and 8 bytes a step (two little-endian float32), so step i lies at 16 + 8 (i - 1).
 */
import { open, readFile, rm, truncate } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { asDiskError } from '#contract/disk-errors.ts'
import { inTurn } from '../project/in-turn.ts'

const magic = 'candorst'
const headerBytes = 16
const recordBytes = 8
const formatVersion = 1

/** Steps `from` to `from + loss.length - 1`, counted from 1; or envelopes, when `stride` is more than 1. */
export interface StepChunk {
  from: number
  stride: number
  loss: Float32Array<ArrayBuffer>
  learningRate: Float32Array<ArrayBuffer>
}

export class StepHistory {
  #loss = new Float32Array(4096)
  #learningRate = new Float32Array(4096)
  #count = 0

  get count(): number {
    return this.#count
  }

  append(loss: Float32Array, learningRate: Float32Array): void {
    const needed = this.#count + loss.length
    if (needed > this.#loss.length) {
      this.#loss = grown(this.#loss, needed)
      this.#learningRate = grown(this.#learningRate, needed)
    }
    this.#loss.set(loss, this.#count)
    this.#learningRate.set(learningRate, this.#count)
    this.#count = needed
  }

  /** Forgets all but the first `count` steps. */
  cut(count: number): void {
    this.#count = Math.min(this.#count, count)
  }

  /**
   * Steps from `from` (counted from 1) to the last. More than `limit` of them come as envelopes: for every `stride`
   * steps one pair, smallest and largest, so that no spike is lost.
   */
  from(from: number, limit: number): StepChunk {
    const start = Math.min(Math.max(0, from - 1), this.#count)
    const loss = this.#loss.slice(start, this.#count)
    const learningRate = this.#learningRate.slice(start, this.#count)
    const stride = loss.length > limit ? Math.ceil((2 * loss.length) / limit) : 1
    if (stride === 1) return { from: start + 1, stride, loss, learningRate }
    return { from: start + 1, stride, loss: envelope(loss, stride), learningRate: envelope(learningRate, stride) }
  }
}

function grown(array: Float32Array, needed: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(needed, array.length * 2))
  larger.set(array)
  return larger
}

/** Pairs (min, max) of each `stride` values. A part without any number is a pair of NaN. */
export function envelope(values: Float32Array, stride: number): Float32Array<ArrayBuffer> {
  const pairs = Math.ceil(values.length / stride)
  const result = new Float32Array(pairs * 2).fill(NaN)
  for (let pair = 0; pair < pairs; pair++) {
    let smallest = Infinity
    let largest = -Infinity
    const end = Math.min(values.length, (pair + 1) * stride)
    for (let at = pair * stride; at < end; at++) {
      const value = values[at] ?? NaN
      if (value < smallest) smallest = value
      if (value > largest) largest = value
    }
    if (smallest <= largest) {
      result[pair * 2] = smallest
      result[pair * 2 + 1] = largest
    }
  }
  return result
}

export interface StepFile {
  append(loss: Float32Array, learningRate: Float32Array): Promise<void>
  /** Makes what was appended outlive a power loss. */
  sync(): Promise<void>
  close(): Promise<void>
}

export async function createStepFile(file: string): Promise<StepFile> {
  const handle = await open(file, 'wx')
  await handle.write(header())
  return stepFileOf(handle, file)
}

/** With its first `count` steps alone, to be appended to. */
export async function reopenStepFile(file: string, count: number): Promise<StepFile> {
  if (count === 0) {
    await rm(file, { force: true })
    return await createStepFile(file)
  }
  await truncate(file, headerBytes + count * recordBytes)
  return stepFileOf(await open(file, 'a'), file)
}

function stepFileOf(handle: FileHandle, file: string): StepFile {
  const turn = inTurn()
  return {
    async append(loss, learningRate) {
      const records = new DataView(new ArrayBuffer(loss.length * recordBytes))
      loss.forEach((value, index) => {
        records.setFloat32(index * recordBytes, value, true)
        records.setFloat32(index * recordBytes + 4, learningRate[index] ?? NaN, true)
      })
      await turn(async () => {
        try {
          await handle.appendFile(new Uint8Array(records.buffer))
        } catch (error) {
          throw asDiskError(error, file)
        }
      })
    },
    sync: () => turn(() => handle.datasync()),
    async close() {
      await turn(async () => {
        try {
          await handle.sync()
        } finally {
          await handle.close()
        }
      })
    },
  }
}

/** What is there, whole records only; empty where the file is missing or not ours. */
export async function readStepFile(file: string): Promise<StepHistory> {
  const history = new StepHistory()
  const bytes = await readFile(file).catch(() => new Uint8Array())
  if (bytes.length < headerBytes || !startsLikeHeader(bytes)) return history
  const count = Math.floor((bytes.length - headerBytes) / recordBytes)
  const records = new DataView(bytes.buffer, bytes.byteOffset + headerBytes, count * recordBytes)
  const loss = new Float32Array(count)
  const learningRate = new Float32Array(count)
  for (let step = 0; step < count; step++) {
    loss[step] = records.getFloat32(step * recordBytes, true)
    learningRate[step] = records.getFloat32(step * recordBytes + 4, true)
  }
  history.append(loss, learningRate)
  return history
}

function header(): Uint8Array {
  const bytes = new Uint8Array(headerBytes)
  bytes.set(new TextEncoder().encode(magic))
  const view = new DataView(bytes.buffer)
  view.setUint32(8, formatVersion, true)
  view.setUint32(12, recordBytes, true)
  return bytes
}

function startsLikeHeader(bytes: Uint8Array): boolean {
  const expected = header()
  return expected.every((byte, index) => bytes[index] === byte)
}
