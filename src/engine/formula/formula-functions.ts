/** The closed list of what a formula may call on values of one type. Choosing, comparing and joining: compile-formula.ts. */
import { stableExp, stableLog, stablePower } from '#engine/random/stable-functions.ts'
import { datePartOf } from '#engine/recipe/date-parts.ts'

export type FormulaType = 'number' | 'date' | 'text' | 'yesNo'

/** Numbers, dates as days since 1970-01-01, yes and no as 1 and 0; NaN is missing. */
export interface NumericFunction {
  takes: readonly ('number' | 'date' | 'yesNo')[]
  /** The last type may come again, any number of times. */
  repeats?: true
  gives: 'number' | 'yesNo'
  run(...values: number[]): number
}

/** Missing in gives missing out: every one of these is NaN where one of its values is. */
export const numericFunctions: Readonly<Record<string, NumericFunction>> = {
  '+': ofNumbers(2, (a, b) => a + b),
  '-': ofNumbers(2, (a, b) => a - b),
  '*': ofNumbers(2, (a, b) => a * b),
  '/': ofNumbers(2, (a, b) => a / b),
  '^': ofNumbers(2, power),
  'sign -': ofNumbers(1, (a) => -a),
  'sign +': ofNumbers(1, (a) => a),
  abs: ofNumbers(1, Math.abs),
  log: ofNumbers(1, stableLog),
  log10: ofNumbers(1, (a) => stableLog(a) / stableLog(10)),
  exp: ofNumbers(1, stableExp),
  sqrt: ofNumbers(1, Math.sqrt),
  round: ofNumbers(1, Math.round),
  floor: ofNumbers(1, Math.floor),
  ceil: ofNumbers(1, Math.ceil),
  min: { ...ofNumbers(1, Math.min), repeats: true },
  max: { ...ofNumbers(1, Math.max), repeats: true },
  year: ofDate((days) => datePartOf(days, 'year')),
  month: ofDate((days) => datePartOf(days, 'month')),
  day: ofDate((days) => datePartOf(days, 'day')),
  weekday: ofDate((days) => datePartOf(days, 'weekday')),
  days: { takes: ['date', 'date'], gives: 'number', run: (from = NaN, to = NaN) => to - from },
  and: ofAnswers(2, (a, b) => a * b),
  or: ofAnswers(2, (a, b) => Math.max(a, b)),
  not: ofAnswers(1, (a) => 1 - a),
}

export type TextFunction = { gives: 'text'; run(text: string): string } | { gives: 'number'; run(text: string): number }

export const textFunctions: Readonly<Record<string, TextFunction>> = {
  // Characters as a person counts them, not code units.
  length: { gives: 'number', run: (text) => [...text].length },
  lower: { gives: 'text', run: (text) => text.toLowerCase() },
  upper: { gives: 'text', run: (text) => text.toUpperCase() },
}

export const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
}

function ofNumbers(count: 1 | 2, run: (a: number, b: number) => number): NumericFunction {
  return { takes: count === 1 ? ['number'] : ['number', 'number'], gives: 'number', run }
}

function ofDate(run: (days: number) => number): NumericFunction {
  return { takes: ['date'], gives: 'number', run: (days = NaN) => run(days) }
}

function ofAnswers(count: 1 | 2, run: (a: number, b: number) => number): NumericFunction {
  return { takes: count === 1 ? ['yesNo'] : ['yesNo', 'yesNo'], gives: 'yesNo', run }
}

/** A negative base has powers for whole exponents alone. */
function power(base: number, exponent: number): number {
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN
  if (exponent < 0) return 1 / power(base, -exponent)
  if (base >= 0) return stablePower(base, exponent)
  if (!Number.isInteger(exponent)) return NaN
  return stablePower(-base, exponent) * (exponent % 2 === 0 ? 1 : -1)
}
