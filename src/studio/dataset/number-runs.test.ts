/** Against the language's own sorting, for columns of many shapes, as doubles and as steps. */
import { expect, test } from 'vitest'
import { plainNumbers, stepsOf, type Numbers } from '#engine/table/numbers.ts'
import { roomForRuns, runsOf } from './number-runs.ts'

const count = 20_000
/** 0 to 1, the same in every run. */
const share = (index: number): number => ((Math.imul(index ^ (index >>> 9), 0x2c1b3c6d) >>> 0) % 100_003) / 100_003

/** The numbers again, one by one. */
function spreadOut(numbers: Numbers): number[] {
  const { values, ends } = runsOf(numbers, roomForRuns(count))
  return [...plainNumbers(values)].flatMap((value, run) => new Array<number>((ends[run] ?? 0) - (ends[run - 1] ?? 0)).fill(value))
}

function kept(values: Float64Array, scale: number): Numbers {
  return { steps: Int32Array.from(values, (value) => stepsOf(value, scale)), scale }
}

test.each<[string, (index: number) => number, number | null]>([
  ['spread evenly', share, null],
  ['decimals with gaps', (index) => (index % 7 === 0 ? NaN : Math.round(share(index) * 1e7) / 100), 100],
  ['decimals within a small range', (index) => (index % 9 === 0 ? NaN : Math.round(share(index) * 30_000 - 9000) / 1000), 1000],
  ['from one end of the steps to the other', (index) => Math.round(share(index) * 4e9 - 2e9) / 10, 10],
  ['nearly all whole', (index) => (index === 15_000 ? 0.1 + 0.2 : Math.floor(share(index) * 500)), null],
  ['few different ones', (index) => Math.floor(share(index) * 5), 1],
  ['one for all', () => 4.5, 10],
  ['in falling order', (index) => 5 - index, 1],
  ['only gaps', () => NaN, 1],
])('runs of numbers %s', (_, number, scale) => {
  const values = Float64Array.from({ length: count }, (_item, index) => number(index))
  const expected = [...values.filter((value) => value === value).sort()]
  expect(spreadOut(values)).toEqual(expected)
  if (scale !== null) expect(spreadOut(kept(values, scale))).toEqual(expected)
})
