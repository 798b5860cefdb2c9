import { describe, expect, it } from 'vitest'
import { epochOrder, fillWords, normalsOf, philox4x32, streams, uniformOf, wordsOf } from './philox.ts'
import { logarithmOfWord, writeCircle } from './stable-functions.ts'

const place = { seed: 7, stream: streams.weights, index: 0, step: 0 }

describe('philox4x32', () => {
  // Known answers of Random123 (kat_vectors, philox4x32 10).
  it.each([
    [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ])('gives the published words for counter %j', (counter, key, expected) => {
    const out = new Uint32Array(4)
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter
    philox4x32(out, 0, key[0] ?? 0, key[1] ?? 0, c0, c1, c2, c3)
    expect([...out]).toEqual(expected)
  })

  it('draws the same words one by one and all at once, and others for another place', () => {
    const filled = new Uint32Array(11)
    fillWords(filled, place)
    const next = wordsOf(place)
    expect([...filled]).toEqual(Array.from({ length: 11 }, () => next()))
    for (const other of [{ ...place, seed: 8 }, { ...place, index: 1 }, { ...place, step: 1 }, { ...place, stream: streams.noise }]) expect(wordsOf(other)()).not.toBe(filled[0])
  })
})

describe('numbers made from words', () => {
  it('are exact as float32 and below 1 when uniform', () => {
    expect(uniformOf(0)).toBe(0)
    expect(Math.fround(uniformOf(0xffffffff))).toBe(uniformOf(0xffffffff))
    expect(uniformOf(0xffffffff)).toBeLessThan(1)
  })

  it('have the moments and tails of a normal distribution', () => {
    const next = normalsOf(place)
    const values = Array.from({ length: 200_000 }, () => next())
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length
    // Five standard errors.
    expect(Math.abs(moment(1))).toBeLessThan(0.0112)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.0158)
    expect(Math.abs(moment(3))).toBeLessThan(0.0434)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.11)
    expect(values.filter((value) => Math.abs(value) > 1.959963985).length / values.length).toBeCloseTo(0.05, 2)
  })

  it('use a logarithm, sine and cosine that are right', () => {
    const words = [0, 1, 2, 1000, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xb504f333, 0xfffffffe, 0xffffffff]
    const next = wordsOf(place)
    const circle = new Float64Array(2)
    for (const word of [...words, ...Array.from({ length: 10_000 }, () => next())]) {
      const logarithm = Math.log((word + 1) / 2 ** 32)
      expect(Math.abs(logarithmOfWord(word) - logarithm)).toBeLessThanOrEqual(2e-15 * Math.abs(logarithm) + 1e-300)
      writeCircle(circle, word)
      const angle = (2 * Math.PI * word) / 2 ** 32
      expect(Math.abs((circle[0] ?? 9) - Math.cos(angle))).toBeLessThan(1e-15)
      expect(Math.abs((circle[1] ?? 9) - Math.sin(angle))).toBeLessThan(1e-15)
    }
  })
})

describe('the order of an epoch', () => {
  it('is a permutation that depends on seed and epoch alone', () => {
    const order = epochOrder(1000, 1, 1)
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index))
    expect(epochOrder(1000, 1, 1)).toEqual(order)
    expect(epochOrder(1000, 1, 2)).not.toEqual(order)
    expect(epochOrder(1000, 2, 1)).not.toEqual(order)
    expect([epochOrder(0, 1, 1).length, ...epochOrder(1, 1, 1)]).toEqual([0, 0])
  })

  it('gives every row every place equally often', () => {
    const counts = new Float64Array(25)
    const rounds = 20_000
    for (let epoch = 1; epoch <= rounds; epoch++) epochOrder(5, 3, epoch).forEach((row, at) => (counts[at * 5 + row] = (counts[at * 5 + row] ?? 0) + 1))
    // Chi-squared with 16 degrees of freedom stays below 45 but once in 7,000.
    expect(counts.reduce((sum, count) => sum + (count - rounds / 5) ** 2 / (rounds / 5), 0)).toBeLessThan(45)
  })
})
