import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

const tensor = { name: 'layer-1/kernel', shape: [2, 3], values: Float32Array.from([1, -2, 0.5, NaN, Infinity, 3e-39]) }
const bias = { name: 'layer-1/bias', shape: [3], values: Float32Array.from([0, 1, 2]) }
const file = encodeSafetensors({ tensors: [tensor, bias], metadata: { format: 'candor' } })

/** A file with a hand-written header. */
function forged(header: unknown, data: number[] = [0, 0, 0, 0]): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

describe('safetensors', () => {
  it('gives back every bit, shape, order and text it was given', () => {
    expect(decodeSafetensors(file)).toEqual({ tensors: [tensor, bias], metadata: { format: 'candor' } })
  })

  it('reads from a view that does not start at the beginning of its buffer', () => {
    const larger = new Uint8Array(file.length + 5)
    larger.set(file, 5)
    expect(decodeSafetensors(larger.subarray(5))).toEqual(decodeSafetensors(file))
  })

  it('writes the header as the format says: length, JSON, data on eight bytes', () => {
    const length = Number(new DataView(file.buffer).getBigUint64(0, true))
    expect((8 + length) % 8).toBe(0)
    const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))
    expect(header).toEqual({
      __metadata__: { format: 'candor' },
      'layer-1/kernel': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      'layer-1/bias': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
    })
    expect(file.length).toBe(8 + length + 36)
  })

  it.each([
    ['an empty file', new Uint8Array()],
    ['a header longer than the file', forged({}, []).fill(0xff, 0, 8)],
    ['a header that is not JSON', forged('{"a":')],
    ['a header that is a list', forged([])],
    ['an unknown number type', forged({ a: { dtype: 'F64', shape: [1], data_offsets: [0, 4] } })],
    ['offsets beyond the data', forged({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } })],
    ['negative offsets', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [-4, 0] } })],
    ['a shape that needs more than its bytes', forged({ a: { dtype: 'F32', shape: [40000000000], data_offsets: [0, 4] } })],
    ['a shape whose product overflows', forged({ a: { dtype: 'F32', shape: [4294967296, 4294967296, 4294967296], data_offsets: [0, 4] } })],
    ['overlapping tensors', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] }, b: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } })],
    ['a gap between tensors', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, [0, 0, 0, 0, 0, 0, 0, 0])],
    ['data that belongs to no tensor', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }, [0, 0, 0, 0, 9])],
    ['metadata that is no text', forged({ __metadata__: { a: 1 } }, [])],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeSafetensors(bytes)).toThrow(StudioError)
  })

  it('either reads a damaged file or refuses it, and never fails in another way (seeded fuzz)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(file.length), (changes, cut) => {
        const damaged = file.slice(0, cut === 0 ? file.length : cut)
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte
        try {
          const { tensors } = decodeSafetensors(damaged)
          const bytes = tensors.reduce((sum, { values }) => sum + values.byteLength, 0)
          expect(bytes).toBeLessThanOrEqual(damaged.length)
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError)
        }
      }),
      { seed: 7, numRuns: 3000 },
    )
  })
})
