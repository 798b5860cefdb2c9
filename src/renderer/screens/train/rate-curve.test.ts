import { describe, expect, it } from 'vitest'
import { lossNear, rateCurveOf } from './rate-curve.ts'

const points = [
  { rate: 1e-6, loss: 1 },
  { rate: 1e-3, loss: 0.8 },
  { rate: 0.1, loss: 0.4 },
  { rate: 3, loss: 50 },
]

describe('losses against rates', () => {
  it('lie along powers of ten, and an explosion does not flatten the rest', () => {
    const curve = rateCurveOf(points)
    expect(curve.powers.map((power) => Number(power.toFixed(6)))).toEqual([-6, -3, -1, 0.477121])
    expect([curve.minimum, curve.maximum, curve.most, curve.least]).toEqual([-6, 1, 1.3, points[2]])
    expect(rateCurveOf(points.slice(0, 3)).most).toBeUndefined()
    expect(rateCurveOf([points[0], points[3]].flatMap((point) => point ?? [])).most).toBeUndefined()
  })

  it('are an empty chart where there are none', () => {
    expect(rateCurveOf([])).toEqual({ powers: [], losses: [], minimum: -6, maximum: 1, most: undefined, least: null })
    expect(lossNear([], 0.1)).toBeNaN()
  })

  it('are read at the rate closest to one', () => {
    expect([1e-7, 0.05, 0.02, 100].map((rate) => lossNear(points, rate))).toEqual([1, 0.4, 0.4, 50])
  })
})
