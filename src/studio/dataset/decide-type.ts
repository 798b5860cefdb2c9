/** Which type a column has, from what the whole file showed of it. Pure; every decision has a reason to show. */
import type { ColumnSummary, ColumnType } from '#contract/dataset.ts'
import type { ColumnForm, ColumnTally, Sightings } from './column-collector.ts'

export interface TypeDecision {
  type: ColumnType
  reason: ColumnSummary['typeReason']
}

/** The form all cells agree on, before their values are looked at. */
export function formOfTally(tally: ColumnTally): ColumnForm {
  const numberLike = tally.numbers + tally.infinite.count
  const odd = tally.leadingZero.count + tally.longInteger.count
  if (tally.numbers > 0 && odd + tally.dates.count + tally.others.count === 0) return 'numbers'
  const unsure = tally.either.count > 0 && tally.dayFirst.count === 0 && tally.monthFirst.count === 0
  const contradictory = tally.dayFirst.count > 0 && tally.monthFirst.count > 0
  if (tally.dates.count > 0 && numberLike + odd + tally.others.count === 0 && !unsure && !contradictory) return 'days'
  return 'codes'
}

export interface NumberFacts {
  name: string
  index: number
  columns: number
  tally: ColumnTally
  distinct: number
  /** Whether the values are 0, 1, 2... or 1, 2, 3... in the order of the rows, none missing. */
  countsUp: boolean
}

/** For a column whose cells are all numbers: a quantity, or the name of a row? */
export function decideNumber({ name, index, columns, tally, distinct, countsUp }: NumberFacts): TypeDecision {
  const whole = tally.plainIntegers === tally.numbers && tally.infinite.count === 0
  // With two columns one is the target, and x = 1, 2, 3... is then the only thing to learn from.
  if (whole && columns > 2 && tally.numbers > 2) {
    if (countsUp && (index === 0 || namesIdentifier(name))) return { type: 'identifier', reason: { key: 'countsUp' } }
    if (namesIdentifier(name) && distinct === tally.numbers) return { type: 'identifier', reason: { key: 'namedIdentifier' } }
  }
  return { type: 'number', reason: { key: 'allNumbers', count: tally.numbers } }
}

export interface TextFacts {
  name: string
  tally: ColumnTally
  present: number
  distinct: number
  /** Some of the distinct values. */
  values: string[]
}

export function decideText(facts: TextFacts): TypeDecision {
  const { tally, present, distinct, values, name } = facts
  if (present === 0) return { type: 'text', reason: { key: 'empty' } }
  if (tally.longInteger.count > 0 && tally.others.count + tally.dates.count === 0) return { type: 'identifier', reason: sighted('longInteger', tally.longInteger) }
  const repeated = present >= distinct * 5 && distinct <= 50
  if (tally.leadingZero.count > 0 && tally.others.count + tally.dates.count === 0) {
    return { type: repeated ? 'category' : 'identifier', reason: sighted('leadingZeros', tally.leadingZero) }
  }
  const slip = slipOf(tally)
  if (isYesNo(values, distinct)) return { type: 'boolean', reason: { key: 'yesNo' } }
  const isCategory = distinct <= 2 || (distinct <= 50 && present >= distinct * 2) || (distinct <= 10_000 && present >= distinct * 5)
  if (isCategory) return { type: 'category', reason: slip ?? { key: 'fewValues', count: distinct } }
  const spaced = values.filter((value) => /\s/.test(value.trim())).length > values.length * 0.05
  const digits = values.filter((value) => /\d/.test(value)).length > values.length * 0.8
  if (!slip && distinct === present && namesIdentifier(name)) return { type: 'identifier', reason: { key: 'namedIdentifier' } }
  if (!slip && distinct === present && present >= 20 && !spaced && digits) return { type: 'identifier', reason: { key: 'allDifferentCodes' } }
  // In a table of a few rows nothing repeats; single words may still be categories.
  if (!slip && distinct <= 20 && present <= 20 && !spaced) return { type: 'category', reason: { key: 'fewValues', count: distinct } }
  return { type: 'text', reason: slip ?? { key: 'manyValues', count: distinct } }
}

/** The cells that keep a column of numbers, or of dates, from being one. */
function slipOf(tally: ColumnTally): ColumnSummary['typeReason'] | null {
  if (tally.numbers > 0 && tally.numbers >= tally.dates.count) {
    const breaking = tally.others.count > 0 ? tally.others : tally.dates
    if (breaking.count > 0) return sighted('notAllNumbers', breaking, tally.others.count + tally.dates.count)
    if (tally.leadingZero.count > 0) return sighted('leadingZeros', tally.leadingZero)
  }
  if (tally.dates.count === 0) return null
  if (tally.others.count > 0 && tally.dates.count > tally.others.count) return sighted('notAllDates', tally.others)
  if (tally.others.count > 0) return null
  if (tally.dayFirst.count > 0 && tally.monthFirst.count > 0) return sighted('dateOrderContradictory', tally.monthFirst)
  return tally.either.count > 0 ? sighted('dateOrderUnknown', tally.either) : null
}

function sighted(key: string, sightings: Sightings, count = sightings.count): ColumnSummary['typeReason'] {
  const line = sightings.lines[0]
  return { key, count, value: sightings.value, ...(line === undefined ? {} : { line }) }
}

const yesNoPairs = [
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['on', 'off'],
  ['是', '否'],
  ['有', '无'],
  ['真', '假'],
]

function isYesNo(values: string[], distinct: number): boolean {
  const spelled = new Set(values.map((value) => value.toLowerCase()))
  return distinct === 2 && yesNoPairs.some((pair) => pair.every((word) => spelled.has(word)))
}

function namesIdentifier(name: string): boolean {
  return /(^|[\s_.-])(id|ids|uuid|guid|key|index|rownames?|row[\s_]?(number|id)|no\.?|nr|serial)$/i.test(name) || /[a-z]I[Dd]$/.test(name) || /(编号|序号|学号|工号|单号|身份证号?|流水号|号码)$/.test(name)
}
