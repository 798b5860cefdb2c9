import { describe, expect, it } from 'vitest'
import { largeFirst } from './conversion.ts'

describe('the table of a file that is looked at first', () => {
  const order = (sizes: Record<string, number>) => largeFirst(Object.keys(sizes), (name) => sizes[name] ?? 0)

  it('is the first of those of a size like the largest: no cover, no legend', () => {
    expect(order({ Readme: 900, spring: 40_000, autumn: 90_000, codes: 2000 })).toEqual(['spring', 'autumn', 'Readme', 'codes'])
  })

  it('is the first where all are alike, or empty', () => {
    expect(order({ a: 10, b: 12 })).toEqual(['a', 'b'])
    expect(order({ a: 0, b: 0 })).toEqual(['a', 'b'])
    expect(order({})).toEqual([])
  })
})
