import { describe, expect, it } from 'vitest'
import { dropoutMask, noiseOf } from './random-masks.ts'

const count = 10_000
const place = { count, seed: 1, index: 0, step: 1 }
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
const elsewhere = [{ seed: 2 }, { index: 1 }, { step: 2 }]

describe('dropout masks', () => {
  it.each([0.05, 0.5, 0.9])('silence the share %d, and raise the rest so that the mean stays 1', (rate) => {
    const mask = dropoutMask({ ...place, rate })
    const kept = Math.fround(1 / (1 - rate))
    expect([...new Set(mask)].sort((a, b) => a - b)).toEqual([0, kept])
    const silenced = mask.filter((value) => value === 0).length / count
    // Five standard errors.
    expect(Math.abs(silenced - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / count))
    expect(Math.abs(mean(mask) - 1)).toBeLessThan(5 * Math.sqrt(rate / (1 - rate) / count))
  })

  it('are the same at the same place, and have nothing to do with those elsewhere', () => {
    const mask = dropoutMask({ ...place, rate: 0.5 })
    expect(dropoutMask({ ...place, rate: 0.5 })).toEqual(mask)
    for (const other of elsewhere) {
      const another = dropoutMask({ ...place, rate: 0.5, ...other })
      expect(Math.abs(mask.filter((value, at) => value === another[at]).length / count - 0.5)).toBeLessThan(0.025)
    }
  })

  it('start alike whatever the size of the batch', () => {
    expect(dropoutMask({ ...place, count: 7, rate: 0.5 })).toEqual(dropoutMask({ ...place, rate: 0.5 }).subarray(0, 7))
  })
})

describe('noise', () => {
  it('has mean 0 and the deviation that is asked for', () => {
    const noise = noiseOf({ ...place, stddev: 0.3 })
    expect(Math.abs(mean(noise))).toBeLessThan((5 * 0.3) / Math.sqrt(count))
    expect(Math.sqrt(mean(noise.map((value) => value * value)))).toBeCloseTo(0.3, 2)
  })

  it('is the same at the same place, and has nothing to do with that elsewhere', () => {
    const noise = noiseOf({ ...place, stddev: 1 })
    expect(noiseOf({ ...place, stddev: 1 })).toEqual(noise)
    for (const other of elsewhere) {
      const another = noiseOf({ ...place, stddev: 1, ...other })
      expect(Math.abs(mean(noise.map((value, at) => value * (another[at] ?? NaN))))).toBeLessThan(5 / Math.sqrt(count))
    }
  })
})
