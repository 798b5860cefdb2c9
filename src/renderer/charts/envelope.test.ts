import { describe, expect, it } from 'vitest'
import { gapsOf, thin } from './envelope.ts'

const steps = 1_000_000
const x = Float64Array.from({ length: steps }, (_, at) => at + 1)

function heights(line: Float64Array): number[] {
  return [...line].filter((_, at) => at % 2 === 1)
}

describe('thin', () => {
  it('keeps a spike of one step in a million, up or down, at its place', () => {
    const y = new Float32Array(steps).fill(0.5)
    y[123_456] = 9
    y[777_777] = -3
    const line = thin(x, y, 1, steps, 664)
    expect(line.length).toBeLessThanOrEqual(2 * 2 * 665)
    expect([line[heights(line).indexOf(9) * 2], line[heights(line).indexOf(-3) * 2]]).toEqual([123_457, 777_778])
  })

  it('never runs backwards', () => {
    const y = Float32Array.from({ length: 5000 }, (_, at) => Math.sin(at * 12.9898) * 43758 % 1)
    const places = [...thin(x, y, 1, 5000, 300)].filter((_, at) => at % 2 === 0)
    expect(places).toEqual([...places].sort((left, right) => left - right))
  })

  it('breaks the line where a single value is missing', () => {
    const y = new Float32Array(steps).fill(0.5)
    y[500_000] = Number.NaN
    expect(heights(thin(x, y, 1, steps, 664)).filter(Number.isNaN)).toHaveLength(1)
  })

  it('breaks the line at an infinity, whose height no axis could show', () => {
    expect(heights(thin([1, 2, 3], [1, Number.POSITIVE_INFINITY, 1], 1, 3, 100))).toEqual([1, Number.NaN, 1])
  })

  it('leaves a short line as it is', () => {
    expect([...thin([1, 2], [0.7, 0.6], 0, 10, 600)]).toEqual([1, 0.7, 2, 0.6])
  })
})

describe('gapsOf', () => {
  it('names the places of all values that are no number', () => {
    expect(gapsOf([10, 20, 30], [1, Number.NaN, Number.POSITIVE_INFINITY])).toEqual([20, 30])
  })
})
