import { describe, expect, it } from 'vitest'
import { largeFirst } from './conversion.ts'

describe('the table of a file that is looked at first', () => {
  const order = (sizes: Record<string, number>) => largeFirst(Object.keys(sizes), (name) => sizes[name] ?? 0)

  it('is the first of those of a size like the largest: no cover, no legend', () => {
    expect(order({ Readme: 900, '2023': 40_000, '2024': 90_000, codes: 2000 })).toEqual(['2023', '2024', 'Readme', 'codes'])
  })

  it('is the first where all are alike, or empty', () => {
    expect(order({ a: 10, b: 12 })).toEqual(['a', 'b'])
    expect(order({ a: 0, b: 0 })).toEqual(['a', 'b'])
    expect(order({})).toEqual([])
  })
})
