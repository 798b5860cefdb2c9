import { expect, it } from 'vitest'
import { axisNumber, axisShare } from './axis-number.ts'

it('writes numbers along an axis short and plain', () => {
  expect([0, 0.25, 0.002, 950, 1200, 12_000, 1_250_000, -1_250_000, 0.00003, 4e16].map((value) => axisNumber(value, 'en'))).toEqual([
    '0', '0.25', '0.002', '950', '1,200', '12k', '1.3M', '−1.3M', '3e−5', '4e16',
  ])
})

it('counts in 万 and 亿 in Chinese, as people say such numbers', () => {
  expect([9_500, 12_000, 15_000, 3_000_000, -12_500_000, 150_000_000, 2e12].map((value) => axisNumber(value, 'zh-CN'))).toEqual(['9,500', '1.2万', '1.5万', '300万', '−1250万', '1.5亿', '2万亿'])
})

it.each(['en', 'zh-CN'] as const)('never needs more than six characters (%s)', (language) => {
  const values = Array.from({ length: 1200 }, (_, at) => (at % 2 ? 1 : -1) * 1.2345 * Math.pow(10, (at % 40) - 20))
  expect(values.map((value) => axisNumber(value, language)).filter((text) => text.length > 6)).toEqual([])
})

it('writes shares as per cent', () => {
  expect([0, 0.625, 1].map(axisShare)).toEqual(['0%', '62.5%', '100%'])
})
