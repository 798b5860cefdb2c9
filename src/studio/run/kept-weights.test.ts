import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { KeptWeights, readWeightsFile, weightsFile } from './kept-weights.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.advanceTimersByTime(60_000)
})
afterEach(() => {
  vi.useRealTimers()
})

const tensors = (epoch: number) => [
  { name: 'layer-1/kernel', shape: [1, 2], values: Float32Array.of(epoch, -epoch), trainable: true },
  { name: 'layer-1/moving_mean', shape: [1], values: Float32Array.of(7), trainable: false },
]

function kept() {
  const sent: { epoch: number | null; values: Float32Array | undefined }[] = []
  const weights = new KeptWeights((file, epoch) => sent.push({ epoch, values: decodeSafetensors(file).tensors[0]?.values }))
  return { weights, sent }
}

describe('weights of the best epoch', () => {
  it('are sent at once the first time', () => {
    const { weights, sent } = kept()
    weights.tick()
    expect(sent).toEqual([])
    weights.best(tensors(3), 3)
    expect(sent).toEqual([{ epoch: 3, values: Float32Array.of(3, -3) }])
  })

  it('wait for a second after that, and only the best of those that wait are sent', () => {
    const { weights, sent } = kept()
    for (const epoch of [1, 2, 3]) {
      weights.best(tensors(epoch), epoch)
      vi.advanceTimersByTime(400)
    }
    weights.tick()
    expect(sent.map(({ epoch }) => epoch)).toEqual([1, 3])
    expect(sent[1]?.values).toEqual(Float32Array.of(3, -3))
  })

  it('are sent once, however many epochs without a better one follow', () => {
    const { weights, sent } = kept()
    weights.best(tensors(1), 1)
    for (let epoch = 2; epoch < 10; epoch++) {
      vi.advanceTimersByTime(1500)
      weights.tick()
    }
    expect(sent.map(({ epoch }) => epoch)).toEqual([1])
  })
})

describe('a file of weights', () => {
  it('holds names, shapes and numbers in the program\'s order', () => {
    const expected = tensors(1).map(({ name, shape, values }) => ({ name, shape, values }))
    expect(readWeightsFile(weightsFile(tensors(1)))).toEqual(expected)
    // Any reader of the format reads it too.
    expect(decodeSafetensors(weightsFile(tensors(1)))).toEqual({ tensors: expected, metadata: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), format: 'candor' } })
  })

  it('from before files were sealed is read too', () => {
    expect(readWeightsFile(encodeSafetensors({ tensors: tensors(1), metadata: { format: 'candor' } }))).toHaveLength(2)
  })

  it('is refused wherever a bit of it is changed or it is cut off', () => {
    const file = weightsFile(tensors(1))
    for (let at = 0; at < file.length; at++) {
      expect(() => readWeightsFile(file.subarray(0, at))).toThrow(StudioError)
      for (let bit = 0; bit < 8; bit++) {
        const flipped = file.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        expect(() => readWeightsFile(flipped), `bit ${bit} of byte ${at}`).toThrow(StudioError)
      }
    }
  })

  it('is the same to the byte for the same weights', () => {
    expect(weightsFile(tensors(1))).toEqual(weightsFile(tensors(1)))
    expect(weightsFile(tensors(1))).not.toEqual(weightsFile(tensors(2)))
  })
})
