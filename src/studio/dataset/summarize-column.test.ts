/** Against the language's own sorting and exact integers, for columns of many shapes, as doubles and as steps of 16 and 32 bits. */
import { expect, test } from 'vitest'
import { stepsOf, type Numbers } from '#engine/table/numbers.ts'
import { countingModule } from './counting-memory.ts'
import { exactQuotient } from './exact-quotient.ts'
import type { NumberSummary } from './number-summary.ts'
import { NumberSummarizer } from './summarize-column.ts'

const count = 20_003
/** 0 to 1, the same in every run. */
const share = (index: number): number => ((Math.imul(index ^ (index >>> 9), 0x2c1b3c6d) >>> 0) % 100_003) / 100_003
/** In one memory, as a thread does: nothing of one column may be left for the next. */
const summarizer = new NumberSummarizer(countingModule())

/** All but mean and deviation, the plain way. */
function plainly(values: Float64Array): Omit<NumberSummary, 'numeric'> & { numeric: unknown } {
  const sorted = values.filter((value) => value === value).sort()
  const present = sorted.length
  const runs = new Map<number, number>()
  for (const value of sorted) runs.set(value, (runs.get(value) ?? 0) + 1)
  const top = [...runs].map(([value, times]) => ({ value, count: times })).sort((a, b) => b.count - a.count || a.value - b.value).slice(0, 10)
  if (present === 0) return { present, distinct: 0, numeric: null, top }
  const quantile = (part: number): number => {
    const place = (present - 1) * part
    const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN]
    return below === above ? below : below + (above - below) * (place - Math.floor(place))
  }
  const [min, max] = [sorted[0] ?? NaN, sorted[present - 1] ?? NaN]
  const bins = Math.min(20, runs.size)
  const width = max / bins - min / bins
  const counts = new Array<number>(bins).fill(0)
  for (const value of sorted) {
    const bin = width > 0 ? Math.min(bins - 1, Math.floor((value - min) / width)) : 0
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const numeric = { mean: expect.any(Number), standardDeviation: expect.any(Number), min, q25: quantile(0.25), median: quantile(0.5), q75: quantile(0.75), max, histogram: { min, max, counts } }
  return { present, distinct: runs.size, numeric, top }
}

/** Mean and deviation of steps by integers that have no end. */
function exactly(values: Float64Array, scale: number): { mean: number; standardDeviation: number } {
  const steps = [...values].filter((value) => value === value).map((value) => BigInt(Math.round(value * scale)))
  const present = BigInt(steps.length)
  const sum = steps.reduce((all, step) => all + step, 0n)
  const squares = steps.reduce((all, step) => all + (step * present - sum) ** 2n, 0n)
  const variance = steps.length < 2 ? 0 : Number((squares * 10n ** 40n) / (present ** 2n * (present - 1n) * BigInt(scale) ** 2n)) / 1e40
  return { mean: Number((sum * 10n ** 20n) / (present * BigInt(scale))) / 1e20, standardDeviation: Math.sqrt(variance) }
}

const largest = 2 ** 31 - 1

