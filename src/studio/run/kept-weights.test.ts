import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeptWeights, weightsFile } from './kept-weights.ts'
import { decodeSafetensors } from './safetensors.ts'

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
    expect(decodeSafetensors(weightsFile(tensors(1)))).toEqual({
      metadata: { format: 'candor' },
      tensors: tensors(1).map(({ name, shape, values }) => ({ name, shape, values })),
    })
  })

  it('is the same to the byte for the same weights', () => {
    expect(weightsFile(tensors(1))).toEqual(weightsFile(tensors(1)))
    expect(weightsFile(tensors(1))).not.toEqual(weightsFile(tensors(2)))
  })
})
