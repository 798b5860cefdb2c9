import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { plainNumbers } from '#engine/table/numbers.ts'
import { numberColumn, upTo, wordColumn } from '#test/tables/columns.ts'
import { binEdges, binLabels, binOf } from './bin-edges.ts'
import type { LearningStep } from './learn-step.ts'
import { learnStep, withLearned } from './learn-step.ts'
import { fitYeoJohnson, yeoJohnson } from './yeo-johnson.ts'

const Expected = z.object({
  columns: z.record(z.string(), z.object({ power: z.object({ lambda: z.number(), exact: z.number(), after: z.array(z.number()) }), bins: z.array(z.object({ count: z.number(), by: z.enum(['quantile', 'width']), edges: z.array(z.number()), codes: z.array(z.number()) })) })),
  rare: z.array(z.object({ share: z.number(), kept: z.array(z.string()) })),
})
const expected = Expected.parse(JSON.parse(readFileSync(new URL('../../../test/fixtures/sklearn/steps.json', import.meta.url), 'utf8')))

// The rules of test/parity/sklearn_steps.py.
const even = upTo(200).map((at) => (at * 0.618033988749895) % 1)
const columns: Record<string, number[]> = {
  even,
  skewed: even.map((u) => 1 / (0.02 + u)),
  both: even.map((u) => (u - 0.4) * 10),
  negative: even.map((u) => -1 / (0.05 + u)),
  counts: even.map((u) => Math.floor(8 * u ** 3)),
  large: even.map((u) => 1000 + 500 * u ** 2),
}
const names = Object.keys(columns)
const valuesOf = (name: string): Float64Array => Float64Array.from(columns[name] ?? [])
const all = Int32Array.from(upTo(200))
const base = { id: 'x', on: true, column: 'x' } as const

describe('Yeo-Johnson\'s power', () => {
  it.each(names)('of %s is scikit-learn\'s, and so are the numbers it makes', (name) => {
    const { lambda, exact, after } = expected.columns[name]?.power ?? { lambda: NaN, exact: NaN, after: [] }
    const found = fitYeoJohnson(valuesOf(name))
    expect(Math.abs(found - exact)).toBeLessThan(1e-6)
    // Far from 0 scikit-learn's own is off in the fourth digit.
    expect(Math.abs(found - lambda)).toBeLessThan(name === 'large' ? 1e-3 : 1e-6)
    after.forEach((value, at) => expect(Math.abs(yeoJohnson(columns[name]?.[at] ?? NaN, lambda) - value)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(value))))
  })

  it('changes nothing where all numbers are equal, and is continuous where a power is 0', () => {
    expect(fitYeoJohnson(Float64Array.of(3, 3, 3))).toBe(1)
    expect(yeoJohnson(3, 1)).toBeCloseTo(3, 14)
    expect(yeoJohnson(-3, 1)).toBeCloseTo(-3, 14)
    expect(yeoJohnson(3, 0)).toBeCloseTo(Math.log(4), 14)
    expect(yeoJohnson(3, 1e-9)).toBeCloseTo(Math.log(4), 8)
    expect(yeoJohnson(-3, 2)).toBeCloseTo(-Math.log(4), 14)
  })
})

describe('ranges', () => {
  it.each(names)('of %s have scikit-learn\'s edges, and hold the same numbers', (name) => {
    for (const { count, by, edges, codes } of expected.columns[name]?.bins ?? []) {
      const found = binEdges(valuesOf(name), count, by)
      expect(found.length, `${count} ${by}`).toBe(edges.length)
      found.forEach((edge, at) => expect(edge).toBeCloseTo(edges[at] ?? NaN, 10))
      expect(codes.map((_, at) => binOf(columns[name]?.[at] ?? NaN, edges))).toEqual(codes)
    }
  })

  it('are named by their edges, with as few digits as tell them apart', () => {
    expect(binLabels([2, 4.123456])).toEqual(['< 2', '2 – 4.1235', '≥ 4.1235'])
    expect(binLabels([1.000001, 1.000002])).toEqual(['< 1.000001', '1.000001 – 1.000002', '≥ 1.000002'])
    expect(binLabels([])).toEqual(['…'])
  })
})

describe('a step that learns', () => {
  it('groups the values that scikit-learn calls infrequent', () => {
    const words = wordColumn('x', even.map((u) => `w${Math.floor(8 * u ** 3)}`))
    for (const { share, kept } of expected.rare) {
      const learned = learnStep({ ...base, kind: 'groupRare', share, name: 'other' }, words, all)
      expect(learned.kind === 'groupRare' ? learned.kept.toSorted() : []).toEqual(kept)
    }
  })

  it('makes what was never seen one with the rare values, where there were any', () => {
    const step: LearningStep = { ...base, kind: 'groupRare', share: 0.3, name: 'b' }
    const seen = wordColumn('x', ['a', 'a', 'b', 'b', 'c', null])
    const learned = learnStep(step, seen, Int32Array.from(upTo(6)))
    expect(learned).toEqual({ kind: 'groupRare', kept: ['a', 'b'], others: 1, rows: 1 })
    expect(withLearned(step, wordColumn('x', ['a', 'new', null, 'b']), learned)).toMatchObject({ dictionary: ['a', 'b'], codes: Int32Array.of(0, 1, -1, 1) })
    expect(withLearned(step, wordColumn('x', ['new']), { kind: 'groupRare', kept: ['a'], others: 0, rows: 0 })).toMatchObject({ dictionary: ['new'] })
  })

  it('learns from the training rows alone, and keeps gaps', () => {
    const numbers = numberColumn('x', [1, 2, 3, null, 1000, -1000])
    const step: LearningStep = { ...base, kind: 'log' }
    const learned = learnStep(step, numbers, Int32Array.of(0, 1, 2, 3))
    expect(learned).toEqual({ kind: 'log', shift: 0, least: 1 })
    const made = withLearned(step, numbers, learned)
    // Below what was seen there may be no logarithm: such a number is as the smallest.
    expect(made.kind === 'number' ? [...plainNumbers(made.values)].map((value) => Number(value.toPrecision(12))) : []).toEqual([0, 0.69314718056, 1.09861228867, NaN, 6.90775527898, 0])
    expect(learnStep(step, numbers, Int32Array.of(0, 5))).toEqual({ kind: 'log', shift: 1001, least: -1000 })
  })

  it('has its type and its gaps before anything is known', () => {
    expect(withLearned({ ...base, kind: 'bin', count: 3, by: 'quantile' }, numberColumn('x', [1, null]), null)).toMatchObject({ kind: 'category', codes: Int32Array.of(0, -1) })
    expect(() => withLearned({ ...base, kind: 'log' }, wordColumn('x', ['a']), null)).toThrow('step.needs.number: x')
    expect(() => withLearned({ ...base, kind: 'groupRare', share: 0.1, name: 'other' }, numberColumn('x', [1]), null)).toThrow('step.needs.category: x')
  })
})
