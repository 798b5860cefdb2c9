/** Learns from the training rows of one column how it becomes inputs. Knows columns and rows, not targets or splits. */
import type { Histogram } from '#contract/dataset.ts'
import type { CategoryEncoding, CategoryFilling, NumberFilling, Scaling } from '#contract/recipe.ts'
import { numberAt, type Numbers } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column, NumberColumn } from '#engine/table/table.ts'
import { datePartsOf } from './date-parts.ts'
import type { FittedCategory, FittedDate, FittedNumber, FittedRange } from './fitted-recipe.ts'
import { dateParts } from './fitted-recipe.ts'
import { extremes, fitScaling } from './fit-scaling.ts'
import { mostFrequent, quantile } from './quantile.ts'

export interface NumberTreatment {
  scaling: Scaling
  filling: NumberFilling
  fillConstant: number
  /** Whether to add a missing indicator, where the training rows have gaps. */
  indicator: boolean
}

export interface CategoryTreatment {
  filling: CategoryFilling
  encoding: CategoryEncoding
  /** Values that have an input or code of their own, at most. */
  maximum: number
}

export function fitNumber(column: NumberColumn, rows: Int32Array, treatment: NumberTreatment): FittedNumber {
  const present = presentValues(column.values, rows)
  const gaps = rows.length - present.length
  const range = rangeOf(present)
  const fill = withoutMinusZero(fillOf(present, treatment))
  const { center, scale } = fitScaling(withGapsFilled(present, gaps, fill), treatment.scaling)
  return { kind: 'number', column: column.name, ...unitOf(column), scaling: treatment.scaling, filling: treatment.filling, fill, indicator: treatment.indicator && gaps > 0, range, center: withoutMinusZero(center), scale }
}

/** A column that says what its numbers are in hands it on. */
export function unitOf(column: Column): { unit?: string } {
  return column.kind === 'number' && column.unit !== undefined ? { unit: column.unit } : {}
}

/** Parts that never change in the training rows are left out; with a single date only the year remains. */
export function fitDate(column: NumberColumn, rows: Int32Array, treatment: NumberTreatment): FittedDate {
  const present = presentValues(column.values, rows)
  const gaps = rows.length - present.length
  const range = rangeOf(present)
  const fill = withoutMinusZero(fillOf(present, treatment))
  const filled = withGapsFilled(present, gaps, fill)
  const byPart = datePartsOf(filled)
  const varies = (part: (typeof dateParts)[number]): boolean => {
    const { min, max } = extremes(byPart[part])
    return max > min
  }
  // The weekday follows from a fixed day of the year; it says something of its own only where days differ.
  const kept = dateParts.filter((part) => varies(part) && (part !== 'weekday' || varies('day')))
  const parts = (kept.length > 0 ? kept : (['year'] as const)).map((part) => ({ part, ...fitScaling(byPart[part], treatment.scaling) }))
  return { kind: 'date', column: column.name, scaling: treatment.scaling, filling: treatment.filling, fill, indicator: treatment.indicator && gaps > 0, parts, range }
}

/**
 * One-hot with the semantics of scikit-learn's OneHotEncoder(min_frequency=2, handle_unknown='infrequent_if_exist'):
 * values seen in a single training row, and those beyond `maximum`, share one input with values never seen.
 * That input is thereby learned, where an input that is always 0 in training would keep its random weights. Codes number the
 * same values in the same order.
 */
export function fitCategory(column: CategoryColumn, rows: Int32Array, { filling, encoding, maximum }: CategoryTreatment): FittedCategory {
  const counts = new Int32Array(column.dictionary.length)
  let missing = 0
  for (const row of rows) {
    const code = column.codes[row] ?? -1
    if (code < 0) missing++
    else counts[code] = (counts[code] ?? 0) + 1
  }
  const seen: number[] = []
  counts.forEach((count, code) => {
    if (count > 0) seen.push(code)
  })
  seen.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
  const least = column.type === 'boolean' ? 1 : 2
  const kept = seen.filter((code, order) => order < maximum && (counts[code] ?? 0) >= least)
  const others = seen.slice(kept.length)
  const values = (codes: number[]): string[] => codes.map((code) => column.dictionary[code] ?? '')
  const missingInput = filling === 'category' && missing > 0
  return {
    kind: 'category',
    column: column.name,
    type: column.type,
    filling,
    encoding,
    categories: values(kept),
    others: values(others.slice(0, keptOthers)),
    unseenInput: others.length > 0,
    missingInput,
    fill: filling === 'category' ? null : (values(kept)[0] ?? null),
  }
}

/** JSON has no -0, and a run must predict the same bits before and after it was stored. */
function withoutMinusZero(value: number): number {
  return value + 0
}

const keptOthers = 10_000
const histogramBins = 20

function presentValues(values: Numbers, rows: Int32Array): Float64Array<ArrayBuffer> {
  const present = new Float64Array(rows.length)
  let count = 0
  for (const row of rows) {
    const value = numberAt(values, row)
    // Infinite cells count as missing: no scaling can bring them back.
    if (value - value === 0) present[count++] = value
  }
  return present.subarray(0, count)
}

/** May reorder `present`. Where nothing is present, the constant. */
function fillOf(present: Float64Array, treatment: NumberTreatment): number {
  if (present.length === 0) return treatment.fillConstant
  switch (treatment.filling) {
    case 'mean':
      return fitScaling(present, 'standard').center
    case 'mostFrequent':
      return mostFrequent(present)
    case 'constant':
      return treatment.fillConstant
    // New rows with a gap can't be dropped from an answer: they get the median.
    case 'dropRow':
    case 'median':
      return quantile(present, 0.5)
    default:
      return treatment.filling satisfies never
  }
}

function withGapsFilled(present: Float64Array<ArrayBuffer>, gaps: number, fill: number): Float64Array<ArrayBuffer> {
  if (gaps === 0) return present
  const filled = new Float64Array(present.length + gaps)
  filled.set(present)
  filled.fill(fill, present.length)
  return filled
}

function rangeOf(present: Float64Array): FittedRange | null {
  if (present.length === 0) return null
  const { min, max } = extremes(present)
  return { min, max, histogram: histogramOf(present, min, max) }
}

function histogramOf(present: Float64Array, min: number, max: number): Histogram {
  if (min === max) return { min, max, counts: [present.length] }
  const counts = new Array<number>(histogramBins).fill(0)
  for (const value of present) {
    // Halved first: the width of the largest doubles would overflow.
    const bin = Math.min(histogramBins - 1, Math.floor(((value / 2 - min / 2) / (max / 2 - min / 2)) * histogramBins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { min, max, counts }
}
