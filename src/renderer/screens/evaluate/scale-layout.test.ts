import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeLabels, shareOf } from './scale-layout.ts'

describe('shareOf', () => {
  it('places values between the ends and keeps what is beyond at the end', () => {
    const ends = { minimum: 0, maximum: 6.5 }
    expect([0, 3.25, 6.5, 9, -1].map((value) => shareOf(ends, value))).toEqual([0, 0.5, 1, 1, 0])
  })

  it('stands at the start where the scale has no length', () => {
    expect(shareOf({ minimum: 0, maximum: 0 }, 0)).toBe(0)
  })
})

describe('placeLabels', () => {
  it('leaves labels in the middle over their marks', () => {
    expect(placeLabels([{ centre: 100, width: 40 }, { centre: 400, width: 60 }], 500, 8)).toEqual([80, 370])
  })

  it('moves two labels apart by the same amount where their marks are close', () => {
    expect(placeLabels([{ centre: 205, width: 60 }, { centre: 195, width: 60 }], 500, 8)).toEqual([204, 136])
  })

  it('keeps a label at the end inside the row, and pushes its neighbour along', () => {
    expect(placeLabels([{ centre: 500, width: 60 }], 500, 8)).toEqual([440])
    expect(placeLabels([{ centre: 500, width: 60 }, { centre: 480, width: 40 }], 500, 8)).toEqual([440, 392])
  })

  it('never lets labels overlap or leave the row where they fit, in the order of their marks', () => {
    const label = fc.record({ centre: fc.integer({ min: 0, max: 800 }), width: fc.integer({ min: 1, max: 150 }) })
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const lefts = placeLabels(labels, 800, 8)
        const placed = labels.map(({ centre, width }, at) => ({ centre, left: lefts[at] ?? Number.NaN, right: (lefts[at] ?? Number.NaN) + width })).sort((one, other) => one.left - other.left)
        placed.forEach(({ left, right, centre }, at) => {
          const next = placed[at + 1]
          expect(left).toBeGreaterThanOrEqual(-1e-9)
          expect(right).toBeLessThanOrEqual(800 + 1e-9)
          if (next === undefined) return
          expect(next.left - right).toBeGreaterThanOrEqual(8 - 1e-9)
          expect(next.centre).toBeGreaterThanOrEqual(centre)
        })
      }),
    )
  })

  it('starts at the left where there is no room for all', () => {
    expect(placeLabels([{ centre: 10, width: 60 }, { centre: 20, width: 60 }], 100, 8)).toEqual([0, 68])
  })
})
