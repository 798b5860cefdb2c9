import { describe, expect, it } from 'vitest'
import { bordersOf, withBorder } from './split-borders.ts'

describe('the borders of the split', () => {
  it('stand where the shares of all rows end', () => {
    const { validation, test } = bordersOf({ test: 0.2, validation: 0.25 })
    expect(validation).toBeCloseTo(0.6, 12)
    expect(test).toBeCloseTo(0.8, 12)
  })

  it('move one at a time: more test rows come from validation, training stays', () => {
    const moved = withBorder(bordersOf({ test: 0.2, validation: 0.25 }), 'test', 0.7)
    expect(moved.test).toBe(0.3)
    expect(bordersOf(moved).validation).toBeCloseTo(0.6, 4)
  })

  it('push validation together, never past the test', () => {
    expect(withBorder(bordersOf({ test: 0.2, validation: 0.25 }), 'validation', 0.95)).toEqual({ test: 0.2, validation: 0 })
    expect(withBorder(bordersOf({ test: 0.2, validation: 0.25 }), 'test', 0.4)).toEqual({ test: 0.6, validation: 0 })
  })

  it('always leave some rows to learn from', () => {
    const { test, validation } = withBorder(bordersOf({ test: 0.2, validation: 0.2 }), 'validation', 0)
    expect((1 - test) * (1 - validation)).toBeGreaterThanOrEqual(0.05)
    expect(withBorder(bordersOf({ test: 0.2, validation: 0.2 }), 'test', 0).test).toBe(0.9)
  })
})
