import { describe, expect, it } from 'vitest'
import { squareRange } from './scatter-option.ts'

describe('squareRange', () => {
  it('covers both coordinates with one range', () => {
    const { minimum, maximum } = squareRange([{ x: 0, y: 40 }, { x: 10, y: -10 }])
    expect([minimum, maximum]).toEqual([-12, 42])
  })

  it('stays drawable for no points and for one', () => {
    expect(squareRange([])).toEqual({ minimum: 0, maximum: 1 })
    expect(squareRange([{ x: 0, y: 0 }])).toEqual({ minimum: -0.04, maximum: 0.04 })
  })
})
