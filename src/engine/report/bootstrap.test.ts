import { describe, expect, it } from 'vitest'
import fixture from '#test/fixtures/scipy/bootstrap.json' with { type: 'json' }
import { bootstrapMeans } from './bootstrap.ts'

describe('ranges of means by resampling', () => {
  it.each(fixture)("are SciPy's for $name, whatever the seed", ({ values, mean, low, high, standardError }) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const [found] = bootstrapMeans([Float64Array.from(values)], seed)
      expect(found?.value).toBeCloseTo(mean, 12)
      // An end of 2,000 resamples strays from that of 200,000 by 0.06 standard errors (of a normal mean); four times that.
      for (const [own, expected] of [[found?.low, low], [found?.high, high]] as const) expect(Math.abs((own ?? NaN) - expected)).toBeLessThan(0.24 * standardError)
    }
  })

  it('pair the rows: the range of a difference is that of the differences of each row', () => {
    const [first, second] = [fixture[0]?.values ?? [], (fixture[2]?.values ?? []).slice(0, 60)]
    const difference = Float64Array.from(first, (value, row) => value - (second[row] ?? 0))
    const alone = bootstrapMeans([difference], 3)[0]
    const beside = bootstrapMeans([Float64Array.from(first), difference], 3)[1]
    expect(beside).toEqual(alone)
  })

  it('come from the standard error where there are very many rows', () => {
    const values = Float64Array.from({ length: 40_000 }, (_, row) => row % 4)
    const [found] = bootstrapMeans([values], 1)
    const error = 1.959963984540054 * Math.sqrt(1.25 * (40_000 / 39_999) / 40_000)
    expect(found).toEqual({ value: 1.5, low: expect.closeTo(1.5 - error, 12), high: expect.closeTo(1.5 + error, 12) })
  })
})
