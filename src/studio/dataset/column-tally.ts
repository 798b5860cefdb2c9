/** What kinds of cells a column has, each counted, with the first of them and the lines of some. Decides nothing. */
import type { DateOrder, DecimalMark } from '#contract/dataset.ts'
import { limits } from './limits.ts'
import { textOf } from './cell-text.ts'
import type { Conversion } from './written-numbers.ts'

/** Cells of one kind: how many, the first of them, and the lines of some. */
export interface Sightings {
  count: number
  lines: number[]
  value: string
}

export interface ColumnTally {
  missing: number
  /** Plain numbers. */
  numbers: number
  /** Of the numbers, those that spell like the integer they are. */
  plainIntegers: number
  /** Of the integers, those whose digits are a day: 20240305. */
  compactDates: number
  /** Of the numbers, those whose point could part thousands: 1.234. */
  pointGroups: number
  /** Numbers as people write them that are no plain ones. */
  written: Sightings
  /** Of all numbers, those that are none where that mark parts the decimals. */
  notWithMark: Record<DecimalMark, Sightings>
  /** Of the written ones, those that are another number with the other mark: 1,234. */
  eitherMark: Sightings
  converted: Record<Conversion, Sightings>
  /** Cells with each currency. */
  currencies: Record<string, Sightings>
  /** Numbers with a unit behind them: 71.7㎡. */
  measured: Sightings
  /** Of these, the cells with each unit, by its key. With more units than `mostUnits` they are words, and not all are counted. */
  units: Record<string, Sightings>
  infinite: Sightings
  leadingZero: Sightings
  longInteger: Sightings
  dates: Sightings
  /** Of the dates, those that are none in that order of day, month and year. */
  notInOrder: Record<DateOrder, Sightings>
  /** Dates that are another day in another order: 03/04/2024. */
  eitherOrder: Sightings
  /** Neither number nor date. */
  others: Sightings
  /** Cells with white space around them, which is not part of the value. */
  spaced: number
}

export function newTally(): ColumnTally {
  return {
    missing: 0,
    numbers: 0,
    plainIntegers: 0,
    compactDates: 0,
    pointGroups: 0,
    written: none(),
    notWithMark: { '.': none(), ',': none() },
    eitherMark: none(),
    converted: { decimalComma: none(), grouped: none(), currency: none(), percent: none(), unit: none(), fullWidth: none(), negative: none(), measured: none() },
    currencies: {},
    measured: none(),
    units: {},
    infinite: none(),
    leadingZero: none(),
    longInteger: none(),
    dates: none(),
    notInOrder: { dayFirst: none(), monthFirst: none(), yearFirst: none() },
    eitherOrder: none(),
    others: none(),
    spaced: 0,
  }
}

/** Lines listed so far, in all tallies: whether they grow tells whether a cell's line was wanted. */
export const listed = { lines: 0 }

export function see(sightings: Sightings, bytes: Uint8Array, start: number, end: number, line: number): void {
  sightings.count++
  if (sightings.count <= limits.listedLines) {
    sightings.lines.push(line)
    listed.lines++
    if (sightings.lines.length === 1) sightings.value = textOf(bytes, start, Math.min(end, start + 200))
  }
}

/** Cells with another currency than the first cell that has one. */
export function otherCurrency({ currencies }: ColumnTally): Sightings {
  const [, ...others] = Object.values(currencies).toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0))
  const sum = none()
  for (const { count, lines, value } of others) addTo(sum, count, lines, value)
  return sum
}

/** A column of measurements has few units; each more than these is as good as none, so that free text costs no memory. */
export const mostUnits = 8

export function seeUnit({ measured, units }: ColumnTally, key: string, bytes: Uint8Array, start: number, end: number, line: number): void {
  see(measured, bytes, start, end, line)
  const sightings = units[key]
  if (sightings !== undefined) see(sightings, bytes, start, end, line)
  else if (Object.keys(units).length <= mostUnits) see((units[key] = none()), bytes, start, end, line)
}

/** The unit of most cells that have one, the earlier of two; null without. */
export function mainUnit({ units }: ColumnTally): string | null {
  const [first] = Object.entries(units).toSorted(([, a], [, b]) => b.count - a.count || (a.lines[0] ?? 0) - (b.lines[0] ?? 0))
  return first?.[0] ?? null
}

/** Cells with another unit than that. */
export function otherUnits({ units }: ColumnTally, key: string | null): Sightings {
  const sum = none()
  for (const [unit, { count, lines, value }] of Object.entries(units)) if (unit !== key) addTo(sum, count, lines, value)
  return sum
}

/** Adds cells of the same kind, of which only the first lines are kept. */
export function addTo(sightings: Sightings, count: number, lines: readonly number[], value: string): void {
  sightings.count += count
  if (lines.length === 0) return
  if (sightings.lines.length === 0 || (lines[0] ?? 0) < (sightings.lines[0] ?? 0)) sightings.value = value
  sightings.lines = [...sightings.lines, ...lines].sort((a, b) => a - b).slice(0, limits.listedLines)
}

export function none(): Sightings {
  return { count: 0, lines: [], value: '' }
}
