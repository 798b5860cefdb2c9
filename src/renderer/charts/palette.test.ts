import { describe, expect, it } from 'vitest'
import { chartPalettes, contrast, inkOn, stepOf } from './palette.ts'

describe('the palette', () => {
  it('measures contrast as WCAG does: black on white is 21', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 6)
  })

  it.each(['light', 'dark'] as const)('writes every cell of the %s scales with a contrast of at least 4.5', (scheme) => {
    const { sequential, diverging } = chartPalettes[scheme]
    const lowest = Math.min(...[...sequential, ...diverging].map((cell) => contrast(cell, inkOn(cell))))
    expect(lowest).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['light', 'dark'] as const)('keeps every %s data colour visible on the surface', (scheme) => {
    const { data, surface } = chartPalettes[scheme]
    expect(Math.min(...data.map((colour) => contrast(colour, surface)))).toBeGreaterThanOrEqual(3)
  })

  it('never paints one row of a million as none', () => {
    const { sequential } = chartPalettes.light
    expect([stepOf(sequential, 0), stepOf(sequential, 1e-6), stepOf(sequential, 1)]).toEqual([sequential[0], sequential[1], sequential[8]])
  })
})
