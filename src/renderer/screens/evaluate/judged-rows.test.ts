import { describe, expect, it } from 'vitest'
import { largestMisses, missDecimals, mistakesIn } from './judged-rows.ts'

const answer = {
  rows: 114,
  right: 110,
  classes: ['0', '1'],
  confusion: [[40, 3], [1, 70]],
  mistakes: [
    { row: 74, actual: '0', said: '1', probability: 0.97 },
    { row: 542, actual: '1', said: '0', probability: 0.88 },
    { row: 14, actual: '0', said: '1', probability: 0.71 },
  ],
}

describe('the rows it got wrong', () => {
  it('are all of them, surest first, until a cell is chosen, counting those that the report left out', () => {
    const { rows, count } = mistakesIn(answer, null)
    expect(rows.map(({ row }) => row)).toEqual([74, 542, 14])
    expect(count).toBe(4)
  })

  it('are those of a chosen cell in the same order', () => {
    expect(mistakesIn(answer, { actual: 0, said: 1 })).toEqual({ rows: [answer.mistakes[0], answer.mistakes[2]], count: 3, right: false })
  })

  it('are none in a cell of right answers, which is said', () => {
    expect(mistakesIn(answer, { actual: 1, said: 1 })).toEqual({ rows: [], count: 70, right: true })
  })
})

describe('the largest misses', () => {
  it('come first, too high and too low alike, equal ones in the order of the file', () => {
    const points = [
      { row: 3, actual: 10, predicted: 11 },
      { row: 1, actual: 10, predicted: 4 },
      { row: 2, actual: 10, predicted: 9 },
    ]
    expect(largestMisses(points).map(({ row, off }) => [row, off])).toEqual([[1, -6], [2, -1], [3, 1]])
  })

  it('are no more than 200', () => {
    expect(largestMisses(Array.from({ length: 2000 }, (_, row) => ({ row, actual: 0, predicted: row })))).toHaveLength(200)
  })

  it('have three significant digits of the average one', () => {
    expect([2.13, 0.034, 3400, 0].map(missDecimals)).toEqual([2, 4, 0, 0])
  })
})
