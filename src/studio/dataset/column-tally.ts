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
  /** The first currency, and the cells with another one. */
  currency: string
  otherCurrency: Sightings
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
  /** Values that no longer fitted into the dictionary. */
  beyond: number
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
    converted: { decimalComma: none(), grouped: none(), currency: none(), percent: none(), unit: none(), fullWidth: none(), negative: none() },
    currency: '',
    otherCurrency: none(),
    infinite: none(),
    leadingZero: none(),
    longInteger: none(),
    dates: none(),
    notInOrder: { dayFirst: none(), monthFirst: none(), yearFirst: none() },
    eitherOrder: none(),
    others: none(),
    spaced: 0,
    beyond: 0,
  }
}

export function see(sightings: Sightings, bytes: Uint8Array, start: number, end: number, line: number): void {
  sightings.count++
  if (sightings.count <= limits.listedLines) {
    sightings.lines.push(line)
    if (sightings.lines.length === 1) sightings.value = textOf(bytes, start, Math.min(end, start + 200))
  }
}

function none(): Sightings {
  return { count: 0, lines: [], value: '' }
}
