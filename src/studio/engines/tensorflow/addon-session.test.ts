/** How numbers get into TensorFlow, with TensorFlow itself: where it is installed. */
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { installedAddon, whyNoTensorflow } from '#test/parity/tensorflow.ts'
import { unsharedCopy } from './addon-session.ts'

interface Addon {
  TF_FLOAT: number
  TF_INT32: number
  createTensor(shape: number[], type: number, values: Float32Array | Int32Array): number
  deleteTensor(tensor: number): void
  tensorDataSync(tensor: number): unknown
}

function bytesOf(values: unknown): Buffer {
  return ArrayBuffer.isView(values) ? Buffer.from(values.buffer, values.byteOffset, values.byteLength) : Buffer.alloc(0)
}

describe.skipIf(whyNoTensorflow !== null)(`numbers for TensorFlow${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, () => {
  // Whether an address suits TensorFlow is chance, so there are many.
  it.each([0, 1, 2, 3, 16, 17, 64, 1000, 4096, 100_000])('are never shared with it: %d of them, many times', { timeout: 60_000 }, (count) => {
    const addon: Addon = createRequire(import.meta.url)(installedAddon)
    const kept: Float32Array[] = []
    for (let turn = 0; turn < 40; turn++) {
      for (const [type, values] of [[addon.TF_FLOAT, Float32Array.from({ length: count }, (_, at) => at)], [addon.TF_INT32, Int32Array.from({ length: count }, (_, at) => at)]] as const) {
        const given = unsharedCopy(values)
        const tensor = addon.createTensor([count], type, given)
        given.fill(-1)
        expect(bytesOf(addon.tensorDataSync(tensor)).equals(bytesOf(values))).toBe(true)
        addon.deleteTensor(tensor)
      }
      // Moves the next ones to other addresses.
      kept.push(new Float32Array(1 + turn))
    }
    expect(kept).toHaveLength(40)
  })
})
