import { describe, expect, it } from 'vitest'
import { roundTicks, shareAlong } from './plot-scale.ts'

describe('an axis', () => {
  it.each([
    [{ minimum: 0, maximum: 1 }, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [{ minimum: 0.5, maximum: 1 }, 5, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [{ minimum: -7.3, maximum: 7.3 }, 4, [-5, 0, 5]],
    [{ minimum: 3, maximum: 3 }, 4, []],
  ])('has round numbers: %j', (axis, most, ticks) => expect(roundTicks(axis, most)).toEqual(ticks))

  it('has a place for every number', () => {
    expect(shareAlong({ minimum: -2, maximum: 2 }, 1)).toBe(0.75)
    expect(shareAlong({ minimum: 2, maximum: 2 }, 1)).toBe(0)
  })
})
