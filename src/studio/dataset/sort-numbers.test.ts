/** Against the language's own sorting, for columns of many shapes. */
import { expect, test } from 'vitest'
import { sortNumbers } from './sort-numbers.ts'

const count = 20_000
/** 0 to 1, the same in every run. */
const share = (index: number): number => ((Math.imul(index ^ (index >>> 9), 0x2c1b3c6d) >>> 0) % 100_003) / 100_003

test.each<[string, (index: number) => number]>([
  ['spread evenly', share],
  ['decimals with gaps', (index) => (index % 7 === 0 ? NaN : Math.round(share(index) * 1e7) / 100)],
  ['decimals within a small range', (index) => (index % 9 === 0 ? NaN : Math.round(share(index) * 30_000 - 9000) / 1000)],
  ['nearly all whole', (index) => (index === 15_000 ? 0.1 + 0.2 : Math.floor(share(index) * 500))],
  ['few different ones', (index) => Math.floor(share(index) * 5)],
  ['one for all', () => 4.5],
  ['lopsided', (index) => Math.exp(600 * share(index))],
  ['with both ends of what a double holds', (index) => (share(index) - 0.5) * (index % 100 === 0 ? Number.MAX_VALUE : 1)],
  ['in falling order', (index) => 5 - index],
  ['only gaps', () => NaN],
])('sorts numbers %s', (_, number) => {
  const values = Float64Array.from({ length: count }, (_item, index) => number(index))
  const expected = values.filter((value) => value === value).sort()
  expect(sortNumbers(values, new Float64Array(count))).toEqual(expected)
  expect(sortNumbers(values.subarray(0, 100), new Float64Array(100))).toEqual(values.slice(0, 100).filter((value) => value === value).sort())
})
