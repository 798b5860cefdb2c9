import { describe, expect, it } from 'vitest'
import { columnOf } from '#test/answers/answers.ts'
import { barsOf, valueText } from './column-words.ts'

const numeric = { mean: 0, standardDeviation: 1, min: 0, q25: 0, median: 0, q75: 0, max: 1, histogram: { min: 0, max: 1, counts: [0, 1, 50, 100] } }
const top = [{ value: 'a', count: 4 }, { value: 'b', count: 2 }]

it('writes a value as a number, or as the date that its day is', () => {
  expect([valueText(1234.567, 'number'), valueText(0, 'date'), valueText(19_723.4, 'date'), valueText(-1, 'date')]).toEqual(['1,235', '1970-01-01', '2024-01-01', '1969-12-31'])
  expect(valueText(1e12, 'date')).toBe('1 × 10¹²')
})

describe('the bars under a column', () => {
  it('are the bins of its numbers, and a bin with few rows is still one', () => {
    expect(barsOf(columnOf('a', { numeric }))).toEqual([0, 0.06, 0.5, 1])
    expect(barsOf(columnOf('a', { numeric: { ...numeric, histogram: { min: 0, max: 0, counts: [0] } } }))).toEqual([0])
  })

  it('are its most frequent values where it has no numbers, or only two', () => {
    expect(barsOf(columnOf('a', { type: 'category', top, present: 6, distinct: 2 }))).toEqual([1, 0.5])
    expect(barsOf(columnOf('a', { type: 'boolean', numeric, top, present: 6, distinct: 2 }))).toEqual([1, 0.5])
  })

  it('are none where every value is another', () => {
    expect(barsOf(columnOf('a', { type: 'identifier', top, present: 6, distinct: 6 }))).toEqual([])
  })
})
