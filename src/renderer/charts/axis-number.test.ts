import { expect, it } from 'vitest'
import { axisNumber, axisShare } from './axis-number.ts'

it('writes numbers along an axis short and plain', () => {
  expect([0, 0.25, 0.002, 950, 1200, 12_000, 1_250_000, -1_250_000, 0.00003, 4e16].map(axisNumber)).toEqual([
    '0', '0.25', '0.002', '950', '1,200', '12k', '1.3M', '−1.3M', '3e−5', '4e16',
  ])
})

it('never needs more than six characters', () => {
  const values = Array.from({ length: 1200 }, (_, at) => (at % 2 ? 1 : -1) * 1.2345 * Math.pow(10, (at % 40) - 20))
  expect(values.map(axisNumber).filter((text) => text.length > 6)).toEqual([])
})

it('writes shares as per cent', () => {
  expect([0, 0.625, 1].map(axisShare)).toEqual(['0%', '62.5%', '100%'])
})
