import { describe, expect, it } from 'vitest'
import { evenPart, missedRows } from './missed-rows.ts'

describe('kept predictions', () => {
  it('are rows with what was and what was said', () => {
    expect(missedRows({ total: 2, rows: Int32Array.of(5, 9), actual: Float64Array.of(18, 20), predicted: Float64Array.of(19, 21) })).toEqual([
      { row: 5, actual: 18, predicted: 19 },
      { row: 9, actual: 20, predicted: 21 },
    ])
  })

  it('are thinned evenly, never to more than are asked for', () => {
    expect(evenPart([1, 2, 3], 5)).toEqual([1, 2, 3])
    const part = evenPart(Array.from({ length: 10 }, (_, at) => at), 4)
    expect(part).toEqual([0, 3, 5, 8])
  })
})
