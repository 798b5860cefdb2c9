import { describe, expect, it } from 'vitest'
import { rowWindow } from './row-window.ts'

describe('the rows in view', () => {
  it('are exactly those of the scroll position in an ordinary table', () => {
    expect(rowWindow(1000, 27, 270, 0)).toEqual({ height: 27_000, first: 0, count: 11, offset: 0, step: 27 })
    expect(rowWindow(1000, 27, 270, 100)).toEqual({ height: 27_000, first: 3, count: 11, offset: 81, step: 27 })
  })

  it('reach the very last of a hundred million rows', () => {
    const bottom = rowWindow(100_000_000, 27, 270, Number.MAX_SAFE_INTEGER)
    expect(bottom.first + bottom.count).toBe(100_000_000)
    expect(bottom.offset + bottom.count * 27).toBeCloseTo(bottom.height, 3)
  })

  it('move by one row for one step, also where the scroll bar is coarser than the rows', () => {
    const { step } = rowWindow(10_000_000, 27, 270, 0)
    expect(rowWindow(10_000_000, 27, 270, 400_000 * step + 0.0001).first).toBe(400_000)
    expect(rowWindow(10_000_000, 27, 270, 400_001 * step + 0.0001).first).toBe(400_001)
  })

  it('are none in an empty table', () => {
    expect(rowWindow(0, 27, 270, 0)).toMatchObject({ height: 0, count: 0, offset: 0 })
  })
})
