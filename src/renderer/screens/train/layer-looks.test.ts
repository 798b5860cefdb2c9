import { describe, expect, it } from 'vitest'
import type { Histogram, LayerLook } from '#contract/run.ts'
import { barsPath, binsOf, mostCommon, silenceOf, zeroPlace } from './layer-looks.ts'

const spread = (low: number, high: number, ...counts: number[]): Histogram => ({ low, high, counts })
const look = (silentShare: number | null): LayerLook => ({ id: 'layer-1', outputs: null, weights: null, silentShare })

describe('silent units', () => {
  it('are counted by the units or filters that the plan gives the layer', () => {
    expect(silenceOf(look(7 / 64), { id: 'layer-1', type: 'dense', units: 64 })?.units).toEqual({ silent: 7, all: 64 })
    expect(silenceOf(look(0.25), { id: 'layer-1', type: 'conv2d', filters: 8 })?.units).toEqual({ silent: 2, all: 8 })
  })

  it('are a share alone where the layer says no number, and nothing where none can fall silent', () => {
    expect(silenceOf(look(0.25), { id: 'layer-1', type: 'activation' })).toEqual({ share: 0.25, units: null, worrying: false })
    expect(silenceOf(look(0.25), undefined)?.units).toBeNull()
    expect(silenceOf(look(null), { id: 'layer-1', type: 'dense', units: 64 })).toBeNull()
  })

  it('worry from half of them on', () => {
    expect([0.49, 0.5, 1].map((share) => silenceOf(look(share), undefined)?.worrying)).toEqual([false, true, true])
  })
})

describe('the bars of a histogram', () => {
  it('are as high as their counts, the fullest as high as the box', () => {
    expect(barsPath(spread(0, 2, 5, 10))).toBe('M0.08 1V0.5H0.92V1ZM1.08 1V0H1.92V1Z')
  })

  it('show a single number among thousands, and nothing where there is none', () => {
    expect(barsPath(spread(0, 3, 4000, 1, 0))).toBe('M0.08 1V0H0.92V1ZM1.08 1V0.96H1.92V1Z')
    expect(barsPath(spread(0, 0, 0, 0))).toBe('')
  })

  it('know where 0 lies between lowest and highest', () => {
    expect([zeroPlace(spread(-1, 3, 1)), zeroPlace(spread(0, 3, 1)), zeroPlace(spread(1, 3, 1))]).toEqual([0.25, null, null])
  })
})

describe('the numbers behind a histogram', () => {
  it('are bins that touch and end at the highest number', () => {
    expect(binsOf(spread(-1, 1, 3, 4))).toEqual([{ from: -1, to: 0, count: 3 }, { from: 0, to: 1, count: 4 }])
  })

  it('are one line where every number is the same', () => {
    expect(binsOf(spread(0, 0, 12, 0, 0))).toEqual([{ from: 0, to: 0, count: 12 }])
  })

  it('are most common in the middle of the fullest bin, at 0 where it holds 0', () => {
    expect([mostCommon(spread(0, 4, 1, 9)), mostCommon(spread(-1, 5, 9, 1)), mostCommon(spread(2, 2, 9, 0))]).toEqual([3, 0, 2])
  })
})