test.each<[string, (index: number) => number, number | null]>([
  ['spread evenly', share, null],
  ['that are roots', (index) => (index % 5 === 0 ? NaN : Math.sqrt(index % 700)), null],
  ['with both ends of what a double holds', (index) => (share(index) - 0.5) * (index % 100 === 0 ? Number.MAX_VALUE : 1), null],
  ['nearly all whole', (index) => (index === 15_000 ? 0.1 + 0.2 : Math.floor(share(index) * 500)), null],
  ['decimals with gaps', (index) => (index % 7 === 0 ? NaN : Math.round(share(index) * 1e7) / 100), 100],
  ['decimals within a small range', (index) => (index % 9 === 0 ? NaN : Math.round(share(index) * 30_000 - 9000) / 1000), 1000],
  ['from one end of the steps to the other', (index) => (index < 2 ? (largest / 10) * (index * 2 - 1) : Math.round(share(index) * 4e9 - 2e9) / 10), 10],
  ['crowded in few places far apart', (index) => Math.floor(share(index) * 40) * 90_000_001 - 1_800_000_000 + (index % 3000), 1],
  ['by thousands in four places', (index) => Math.floor(share(index) * 4) * 50_000_001 + (index % 3000), 1],
  ['crowded, and equally often', (index) => ((index * 7919) % 60) * 70_000_000 - largest, 1],
  ['ever more often, going up', (index) => Math.floor(Math.sqrt(index)) * 3001, 1],
  ['ever more often, going down', (index) => 3001 * (9 - Math.floor(Math.sqrt(index))), 1],
  ['few different ones', (index) => Math.floor(share(index) * 5), 1],
  ['as many different ones as bins', (index) => (index % 20) * 1_000_000, 1],
  ['one less than bins, far apart', (index) => (index % 19) * 100_000_000, 1],
  ['between the ends of 16 bits', (index) => (index % 11 === 3 ? NaN : [-32_766, 32_767, 0, index % 32_000][index % 4]) ?? NaN, 1],
  ['one for all', () => 4.5, 10],
  ['one large one for all', () => largest, 1],
  ['one small one for all', () => -largest, 1],
  ['one row only', (index) => (index === 9000 ? -0.007 : NaN), 1000],
  ['in falling order', (index) => 5 - index, 1],
  ['each different, far apart', (index) => ((index * 104_729) % 20_011) * 100_003, 1],
  ['only gaps', () => NaN, 1],
])('the summary of numbers %s', (_, number, scale) => {
  for (const rows of [count, 9001, 3000, 3, 1, 0]) {
    const values = Float64Array.from({ length: rows }, (_item, index) => number(index))
    const summary = summarizer.summarize(values)
    expect(summary).toEqual(plainly(values))
    if (scale === null) continue
    for (const finer of [scale, scale * 10]) for (const kept of steps(values, finer)) expect(summarizer.summarize(kept)).toEqual(summary)
    if (summary.numeric === null) continue
    const exact = exactly(values, scale)
    for (const key of ['mean', 'standardDeviation'] as const) expect(Math.abs(summary.numeric[key] - exact[key])).toBeLessThanOrEqual(Math.abs(exact[key]) * 1e-15)
  }
})

/** In every width in which all fit. */
function steps(values: Float64Array, scale: number): Numbers[] {
  const wide = Int32Array.from(values, (value) => stepsOf(value, scale))
  if (values.some((value, row) => value === value && wide[row] === -(2 ** 31))) return []
  const isShort = values.every((value) => value !== value || Math.abs(value * scale) < 2 ** 15)
  return [{ steps: wide, scale }, ...(isShort ? [{ steps: Int16Array.from(wide, (step) => (step === -(2 ** 31) ? -(2 ** 15) : step)), scale }] : [])]
}

test('ten million equal large numbers', () => {
  const summary = summarizer.summarize({ steps: new Int32Array(10_000_000).fill(largest), scale: 1000 })
  expect(summary).toMatchObject({ present: 10_000_000, distinct: 1, numeric: { mean: largest / 1000, standardDeviation: 0, min: largest / 1000, max: largest / 1000, histogram: { counts: [10_000_000] } } })
})

test('a quotient is the nearest double', () => {
  expect(exactQuotient(0n, 7n)).toBe(0)
  expect(exactQuotient(-1n, 3n)).toBe(-1 / 3)
  expect(exactQuotient(-(2n ** 31n) * 3n, 3n)).toBe(-(2 ** 31))
  // Half way between two doubles, to the even one; a little more, and to the next.
  expect(exactQuotient(2n ** 53n + 1n, 1n)).toBe(2 ** 53)
  expect(exactQuotient((2n ** 53n + 1n) * 10n ** 30n + 1n, 10n ** 30n)).toBe(2 ** 53 + 2)
  for (let index = 1; index < 2000; index++) expect(exactQuotient(BigInt(index * 7919), BigInt(index + 1))).toBe((index * 7919) / (index + 1))
})
